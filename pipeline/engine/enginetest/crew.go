package enginetest

import (
	"context"
	"regexp"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// A crew is all goroutines that a test has started, by way of others or not, told from
// those of other tests by a profiler label, which they inherit.
type crew struct {
	labels context.Context
	mark   *regexp.Regexp // of a stack in the profile that carries the label
}

var crews atomic.Int64

func newCrew(ctx context.Context) crew {
	id := strconv.FormatInt(crews.Add(1), 10)
	return crew{
		labels: pprof.WithLabels(ctx, pprof.Labels("enginetest", id)),
		mark:   regexp.MustCompile(`(?m)^(\d+) @.*\n# labels: \{.*"enginetest":"` + id + `"`),
	}
}

// do calls f as one of the crew.
func (c crew) do(f func()) {
	before := pprof.WithLabels(context.Background(), pprof.Labels())
	pprof.SetGoroutineLabels(c.labels)
	defer pprof.SetGoroutineLabels(before)
	f()
}

// left returns how many goroutines there are, once those that are about to end have ended,
// so that there may be no more than few.
func (c crew) left(few int) (n int) {
	for pause := time.Microsecond; pause < time.Second; pause *= 2 {
		if n = c.count(); n <= few {
			break
		}
		time.Sleep(pause)
	}
	return n
}

func (c crew) count() (n int) {
	var profile strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&profile, 1); err != nil {
		return 0
	}
	for _, match := range c.mark.FindAllStringSubmatch(profile.String(), -1) {
		goroutines, _ := strconv.Atoi(match[1])
		n += goroutines
	}
	return n
}
