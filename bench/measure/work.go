package measure

import (
	"cmp"
	"fmt"
)

// A Work is something that can be done in several ways.
type Work struct {
	Name  string // in links and names of files, and for choosing works: "seq-zip"
	Group string // the heading under which it is shown: "seq"
	Title string // its own heading
	About string // what is done, in one or two sentences of Markdown

	Axis string // what the sizes count: "values"
	Per  string // what a cost is for: "value"
	Unit Unit   // of a cost

	// Sizes go from small to large. Of these, a quick comparison takes the first
	// so many, or two if Quick is 0.
	Sizes []int
	Quick int

	// Ops is the number of operations, of which the cost is given, in a run of
	// size n. If it is nil there are n.
	Ops func(n int) int

	// Prepare makes what the ways of size n work on, if that is not to be timed. It
	// is called before each size.
	Prepare func(n int)

	// Rounds is a bound for how often each way has its turn, for works that take
	// long and have the same result each time. 0 is none.
	Rounds int

	// Fresh makes each run a process of its own, as is right where the runtime
	// remembers earlier ones; see [Serve].
	Fresh bool

	// Ways are what is compared. Ratios are to the first, which is coseq's.
	Ways []Way
}

// A Way is one of the ways in which a work can be done.
type Way struct {
	Name string
	Max  int // the largest size that makes sense; 0: any
	Run  Runner
}

// A Unit says what a cost counts.
type Unit int

// The units of cost.
const (
	Nanoseconds Unit = iota // on the clock, for each operation
	Bytes                   // held, for each operation
)

// Ours is the way that all others are compared with.
func (w *Work) Ours() Way { return w.Ways[0] }

// Takes reports whether the way is measured at size n.
func (w *Way) Takes(n int) bool { return w.Max == 0 || n <= w.Max }

// QuickSizes are the sizes of a quick comparison.
func (w *Work) QuickSizes() []int {
	return w.Sizes[:min(len(w.Sizes), cmp.Or(w.Quick, 2))]
}

// ops is the number of operations in a run of size n.
func (w *Work) ops(n int) float64 {
	if w.Ops == nil {
		return float64(n)
	}
	return float64(w.Ops(n))
}

func (w *Work) prepare(n int) {
	if w.Prepare != nil {
		w.Prepare(n)
	}
}

// Check runs each way once at size n, in this process, and returns an error unless all
// have the same result.
func (w *Work) Check(n int) error {
	here := *w
	here.Fresh = false
	_, err := here.try(n, func(way Way, n int) (Cost, error) { return here.run(way, n, 0) })
	return err
}

// try returns what each way, in order, costs in one run of size n, or a cost of no runs
// if it is not measured at that size.
func (w *Work) try(n int, once func(Way, int) (Cost, error)) ([]Cost, error) {
	w.prepare(n)
	costs := make([]Cost, len(w.Ways))
	for i, way := range w.Ways {
		if !way.Takes(n) {
			continue
		}
		cost, err := once(way, n)
		if err != nil {
			return nil, err
		}
		if cost.Result != costs[0].Result && i > 0 {
			return nil, fmt.Errorf("%s, %d %s: %s has the result %d, but %s %d", w.Name, n, w.Axis,
				way.Name, cost.Result, w.Ours().Name, costs[0].Result)
		}
		costs[i] = cost
	}
	return costs, nil
}

// Tens returns the sizes from, 10 from, 100 from … up to the last.
func Tens(from, to int) (sizes []int) {
	for n := from; n <= to; n *= 10 {
		sizes = append(sizes, n)
	}
	return sizes
}
