package measure

import (
	"context"
	"math"
	"runtime"
)

// A Result is how the ways of a work compare.
type Result struct {
	Work *Work
	Rows []Row // one a size
}

// A Row is how they compare at one size.
type Row struct {
	N       int
	Figures []Figure // one a way
}

// A Figure is what an operation costs one way at one size.
type Figure struct {
	Measured bool    // false: this way does not take this size, and all the rest is 0
	Cost     Summary // in the unit of the work
	CPU      Summary // in nanoseconds; NaN if it is not known
	Allocs   float64 // objects on the heap; NaN if they were not counted

	Ratio    Summary // of Cost to that of the first way in the same turn
	CPURatio Summary
}

// Compare measures the ways of a work in turn, until it is done or the context ends.
func (p Plan) Compare(ctx context.Context, t *Trial) (Result, error) {
	result := Result{Work: t.Work}
	for i, n := range t.Sizes {
		turns, err := p.turns(ctx, t.Work, n)
		if err != nil {
			return result, err
		}
		row := Row{N: n}
		for way := range t.Work.Ways {
			figure := p.figure(t.Work, n, turns[way], turns[0])
			if figure.Measured {
				figure.Allocs = perOp(t.costs[i][way].Allocs, 1, t.Work.ops(n))
			}
			row.Figures = append(row.Figures, figure)
		}
		result.Rows = append(result.Rows, row)
	}
	return result, nil
}

// turns gives each way its turns, and begins each round with another. It returns what
// they cost, by way and round.
func (p Plan) turns(ctx context.Context, work *Work, n int) ([][]Cost, error) {
	work.prepare(n)
	costs := make([][]Cost, len(work.Ways))
	for round := range p.rounds(work) {
		for i := range work.Ways {
			at := (i + round) % len(work.Ways)
			way := work.Ways[at]
			if !way.Takes(n) {
				continue
			}
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			runtime.GC() // so that none pays for the garbage of another
			cost, err := work.run(way, n, p.AtLeast)
			if err != nil {
				return nil, err
			}
			costs[at] = append(costs[at], cost)
		}
	}
	return costs, nil
}

// figure sums up what a way cost, beside what ours did in the same rounds.
func (p Plan) figure(work *Work, n int, costs, ours []Cost) Figure {
	var cost, cpu, ratio, cpuRatio []float64
	for i, c := range costs {
		cost = append(cost, work.cost(c, n))
		cpu = append(cpu, perOp(int64(c.CPU), c.Runs, work.ops(n)))
		ratio = append(ratio, cost[i]/work.cost(ours[i], n))
		cpuRatio = append(cpuRatio, cpu[i]/perOp(int64(ours[i].CPU), ours[i].Runs, work.ops(n)))
	}
	if len(costs) == 0 {
		return Figure{}
	}
	return Figure{
		Measured: true,
		Cost:     p.summary(cost),
		CPU:      p.summary(cpu),
		Ratio:    p.summary(ratio),
		CPURatio: p.summary(cpuRatio),
	}
}

// cost is the cost of an operation in the unit of the work.
func (w *Work) cost(c Cost, n int) float64 {
	if w.Unit == Bytes {
		return perOp(c.Bytes, c.Runs, w.ops(n))
	}
	return perOp(int64(c.Wall), c.Runs, w.ops(n))
}

// perOp is NaN for a total that is not known.
func perOp(total int64, runs int, ops float64) float64 {
	if total < 0 {
		return math.NaN()
	}
	return float64(total) / float64(runs) / ops
}
