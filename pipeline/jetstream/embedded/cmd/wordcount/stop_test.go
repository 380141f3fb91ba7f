package main

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A line that is not acknowledged would be counted by others only after this time: no test
// lasts as long, so that one fails which waits for it.
const tooLong = "5m"

// A worker that gets SIGTERM finishes what it has begun and leaves; what it had fetched and not
// begun, others count at once.
func TestStop(t *testing.T) {
	const lines = 3000
	tr := newTrial(t)
	collector := tr.start(t, "collector", "collector")
	leaver := tr.start(t, "worker", "leaver", "-ackwait", tooLong, "-pause", "20ms")
	tr.start(t, "producer", "producer", "-lines", "3000").ends(t, 0)
	tr.untilStored(t, 200) // it has fetched more

	asked := time.Now()
	terminate(t, leaver)
	leaver.ends(t, 0)
	took := time.Since(asked)
	t.Log("left after", took.Round(time.Millisecond))
	if took > time.Second {
		t.Errorf("left after %v", took)
	}
	stayer := tr.start(t, "worker", "stayer", "-ackwait", tooLong)
	collector.ends(t, 0)
	t.Log("all counted after", time.Since(asked).Round(time.Millisecond))
	terminate(t, stayer)
	stayer.ends(t, 0)
	r := tr.record(t)
	if len(r.lines) != lines || r.twice != 0 || len(r.workers) != 2 {
		t.Errorf("%d lines, %d twice, by %v", len(r.lines), r.twice, r.workers)
	}
}

// At a second signal a worker leaves at once and says so; what it had begun, others count.
func TestStopTwice(t *testing.T) {
	const lines = 300
	tr := newTrial(t)
	collector := tr.start(t, "collector", "collector")
	tr.start(t, "producer", "producer", "-lines", "300").ends(t, 0)
	slow := tr.start(t, "worker", "slow", "-ackwait", tooLong, "-pause", "1m")
	tr.untilFetched(t, lines)
	time.Sleep(500 * time.Millisecond) // until it has begun

	asked := time.Now()
	signals := time.NewTicker(200 * time.Millisecond) // two at once may be one to the system
	defer signals.Stop()
	left := make(chan struct{})
	go func() {
		defer close(left)
		slow.ends(t, 1)
	}()
	for waiting := true; waiting; {
		select {
		case <-left:
			waiting = false
		case <-signals.C:
			_ = slow.Process.Signal(syscall.SIGTERM) // fails if it has just ended
		}
	}
	if took := time.Since(asked); took > 5*time.Second {
		t.Errorf("left after %v", took)
	}
	if !strings.Contains(slow.err.String(), "stopped before the run had come to its end") {
		t.Errorf("it says: %s", &slow.err)
	}
	tr.start(t, "worker", "quick", "-ackwait", tooLong)
	collector.ends(t, 0)
	if r := tr.record(t); len(r.lines) != lines || r.twice != 0 || r.workers["quick"] != lines {
		t.Errorf("%d lines, %d twice, by %v", len(r.lines), r.twice, r.workers)
	}
}

// A producer that is killed, and started again, publishes each line once; a collector that is
// killed, and started again, has the whole sum.
func TestStartAgain(t *testing.T) {
	const lines = 20_000
	tr := newTrial(t)
	tr.start(t, "worker", "worker")
	for range 2 {
		producer := tr.start(t, "producer", "producer", "-lines", "20000")
		collector := tr.start(t, "collector", "collector")
		tr.untilStored(t, 500)
		for _, c := range []*child{producer, collector} {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	}
	producer := tr.start(t, "producer", "producer", "-lines", "20000")
	collector := tr.start(t, "collector", "collector", "-top", "0")
	producer.ends(t, 0)
	collector.ends(t, 0)
	if diff := cmp.Diff(plainly(joined(madeUp(lines))), printed(t, collector.out.String())); diff != "" {
		t.Errorf("counts differ (-want +got):\n%s", diff)
	}
}

// A producer that is stopped says that it is not done.
func TestStopProducer(t *testing.T) {
	tr := newTrial(t)
	tr.start(t, "worker", "worker")
	producer := tr.start(t, "producer", "producer", "-lines", "100000000")
	tr.untilStored(t, 100)
	terminate(t, producer)
	producer.ends(t, 1)
	if !strings.Contains(producer.err.String(), "producer: stopped after") {
		t.Errorf("it says: %s", &producer.err)
	}
}

// The same text again is nothing new to a job; another text is refused.
func TestAnotherText(t *testing.T) {
	tr := newTrial(t)
	one, other, longer := write(t, "a\nb\n"), write(t, "a\nc\n"), write(t, "a\nb\nc\n")
	for _, step := range []struct {
		text string
		code int
		want string
	}{
		{one, 0, "producer: published 2 lines\n"},
		{one, 0, "producer: had been published before: 2 lines\n"},
		{other, 1, "producer: job trial already has a text of 2 lines; take another -job\n"},
		{longer, 1, "producer: job trial already has a text of 2 lines; take another -job\n"},
	} {
		p := tr.start(t, "producer", "producer", step.text)
		p.ends(t, step.code)
		if got := p.err.String(); got != step.want {
			t.Errorf("it says %q, want %q", got, step.want)
		}
	}
	if n := tr.stream(t, "lines").CachedInfo().State.Msgs; n != 2 {
		t.Errorf("%d lines are stored, want 2", n)
	}
}

// A worker says where it waits, and what it has done; and that the server has gone.
func TestWorkerSays(t *testing.T) {
	server, url := startServer(t)
	tr := joinTrial(t, url, 1)
	tr.start(t, "producer", "producer", "-lines", "30").ends(t, 0)
	ann := tr.start(t, "worker", "ann")
	tr.untilStored(t, 31)
	tr.untilAcknowledged(t)
	ben := tr.start(t, "worker", "ben")
	time.Sleep(500 * time.Millisecond) // until it waits
	terminate(t, ann)
	ann.ends(t, 0)
	want := "ann: waiting for lines at " + url + "\nann: counted 30 lines, left\n"
	if got := ann.err.String(); got != want {
		t.Errorf("ann says %q, want %q", got, want)
	}
	_ = server.Process.Kill()
	_ = server.Wait()
	terminate(t, ben)
	ben.ends(t, 1)
	if !strings.Contains(ben.err.String(), "the server does not answer") {
		t.Errorf("ben says %q", &ben.err)
	}
}
