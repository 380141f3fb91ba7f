package report

import (
	"bytes"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

var (
	white = color.White
	ink   = color.Gray{0x33}
	faint = color.Gray{0xE4}
)

// sans is the only typeface of the plots.
func sans(size vg.Length, bold bool) font.Font {
	f := font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
	if bold {
		f.Weight = 3 // semi-bold and more is written as bold
	}
	return f
}

// textStyle is that of names, which are centred on the height where they are put.
func textStyle(c color.Color, bold bool) text.Style {
	return text.Style{
		Color: c, Font: sans(10, bold), YAlign: text.YCenter, Handler: plot.DefaultTextHandler,
	}
}

// newPlot has a title and the style of all plots.
func newPlot(title string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = white
	p.Title.Text = title
	p.Title.TextStyle.Font = sans(13, true)
	p.Title.TextStyle.Color = ink
	p.Title.Padding = 8
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Color = ink
		axis.LineStyle.Width = 0.6
		axis.Padding = 4
		axis.Label.TextStyle.Font = sans(10.5, false)
		axis.Label.TextStyle.Color = ink
		axis.Tick.Label.Font = sans(10, false)
		axis.Tick.Label.Color = ink
		axis.Tick.LineStyle.Width = 0.5
		axis.Tick.LineStyle.Color = ink
		axis.Tick.Length = 4
	}
	return p
}

// canvas is a picture all of which is white, so that it can be read on dark pages, too.
func canvas(width, height vg.Length) (*vgsvg.Canvas, draw.Canvas) {
	c := vgsvg.New(width, height)
	area := draw.New(c)
	area.SetColor(white)
	area.Fill(area.Rectangle.Path())
	return c, area
}

// svg is the text of a picture. Where the typeface is missing others of the same widths
// are likely to be there.
func svg(c *vgsvg.Canvas) ([]byte, error) {
	var text bytes.Buffer
	if _, err := c.WriteTo(&text); err != nil {
		return nil, err
	}
	return bytes.ReplaceAll(text.Bytes(), []byte("font-family:Liberation Sans"),
		[]byte("font-family:Helvetica,Arial,'Liberation Sans',sans-serif")), nil
}
