package report

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/coseq/coseq/bench/measure"
)

// overview shows all works of a group at their largest size: a line for each work, on
// which each way has a dot where its cost is, as a multiple of ours.
func overview(group string, results []measure.Result) (Plot, error) {
	const lineOfPlot = 26
	p := newPlot(group + ": cost at the largest size, as a multiple of coseq's")
	p.X.Scale = plot.LogScale{}
	p.X.Tick.Marker = logTicks(func(v float64) string { return significant(v) + "×" })
	p.X.Label.Text = "← less than coseq · more than coseq →"
	p.Y.Tick.Marker = workTicks(results)
	p.Y.Tick.Length = 0
	p.Y.LineStyle.Width = 0
	p.Y.Padding = 12
	p.Add(grid())
	if err := addDots(p, results); err != nil {
		return Plot{}, err
	}
	p.Y.Min, p.Y.Max = -0.6, float64(len(results))-0.4
	c, area := canvas(820, vg.Length(len(results))*lineOfPlot+120)
	p.Draw(draw.Crop(area, 6, -14, 34, -4))
	legend(area, results)
	svg, err := svg(c)
	return Plot{
		Name: "overview-" + slug(group),
		Alt:  "All works of " + group + " in one picture; the tables below have the same figures",
		SVG:  svg,
	}, err
}

func workTicks(results []measure.Result) plot.ConstantTicks {
	var ticks plot.ConstantTicks
	for i, r := range results {
		ticks = append(ticks, plot.Tick{Value: height(i, results), Label: r.Work.Title})
	}
	return ticks
}

// height is where the i-th work is, of which the first is on top.
func height(i int, results []measure.Result) float64 { return float64(len(results) - 1 - i) }

func addDots(p *plot.Plot, results []measure.Result) error {
	low, high := 0.5, 2.0
	for i, r := range results {
		for way := range slices.Backward(r.Work.Ways) { // ours is on top
			ratio := lastOf(r, way).Ratio.Median
			dot, err := plotter.NewScatter(plotter.XYs{{X: ratio, Y: height(i, results)}})
			if err != nil {
				return fmt.Errorf("%s, %s: %w", r.Work.Name, r.Work.Ways[way].Name, err)
			}
			dot.GlyphStyle = glyph(r.Work.Ways[way].Name, way == 0)
			p.Add(dot)
			low, high = min(low, ratio), max(high, ratio)
		}
	}
	p.X.Min, p.X.Max = low/1.6, high*1.6
	one, err := plotter.NewLine(plotter.XYs{{X: 1, Y: -1}, {X: 1, Y: float64(len(results))}})
	if err != nil {
		return err
	}
	one.LineStyle = draw.LineStyle{Color: ours, Width: 0.8}
	p.Add(one)
	return nil
}

func glyph(way string, isFirst bool) draw.GlyphStyle {
	g := draw.GlyphStyle{Color: translucent(Colour(way)), Radius: 4.5, Shape: draw.CircleGlyph{}}
	if isFirst {
		g.Radius, g.Shape = 6, draw.BoxGlyph{}
	}
	return g
}

// translucent lets dots be seen that lie on top of each other.
func translucent(c color.RGBA) color.Color { return color.NRGBA{c.R, c.G, c.B, 0xD0} }

// legend names the families that there are, along the lower edge.
func legend(area draw.Canvas, results []measure.Result) {
	var names []string
	for _, r := range results {
		for _, way := range r.Work.Ways {
			names = append(names, family(way.Name))
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
	names = slices.Compact(names)
	style := textStyle(ink, false)
	at := vg.Point{X: area.Min.X + 20, Y: area.Min.Y + 16}
	for _, name := range names {
		area.DrawGlyph(glyph(name, name == "coseq"), at)
		at.X += 9
		area.FillText(style, at, name)
		at.X += style.Width(name) + 18
	}
}

// rank has coseq first.
func rank(family string) int {
	if family == "coseq" {
		return 0
	}
	return 1
}
