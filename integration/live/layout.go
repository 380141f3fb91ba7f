package live

import "fmt"

// What a diagram is made of, in pixels.
const (
	boxWidth, boxHeight = 160, 92
	marginX, marginY    = 8, 22 // the upper one has room for the word "bottleneck"
	apart               = 28    // between boxes side by side
	arrowX, arrowY      = 48, 48
)

// A drawing is a diagram of a flow, from the sources to the consumer, across or down.
type drawing struct {
	Down          bool
	Width, Height int
	Boxes         []box
	Arrows        []arrow
}

// A box is where a stage is drawn.
type box struct {
	figures
	X, Y int
}

// An arrow goes from a stage to the one that reads it.
type arrow struct {
	Path   string
	Head   string
	X, Y   int    // of its label
	Anchor string // which end of the label is there
	Values int64
	Part   bool
}

// draw lays the flow out as a tree with the consumer at the end: stages that are as far
// from it are in one column (or row), and what reads several is in the middle of them.
func draw(all []figures, down bool) drawing {
	d := drawing{Down: down}
	t := newTree(all)
	for i, f := range all {
		step, lane := t.steps-t.depth[i], t.lane[i]
		b := box{figures: f}
		if down {
			b.X = marginX + int(lane*(boxWidth+apart))
			b.Y = marginY + step*(boxHeight+arrowY)
		} else {
			b.X = marginX + step*(boxWidth+arrowX)
			b.Y = marginY + int(lane*(boxHeight+apart))
		}
		d.Boxes = append(d.Boxes, b)
		d.Width = max(d.Width, b.X+boxWidth+marginX)
		d.Height = max(d.Height, b.Y+boxHeight+marginX)
	}
	for i := range all[:len(all)-1] {
		d.Arrows = append(d.Arrows, connect(d.Boxes[i], d.Boxes[all[i].into], down))
	}
	return d
}

// A tree has for each node how far it is from the consumer, and in which lane.
type tree struct {
	steps int // the largest depth
	depth []int
	lane  []float64
}

func newTree(all []figures) tree {
	t := tree{depth: make([]int, len(all)), lane: make([]float64, len(all))}
	inputs := make([][]int, len(all))
	root := len(all) - 1
	for i := range all[:root] {
		inputs[all[i].into] = append(inputs[all[i].into], i)
	}
	lanes := 0.0
	var place func(i, depth int)
	place = func(i, depth int) {
		t.depth[i], t.steps = depth, max(t.steps, depth)
		if len(inputs[i]) == 0 {
			t.lane[i] = lanes
			lanes++
			return
		}
		for _, input := range inputs[i] {
			place(input, depth+1)
		}
		first, last := inputs[i][0], inputs[i][len(inputs[i])-1]
		t.lane[i] = (t.lane[first] + t.lane[last]) / 2
	}
	place(root, 0)
	return t
}

// connect returns the arrow between two boxes, which leaves and arrives at right angles.
func connect(from, to box, down bool) arrow {
	a := arrow{Values: from.Out, Part: from.Part}
	if down {
		x1, y1, x2, y2 := from.X+boxWidth/2, from.Y+boxHeight, to.X+boxWidth/2, to.Y
		a.Path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d",
			x1, y1, x1, y1+arrowY/2, x2, y2-arrowY/2, x2, y2-7)
		a.Head = fmt.Sprintf("M%d %dl-5 -9h10z", x2, y2)
		a.X, a.Y, a.Anchor = x1+8, y1+arrowY/2-4, "start"
		if x1 < x2 { // outside of the bend
			a.X, a.Anchor = x1-8, "end"
		}
		return a
	}
	x1, y1, x2, y2 := from.X+boxWidth, from.Y+boxHeight/2, to.X, to.Y+boxHeight/2
	a.Path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d",
		x1, y1, x1+arrowX/2, y1, x2-arrowX/2, y2, x2-7, y2)
	a.Head = fmt.Sprintf("M%d %dl-9 -5v10z", x2, y2)
	a.X, a.Y, a.Anchor = x1+(arrowX-7)/2, y1-8, "middle"
	if y1 > y2 { // outside of the bend
		a.Y = y1 + 18
	}
	return a
}
