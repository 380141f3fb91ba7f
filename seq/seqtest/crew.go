package seqtest

import (
	"context"
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
	hangs  bool           // a walk has not come back: no more of them
}

var crews atomic.Int64

func newCrew() crew {
	id := strconv.FormatInt(crews.Add(1), 10)
	return crew{
		labels: pprof.WithLabels(context.Background(), pprof.Labels("seqtest", id)),
		mark:   regexp.MustCompile(`(?m)^(\d+) @.*\n# labels: \{.*"seqtest":"` + id + `"`),
	}
}

// call calls f on a goroutine of its own and returns how that ended.
func (c *crew) call(f func()) outcome {
	if c.hangs {
		return outcome{how: hung}
	}
	done := make(chan outcome, 1)
	go func() {
		out := outcome{how: exited}
		defer func() {
			if p := recover(); p != nil {
				out = outcome{panicked, p}
			}
			pprof.SetGoroutineLabels(context.Background())
			done <- out
		}()
		pprof.SetGoroutineLabels(c.labels)
		f()
		out.how = returned
	}()
	select {
	case out := <-done:
		return out
	case <-expiry():
		c.hangs = true
		return outcome{how: hung}
	}
}

// patience is how long a walk may take.
var patience = 10 * time.Second

// expiry returns a channel that is ready when patience is over. In a bubble, whose
// clock begins with the year 2000, it never is: time is free there, and a sequence
// may well take hours of it; and one that hangs ends the bubble by itself.
func expiry() <-chan time.Time {
	if time.Now().Year() < 2020 {
		return nil
	}
	return time.After(patience)
}

// left returns how many goroutines of the crew there are, once those that are
// about to end have ended. In a bubble of testing/synctest the clock is a fake
// one, and the first pause is long enough.
func (c *crew) left() (n int) {
	for pause := time.Microsecond; pause < time.Second; pause *= 2 {
		if n = c.count(); n == 0 {
			return 0
		}
		time.Sleep(pause)
	}
	return n
}

func (c *crew) count() (n int) {
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
