package main

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Of three workers two are killed, as by kill -9: one by itself between the moment that a count
// is stored and that its line is acknowledged, the other one at some moment. Every line is
// counted once. Without message ids some are counted twice, which shows that the test can fail.
func TestKill(t *testing.T) {
	lines := 60_000
	if testing.Short() {
		lines = 6000
	}
	for _, test := range []struct {
		name  string
		args  []string
		lines int
		twice bool
	}{
		{"message ids", nil, lines, false},
		{"no message ids", []string{"-ids=false"}, lines / 3, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			tr := newTrial(t)
			args := append([]string{"-ackwait", "2s"}, test.args...)
			first, second := rand.IntN(test.lines/10), rand.IntN(test.lines/2)
			t.Logf("kills after %d counts of its own, and after %d of all", first, second)
			began := time.Now()
			collector := tr.start(t, "collector", "collector", "-top", "0")
			victim := tr.start(t, "worker", "victim", append(args, "-crash", fmt.Sprint(1+first))...)
			other := tr.start(t, "worker", "other victim", args...)
			survivor := tr.start(t, "worker", "survivor", args...)
			producer := tr.start(t, "producer", "producer", "-lines", fmt.Sprint(test.lines))

			tr.untilStored(t, second)
			if err := other.Process.Kill(); err != nil {
				t.Error(err)
			}
			killed(t, other)
			killed(t, victim)
			producer.ends(t, 0)
			collector.ends(t, 0)
			t.Log("took", time.Since(began).Round(time.Millisecond))
			tr.untilAcknowledged(t)
			terminate(t, survivor)
			survivor.ends(t, 0)

			r := tr.record(t)
			t.Logf("%d counted twice; %v", r.twice, r.workers)
			if lost := test.lines - len(r.lines); lost != 0 {
				t.Errorf("%d lines lost", lost)
			}
			if (r.twice > 0) != test.twice {
				t.Errorf("%d lines counted twice", r.twice)
			}
			if test.twice {
				return
			}
			want := plainly(joined(madeUp(test.lines)))
			if diff := cmp.Diff(want, printed(t, collector.out.String())); diff != "" {
				t.Errorf("counts differ (-want +got):\n%s", diff)
			}
		})
	}
}

// killed waits for the end of what has been killed.
func killed(t *testing.T, c *child) {
	t.Helper()
	_ = c.Wait()
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Errorf("%v: %v, want killed", c.Args[1:], c.ProcessState)
	}
}

func terminate(t *testing.T, c *child) {
	t.Helper()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
}
