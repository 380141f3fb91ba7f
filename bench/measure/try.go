package measure

import (
	"context"
	"fmt"
	"time"
)

// A Trial is a work all of whose ways have been run once at each size, and have had the
// same results.
type Trial struct {
	Work  *Work
	Sizes []int

	costs [][]Cost          // of that one run, by size and way
	took  [][]time.Duration // with what was not timed
}

// Try runs each way of a work once at each of the sizes. It returns an error if one
// fails, or has a result that differs from that of the first, or if the context ends.
func Try(ctx context.Context, work *Work, sizes []int) (*Trial, error) {
	t := &Trial{Work: work, Sizes: sizes}
	for _, n := range sizes {
		var took []time.Duration
		costs, err := work.try(n, func(way Way, n int) (Cost, error) {
			if ctx.Err() != nil {
				return Cost{}, context.Cause(ctx)
			}
			begin := time.Now()
			cost, err := work.run(way, n, 0)
			took = append(took, time.Since(begin))
			return cost, err
		})
		if err != nil {
			return nil, err
		}
		t.costs = append(t.costs, costs)
		t.took = append(t.took, took)
	}
	return t, nil
}

// run runs a way here or in a process of its own, as the work demands.
func (w *Work) run(way Way, n int, atLeast time.Duration) (Cost, error) {
	run := way.Run
	if w.Fresh {
		run = func(n int, atLeast time.Duration) (Cost, error) {
			return inProcess(w, way, n, atLeast)
		}
	}
	cost, err := run(n, atLeast)
	if err != nil {
		err = fmt.Errorf("%s, %s, %d %s: %w", w.Name, way.Name, n, w.Axis, err)
	}
	return cost, err
}
