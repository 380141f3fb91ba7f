package trace

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	svg "github.com/ajstarks/svgo/float"
	"golang.org/x/exp/trace"
)

// Measures of a picture, in pixels.
const (
	width      = 1000.0
	left       = 90.0 // of the time axis; names of lanes stand there
	right      = 30.0
	top        = 70.0
	laneHeight = 84.0
	barHeight  = 30.0
	footHeight = 46.0
	letter     = 6.2 // about the width of one
)

// The colours of arrows, and how texts lie about their place.
const (
	black, red         = "#222", "#B00"
	toTheLeft, centred = `text-anchor="end"`, `text-anchor="middle"`
)

// threadColours are those of Okabe and Ito that white letters can be read on.
var threadColours = []string{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#555555"}

// A chart draws a timeline.
type chart struct {
	*svg.SVG
	t       *Timeline
	threads []trace.ThreadID
}

// draw makes a picture of a timeline: lanes with bars, coloured by thread, for the times
// in which they run, and arrows where control goes from one to another.
func (t *Timeline) draw(title string) []byte {
	var buf bytes.Buffer
	c := &chart{svg.New(&buf), t, t.Threads()}
	c.Decimals = 1
	height := top + laneHeight*float64(len(t.Lanes)) + footHeight
	c.Start(width, height, fmt.Sprintf(`viewBox="0 0 %g %g"`, width, height),
		`font-family="Helvetica, Arial, sans-serif"`, `font-size="12"`)
	c.Title(title)
	c.Rect(0, 0, width, height, fill("white"))
	c.Text(left, 26, title, `font-size="16"`, `font-weight="bold"`)
	c.legend()
	c.axis(height - footHeight + 6)
	for i := range t.Lanes {
		c.lane(i)
	}
	for _, s := range t.Switches {
		c.arrow(s)
	}
	for _, s := range t.Switches {
		c.gift(s)
	}
	c.End()
	return buf.Bytes()
}

// x is where a time lies.
func (c *chart) x(at trace.Time) float64 {
	whole := float64(c.t.End - c.t.Start())
	return left + float64(at-c.t.Start())/whole*(width-left-right)
}

// y is the middle of a lane.
func (c *chart) y(i int) float64 { return top + laneHeight*(float64(i)+0.5) }

func (c *chart) colour(thread trace.ThreadID) string {
	return threadColours[slices.Index(c.threads, thread)%len(threadColours)]
}

// legend says what the colours and the arrows are.
func (c *chart) legend() {
	x := left
	for _, thread := range c.threads {
		c.Roundrect(x, 38, 14, 14, 3, 3, fill(c.colour(thread)))
		text := fmt.Sprintf("runs on thread %d", thread)
		c.Text(x+20, 49, text, fill("#333"))
		x += 44 + letter*float64(len(text))
	}
	direct, others := c.t.Direct(), len(c.t.Switches)-c.t.Direct()
	if direct > 0 {
		c.Text(width-right, 26, fmt.Sprintf("arrows: %d direct switches", direct), toTheLeft, fill(black))
	}
	if others > 0 {
		text := fmt.Sprintf("dashed arrows: %d switches by the scheduler", others)
		c.Text(width-right, 49, text, toTheLeft, fill(red))
	}
}

// axis has a tick for each round number of microseconds.
func (c *chart) axis(y float64) {
	whole := float64(c.t.End-c.t.Start()) / 1e3
	step := roundStep(whole / 10)
	for us := 0.0; us <= whole; us += step {
		x := c.x(c.t.Start() + trace.Time(us*1e3))
		c.Line(x, top, x, y, stroke("#E4E4E4"))
		c.Text(x, y+16, fmt.Sprintf("%g", us), centred, fill("#555"))
	}
	c.Text(width-right, y+34, "microseconds", toTheLeft, fill("#555"))
}

// roundStep is the next number above with one digit, a 1, 2 or 5.
func roundStep(atLeast float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(atLeast)))
	for _, digit := range []float64{1, 2, 5} {
		if digit*power >= atLeast {
			return digit * power
		}
	}
	return 10 * power
}

// lane draws a lane with its spans and notes.
func (c *chart) lane(i int) {
	l, y := c.t.Lanes[i], c.y(i)
	c.Text(left-12, y+4, l.Name, toTheLeft, `font-weight="bold"`)
	c.Line(left, y, width-right, y, stroke("#CCC"))
	for _, span := range l.Spans {
		from, to := c.x(span.Start), c.x(span.End)
		c.Roundrect(from, y-barHeight/2, math.Max(to-from, 1.5), barHeight, 2, 2,
			fill(c.colour(span.Thread)))
		c.Text((from+to)/2, y+4, fitting(l.said(span), to-from), centred, fill("white"))
	}
}

// fitting is a text that fits into a width: all, or its last word, or nothing.
func fitting(text string, width float64) string {
	if letter*float64(len(text)) < width {
		return text
	}
	text = text[strings.LastIndex(text, " ")+1:]
	if letter*float64(len(text)) < width {
		return text
	}
	return ""
}

// said is the note made in a span.
func (l *Lane) said(s Span) string {
	for _, note := range l.Notes {
		if s.Start <= note.At && note.At < s.End {
			return note.Text
		}
	}
	return ""
}

// arrow draws a switch from the edge of one bar to the edge of another.
func (c *chart) arrow(s Switch) {
	x0, y0, x1, y1 := c.ends(s)
	head := math.Copysign(8, y1-y0)
	colour, dashes := black, "none"
	if !s.Direct {
		colour, dashes = red, "5,3"
	}
	c.Line(x0, y0, x1, y1-head, stroke(colour), fmt.Sprintf(`stroke-dasharray="%s"`, dashes))
	c.Polygon([]float64{x1, x1 - 3.5, x1 + 3.5}, []float64{y1, y1 - head, y1 - head}, fill(colour))
}

// gift writes what is handed over beside the arrow, on a halo that parts it from others.
func (c *chart) gift(s Switch) {
	_, y0, x1, y1 := c.ends(s)
	c.Text(x1+5, (y0+y1)/2+4-math.Copysign(6, y1-y0), s.Gives, fill(black),
		stroke("white"), `stroke-width="3"`, `paint-order="stroke"`)
}

// ends are where an arrow begins and ends.
func (c *chart) ends(s Switch) (x0, y0, x1, y1 float64) {
	edge := barHeight / 2
	if s.To < s.From {
		edge = -edge
	}
	return c.x(s.Stop), c.y(s.From) + edge, c.x(s.Start), c.y(s.To) - edge
}

func fill(colour string) string   { return fmt.Sprintf(`fill="%s"`, colour) }
func stroke(colour string) string { return fmt.Sprintf(`stroke="%s"`, colour) }
