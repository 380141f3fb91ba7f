package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/coseq/coseq/bench/measure"
)

// mark stands at a ratio whose spread is wider than its difference from 1.
const mark = "⚠"

// ratioTable has the costs of all ways as multiples of ours: a row for each way, the
// cheapest first, and a column for each size; at the largest size also the time of all
// processors, and the allocations.
func ratioTable(r measure.Result) Table {
	t := Table{Head: []string{r.Work.Axis}}
	for _, row := range r.Rows {
		t.Head = append(t.Head, sizeScale.format(float64(row.N)))
	}
	timed := r.Work.Unit == measure.Nanoseconds
	if timed {
		t.Head = append(t.Head, "CPU", "allocs")
	}
	for _, way := range cheapestFirst(r) {
		cells := []string{wayCell(r, way)}
		for _, row := range r.Rows {
			cells = append(cells, ratioCell(row.Figures[way], way == 0))
		}
		if timed {
			f := lastOf(r, way)
			cells = append(cells, cpuCell(f), allocCell(f))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func wayCell(r measure.Result, way int) string {
	name := r.Work.Ways[way].Name
	if family(name) == "coseq" {
		return "**" + name + "**"
	}
	return name
}

func ratioCell(f measure.Figure, isOurs bool) string {
	switch {
	case !f.Measured:
		return ""
	case isOurs:
		return "1"
	case f.Ratio.Doubtful():
		return formatRatio(f.Ratio.Median) + mark
	}
	return formatRatio(f.Ratio.Median)
}

// cpuCell is the ratio of the times of all processors together.
func cpuCell(f measure.Figure) string {
	if !f.Measured || !f.CPURatio.Known() {
		return "–"
	}
	return formatRatio(f.CPURatio.Median)
}

// allocCell is how many objects an operation allocates, to two places.
func allocCell(f measure.Figure) string {
	if !f.Measured || f.Allocs != f.Allocs {
		return "–"
	}
	return trimZeros(fmt.Sprintf("%.2f", f.Allocs))
}

// cheapestFirst are the ways in the order of what they cost at the largest size that
// each takes, as a multiple of what ours does there.
func cheapestFirst(r measure.Result) []int {
	ways := make([]int, len(r.Work.Ways))
	for i := range ways {
		ways[i] = i
	}
	slices.SortStableFunc(ways, func(a, b int) int {
		switch x, y := lastOf(r, a).Ratio.Median, lastOf(r, b).Ratio.Median; {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return ways
}

// lastOf is the figure at the largest size that the way takes.
func lastOf(r measure.Result, way int) measure.Figure {
	for _, row := range slices.Backward(r.Rows) {
		if row.Figures[way].Measured {
			return row.Figures[way]
		}
	}
	return measure.Figure{}
}

// costTable has the costs themselves, with the ends of their intervals.
func costTable(r measure.Result) Table {
	t := Table{
		Caption: fmt.Sprintf("%s per %s, and in brackets of all processors",
			strings.ToUpper(unitName(r.Work.Unit)[:1])+unitName(r.Work.Unit)[1:], r.Work.Per),
		Head:   []string{r.Work.Axis},
		Folded: true,
	}
	if r.Work.Unit == measure.Bytes {
		t.Caption = "Memory per " + r.Work.Per
	}
	for _, row := range r.Rows {
		t.Head = append(t.Head, sizeScale.format(float64(row.N)))
	}
	for way := range r.Work.Ways {
		cells := []string{wayCell(r, way)}
		for _, row := range r.Rows {
			cells = append(cells, costCell(row.Figures[way], r.Work.Unit))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// costCell is as in "61.2 ns 60.1…65.3 (60 ns)".
func costCell(f measure.Figure, unit measure.Unit) string {
	if !f.Measured {
		return ""
	}
	cell := scaleOf(unit).formatSpread(f.Cost)
	if unit == measure.Nanoseconds && f.CPU.Known() {
		cell += " (" + timeScale.format(f.CPU.Median) + ")"
	}
	return cell
}
