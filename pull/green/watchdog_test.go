package green_test

import (
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"

	"github.com/google/go-cmp/cmp"
)

func TestWatchdog(t *testing.T) {
	stalls := make(chan green.Stall, 10)
	play(t, func(t *green.Task, _ say) error {
		hog := func(d time.Duration) {
			time.Sleep(d) // a task that computes, as far as the watchdog can see
		}
		for _, d := range []time.Duration{1, 3, 60} {
			t.Go(d.String(), func(t *green.Task) error {
				hog(d * time.Second)
				t.Yield()
				return t.Scope(func(t *green.Task) error { hog(d * time.Second); return nil })
			})
		}
		return nil
	}, green.Watchdog(2*time.Second, func(s green.Stall) { stalls <- s }))
	close(stalls)
	var got []string
	for s := range stalls {
		got = append(got, s.Task.Name())
		if s.For < 2*time.Second || s.For > 3*time.Second {
			t.Errorf("%v reported after %v", s.Task, s.For)
		}
		if !strings.Contains(string(s.Stack), "TestWatchdog") {
			t.Errorf("not the stack of the task:\n%s", s.Stack)
		}
	}
	if diff := cmp.Diff([]string{"3ns", "60ns", "3ns", "60ns"}, got); diff != "" {
		t.Error(diff)
	}
}
