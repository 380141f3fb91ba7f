package report

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A label is the name of a line, beside its end.
type label struct {
	series *series
	end    vg.Point  // of the line
	y      vg.Length // where there is room for the name
}

const lineHeight = 12.5

// labelEnds writes the names of the lines to the right of the plot, each as near to the
// end of its line as the others let it.
func labelEnds(p *plot.Plot, area, plotted draw.Canvas, all []series) {
	data := p.DataCanvas(plotted)
	toX, toY := p.Transforms(&data)
	var labels []label
	for i := range all {
		if n := len(all[i].xys); n > 0 {
			end := vg.Point{X: toX(all[i].xys[n-1].X), Y: toY(all[i].xys[n-1].Y)}
			labels = append(labels, label{&all[i], end, end.Y})
		}
	}
	spreadOut(labels, area.Min.Y+lineHeight/2, area.Max.Y-lineHeight)
	for _, l := range labels {
		l.draw(area, data.Max.X)
	}
}

// spreadOut moves labels apart that would cover each other: neighbours that are too near
// become a stack around the middle of where they want to be.
func spreadOut(labels []label, bottom, top vg.Length) {
	slices.SortStableFunc(labels, func(a, b label) int {
		return int(1000 * (a.end.Y - b.end.Y))
	})
	type stack struct {
		from, to int // labels
		middle   vg.Length
	}
	half := func(s stack) vg.Length { return vg.Length(s.to-s.from) * lineHeight / 2 }
	var stacks []stack
	for i, l := range labels {
		s := stack{i, i + 1, l.end.Y}
		for {
			s.middle = max(bottom+half(s), min(top-half(s), s.middle))
			last := len(stacks) - 1
			if last < 0 || stacks[last].middle+half(stacks[last]) <= s.middle-half(s) {
				break
			}
			below := stacks[last]
			stacks = stacks[:last]
			weight := vg.Length(s.to - s.from)
			weightBelow := vg.Length(below.to - below.from)
			s.middle = (s.middle*weight + below.middle*weightBelow) / (weight + weightBelow)
			s.from = below.from
		}
		stacks = append(stacks, s)
	}
	for _, s := range stacks {
		for i := s.from; i < s.to; i++ {
			labels[i].y = s.middle - half(s) + (vg.Length(i-s.from)+0.5)*lineHeight
		}
	}
}

// draw writes the name, and joins it to its line by a thin stroke.
func (l label) draw(area draw.Canvas, right vg.Length) {
	from := vg.Point{X: max(l.end.X+4, right-4), Y: l.end.Y}
	to := vg.Point{X: right + 14, Y: l.y}
	stroke := draw.LineStyle{Color: l.series.colour, Width: 0.6}
	if l.end.X < right-12 { // of a line that ends earlier
		area.StrokeLine2(draw.LineStyle{
			Color: l.series.colour, Width: 0.5, Dashes: []vg.Length{1, 2},
		}, l.end.X+4, l.end.Y, from.X, from.Y)
	}
	area.StrokeLine2(stroke, from.X, from.Y, to.X, to.Y)
	style := textStyle(l.series.colour, l.series.width > 2)
	area.FillText(style, vg.Point{X: to.X + 3, Y: to.Y}, l.series.name)
}
