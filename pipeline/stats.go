package pipeline

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A Stats has figures of the stages of runs, for finding out what limits a flow. The zero
// Stats is ready to be used with [WithStats], by one run or several, one after the other
// or at once; what they do adds up, stage by stage. All methods may be called at any time,
// from any goroutine, also while the flow runs. A Stats must not be copied.
type Stats struct {
	mu   sync.Mutex // guards what follows and the rows
	rows map[spot]*row
}

// WithStats returns a context for runs whose figures go to stats. It costs two readings of
// the clock for each item and stage; runs without it pay nothing.
//
// Stages see each other by the context that they pass on. One of your own is seen if it is
// [Named]. Runs that are made by the function of a stage, with its context, are parts of
// that stage, as are the flows of [FlatMap].
//
// WithStats panics if stats is nil.
func WithStats(ctx context.Context, stats *Stats) context.Context {
	if stats == nil {
		panic("pipeline.WithStats: stats must not be nil")
	}
	return context.WithValue(ctx, positionKey{}, &position{stats: stats})
}

// StageStats are the figures of one stage or source, those of all runs together.
type StageStats struct {
	Name     string // given by [Named], or the kind; with a number if there are several
	In       int64  // items that it got, errors included
	Out      int64  // values that it gave
	Errors   int64  // errors that it gave, its own and those that it passed on
	InFlight int64  // items that it has got and is not done with

	// What it did with its time. Busy is time in its function, of all calls together, or
	// what a stage without one, or a source, takes itself; also if that is waiting, as
	// for a disk. Starved is time without anything to do for lack of items, Blocked that
	// for which it was ready and its consumer was not.
	Busy, Starved, Blocked time.Duration
}

// Stages returns the figures of the stages that have run so far, each after those that it
// reads: from the sources to the end.
func (st *Stats) Stages() []StageStats {
	var all []StageStats
	for _, r := range st.report() {
		all = append(all, r.StageStats)
	}
	return all
}

// Bottleneck returns the name of the stage that limits the flow: the one that is busy for
// the largest part of what it has, which is the time of the run for each call that it may
// have at once. That is "consumer" if it is the loop over the flow, or what else a terminal
// calls. What is part of a stage counts as that stage. It returns "" if nothing has run.
func (st *Stats) Bottleneck() string {
	all := st.report()
	for _, r := range all {
		if r.limits {
			return r.Name
		}
	}
	if len(all) > 0 {
		return "consumer"
	}
	return ""
}

// A report is the figures of a stage and what they say in comparison.
type report struct {
	StageStats
	row    *row
	load   float64 // busy, in relation to what is possible
	limits bool    // the load is the highest of all
}

// report sums up, each stage after those that it reads.
func (st *Stats) report() []report {
	st.mu.Lock()
	defer st.mu.Unlock()
	var run time.Duration  // of all runs
	var away time.Duration // in the hands of the consumers, of that
	rows := st.sumUp()
	for _, r := range rows {
		if r.below == nil {
			run += r.life
			away += r.outside
		}
	}
	all := make([]report, len(rows))
	names := make(map[string]int)
	highest, limits := ratio(away, run), -1
	for i, r := range rows {
		possible := time.Duration(r.n) * max(run, r.life)
		all[i] = report{StageStats: r.stats(), row: r, load: ratio(r.busy(), possible)}
		if names[r.name]++; names[r.name] > 1 {
			all[i].Name = fmt.Sprint(r.name, " ", names[r.name])
		}
		if !r.part && all[i].load > highest {
			highest, limits = all[i].load, i
		}
	}
	if limits >= 0 {
		all[limits].limits = true
	}
	return all
}

func ratio(part, whole time.Duration) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
