package report

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/coseq/coseq/bench/measure"
)

// The size of a plot of costs, in points, of which the right is for the names.
const (
	costWidth  = 640
	costHeight = 340
	namesWidth = 190
)

// A series is what one way costs at all the sizes that it takes.
type series struct {
	name   string
	colour color.Color
	dashes []vg.Length
	width  vg.Length
	xys    plotter.XYs
	low    []float64
	high   []float64
}

// costPlot shows how the cost of an operation grows with the size, by a line for each
// way.
func costPlot(r measure.Result) (Plot, error) {
	all := seriesOf(r)
	p := newPlot(fmt.Sprintf("%s: %s per %s", r.Work.Title, unitName(r.Work.Unit), r.Work.Per))
	p.X.Label.Text = r.Work.Axis
	p.X.Scale, p.Y.Scale = plot.LogScale{}, plot.LogScale{}
	p.X.Tick.Marker = sizeTicks(r.Work.Sizes)
	p.Y.Tick.Marker = logTicks(func(v float64) string { return scaleOf(r.Work.Unit).format(v) })
	p.Add(grid())
	for i := len(all) - 1; i >= 0; i-- { // ours is on top
		if err := all[i].addTo(p); err != nil {
			return Plot{}, err
		}
	}
	widen(p)
	c, area := canvas(costWidth, costHeight)
	left := draw.Crop(area, 6, -namesWidth, 4, -4)
	p.Draw(left)
	labelEnds(p, area, left, all)
	text, err := svg(c)
	return Plot{Name: r.Work.Name, Alt: altOf(r), SVG: text}, err
}

func unitName(u measure.Unit) string {
	if u == measure.Bytes {
		return "memory"
	}
	return "time"
}

// altOf says in words what the plot shows at the largest size.
func altOf(r measure.Result) string {
	var others []string
	for i, f := range last(r).Figures {
		if f.Measured && i > 0 {
			others = append(others, fmt.Sprintf("%s %s", r.Work.Ways[i].Name, formatRatio(f.Ratio.Median)))
		}
	}
	return fmt.Sprintf("%s, %s %s: with %s = 1, %s",
		r.Work.Title, sizeScale.format(float64(last(r).N)), r.Work.Axis, r.Work.Ours().Name, strings.Join(others, ", "))
}

func last(r measure.Result) measure.Row { return r.Rows[len(r.Rows)-1] }

func seriesOf(r measure.Result) (all []series) {
	met := make(map[string]int) // how many of a family there are already
	for i, way := range r.Work.Ways {
		s := series{name: way.Name, colour: Colour(way.Name), width: 1.3}
		s.dashes = dashes[min(met[family(way.Name)], len(dashes)-1)]
		met[family(way.Name)]++
		if family(way.Name) == "coseq" {
			s.width = 2.6
		}
		for _, row := range r.Rows {
			if f := row.Figures[i]; f.Measured {
				s.xys = append(s.xys, plotter.XY{X: float64(row.N), Y: f.Cost.Median})
				s.low = append(s.low, f.Cost.Median-f.Cost.Low)
				s.high = append(s.high, f.Cost.High-f.Cost.Median)
			}
		}
		all = append(all, s)
	}
	return all
}

// dashes tell apart those of one family, which have one colour.
var dashes = [][]vg.Length{nil, {6, 2.5}, {2, 2}, {8, 2, 2, 2}}

func (s *series) addTo(p *plot.Plot) error {
	if len(s.xys) == 0 {
		return nil
	}
	line, points, err := plotter.NewLinePoints(s.xys)
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	line.LineStyle = draw.LineStyle{Color: s.colour, Width: s.width, Dashes: s.dashes}
	points.GlyphStyle = draw.GlyphStyle{
		Color: s.colour, Radius: 1.2 + s.width/2, Shape: draw.CircleGlyph{},
	}
	spread, err := s.spread()
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	p.Add(spread, line, points)
	return nil
}

// spread is a stroke from one end of each interval to the other.
func (s *series) spread() (*plotter.YErrorBars, error) {
	ends := make(plotter.YErrors, len(s.xys))
	for i := range ends {
		ends[i].Low, ends[i].High = s.low[i], s.high[i]
	}
	bars, err := plotter.NewYErrorBars(struct {
		plotter.XYer
		plotter.YErrorer
	}{s.xys, ends})
	if err != nil {
		return nil, err
	}
	bars.LineStyle = draw.LineStyle{Color: s.colour, Width: 0.8}
	bars.CapWidth = 4
	return bars, nil
}

func sizeTicks(all []int) plot.ConstantTicks {
	var ticks plot.ConstantTicks
	for _, n := range all {
		ticks = append(ticks, plot.Tick{Value: float64(n), Label: sizeScale.format(float64(n))})
	}
	return ticks
}

func grid() *plotter.Grid {
	g := plotter.NewGrid()
	g.Vertical = draw.LineStyle{Color: faint, Width: 0.6}
	g.Horizontal = g.Vertical
	return g
}

// widen leaves a margin around the data, and makes room for a factor of ten at least, so
// that small differences look small.
func widen(p *plot.Plot) {
	margin := math.Pow(p.X.Max/p.X.Min, 0.03)
	p.X.Min, p.X.Max = p.X.Min/margin, p.X.Max*margin
	if p.X.Min == p.X.Max {
		p.X.Min, p.X.Max = p.X.Min/2, p.X.Max*2
	}
	margin = max(1.15, math.Sqrt(10*p.Y.Min/p.Y.Max))
	p.Y.Min, p.Y.Max = p.Y.Min/margin, p.Y.Max*margin
}
