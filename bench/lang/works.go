package lang

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/coseq/coseq/bench/measure"
)

// Works are the works with those contestants that are on this machine, and a line for
// each that is not, with what would install it. Their processes end with the context.
func Works(ctx context.Context) (works []measure.Work, skipped []string) {
	players := make(map[string]*player)
	for _, c := range contestants {
		p, err := c.find(ctx)
		if err != nil {
			skipped = append(skipped,
				fmt.Sprintf("%s: %v (apt-get install %s)", c.name, err, strings.Join(c.packages, " ")))
			continue
		}
		players[c.name] = p
	}
	for _, work := range slices.Concat(coroutineWorks(), taskWorks(), simulationWorks()) {
		work.seat(ctx, players)
		if len(work.others) > 0 { // somebody to compare with
			works = append(works, work.Work)
		}
	}
	return works, skipped
}

// A work is one with ours as its ways, and the others that it is for.
type work struct {
	measure.Work
	program string // the name of the work in their programs
	others  []string
	largest map[string]int // of sizes, for those that cannot go on with the others
}

// seat adds the ways of those who are there, and says in which version.
func (w *work) seat(ctx context.Context, players map[string]*player) {
	w.others = slices.DeleteFunc(slices.Clone(w.others), func(name string) bool {
		return players[name] == nil || w.Unit == measure.Bytes && !countsPages
	})
	var versions []string
	for _, name := range w.others {
		versions = append(versions, players[name].versions...)
		run := players[name].runner(ctx, w.program)
		if w.Unit == measure.Bytes {
			run = once(run)
		}
		w.Ways = append(w.Ways, measure.Way{Name: name, Max: w.largest[name], Run: run})
	}
	slices.Sort(versions)
	w.Group = "Other languages"
	w.About += " Beside: " + strings.Join(slices.Compact(versions), ", ") + "."
}

// once is one run, however long it should be.
func once(run measure.Runner) measure.Runner {
	return func(n int, _ time.Duration) (measure.Cost, error) { return run(n, 0) }
}

// countsPages is whether there is what the programs know their memory from.
var countsPages = func() bool {
	_, err := os.Stat("/proc/self/statm")
	return err == nil
}()
