package seqtest

import (
	"context"
	"fmt"
	"regexp"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// A crew is the goroutines of one test: those that its walks run on, and all that
// the sequence starts there, coroutines included. They carry a profiler label,
// which goroutines inherit, so that those of parallel tests are not mistaken for
// them.
type crew struct {
	labels context.Context
	mark   *regexp.Regexp // of a stack in the profile that carries the label
}

var crews atomic.Int64

func newCrew() crew {
	id := strconv.FormatInt(crews.Add(1), 10)
	return crew{
		labels: pprof.WithLabels(context.Background(), pprof.Labels("seqtest", id)),
		mark:   regexp.MustCompile(`(?m)^(\d+) @.*\n# labels: \{.*"seqtest":"` + id + `"`),
	}
}

// run calls f on a goroutine of its own and returns how that ended.
func (c crew) run(f func()) (out outcome) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer pprof.SetGoroutineLabels(context.Background())
		defer func() {
			if p := recover(); p != nil {
				out = outcome{panicked, p}
			}
		}()
		pprof.SetGoroutineLabels(c.labels)
		out.how = exited
		f()
		out.how = returned
	}()
	<-done
	return out
}

// left returns how many goroutines of the crew there are, once those that are
// about to end have ended. In a bubble of testing/synctest the clock is a fake
// one, and the first pause is long enough.
func (c crew) left() (n int) {
	for pause := time.Microsecond; pause < time.Second; pause *= 2 {
		if n = c.count(); n == 0 {
			return 0
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

type ending int

const (
	returned ending = iota
	panicked
	exited
)

// An outcome is how a function ended, and what it panicked with.
type outcome struct {
	how   ending
	value any
}

func (o outcome) String() string {
	switch o.how {
	case returned:
		return "returned"
	case panicked:
		return fmt.Sprintf("panicked with %s", show(o.value))
	default:
		return "exited its goroutine"
	}
}
