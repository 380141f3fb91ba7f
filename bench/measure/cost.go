package measure

import "time"

// A Cost is what some runs of a way took in all.
type Cost struct {
	Runs   int
	Wall   time.Duration // on the clock
	CPU    time.Duration // on all processors; negative if it is not known
	Allocs int64         // objects on the heap; negative if they were not counted
	Bytes  int64         // memory held; 0 where that is not what is measured
	Result int           // of one run: the same for all ways and all runs
}

// A Runner runs a way at size n: once at least, and again until atLeast is over. Where
// atLeast is 0, the run is for the result and the number of allocations.
type Runner func(n int, atLeast time.Duration) (Cost, error)

// Time is a Runner that times f.
func Time(f func(n int) int) Runner {
	return TimePart(func(_ *Timer, n int) int { return f(n) })
}

// TimePart is a Runner that times f but for where f has stopped the timer.
func TimePart(f func(t *Timer, n int) int) Runner {
	return func(n int, atLeast time.Duration) (Cost, error) {
		t := &Timer{counts: atLeast == 0}
		begin := time.Now()
		t.Start()
		result, runs := f(t, n), 1
		for {
			more := missing(runs, time.Since(begin), atLeast)
			if more == 0 {
				break
			}
			for range more {
				f(t, n)
			}
			runs += more
		}
		t.Stop()
		cost := t.sum()
		cost.Runs, cost.Result = runs, result
		return cost, nil
	}
}

// missing is how many more runs it takes, by what so many have taken, to fill the time. It
// is not asked after each run, as reading the clock takes longer than some do, and
// grows tenfold at most, as the first runs are slow.
func missing(runs int, took, atLeast time.Duration) int {
	if took >= atLeast {
		return 0
	}
	more := float64(runs) * float64(atLeast-took) / float64(max(took, 1))
	return int(min(more, 9*float64(runs))) + 1
}
