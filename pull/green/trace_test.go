package green_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"

	"github.com/google/go-cmp/cmp"
)

// office is a program with some of everything, and extra turns of one task.
func office(extra int) func(*green.Task, say) error {
	return func(t *green.Task, say say) error {
		mail := green.NewQueue[int](t.Loop(), 1)
		mail.SetName("mail")
		clerk := t.Go("clerk", func(t *green.Task) error {
			for range mail.All(t) {
				t.Sleep(time.Second)
			}
			return nil
		})
		t.Scope(func(t *green.Task) error {
			for i := range 3 {
				t.Go(fmt.Sprint("sender ", i), func(t *green.Task) error {
					for range extra {
						t.Yield()
					}
					mail.Put(t, i)
					return nil
				})
			}
			return nil
		})
		mail.Close()
		err := t.WithTimeout(time.Second, func(t *green.Task) error { return t.Join(clerk) })
		clerk.Kill(nil)
		return errors.Join(err, t.Join(clerk))
	}
}

func record(events *[]green.Event) green.Option {
	return green.Trace(func(e green.Event) { *events = append(*events, e) })
}

func texts(events []green.Event) (lines []string) {
	for _, e := range events {
		lines = append(lines, e.String())
	}
	return lines
}

func TestTraceIsTheSameEachTime(t *testing.T) {
	for _, opts := range [][]green.Option{nil, {green.Seed(7)}} {
		var first, second []green.Event
		play(t, office(2), append(opts, record(&first))...)
		play(t, office(2), append(opts, record(&second))...)
		if diff := cmp.Diff(texts(first), texts(second)); diff != "" {
			t.Error(diff)
		}
		if len(first) < 40 || first[len(first)-1].At != time.Unix(2, 0) {
			t.Errorf("got %d events, the last %v", len(first), first[len(first)-1])
		}
	}
}

// Every task has the events that it must have, in order.
func TestTraceIsWellFormed(t *testing.T) {
	for seed := range uint64(50) {
		var events []green.Event
		play(t, office(int(seed)%3), green.Seed(seed), record(&events))
		last := make(map[*green.Task]green.Event)
		for _, e := range events {
			before := last[e.Task].Kind
			ok := map[green.EventKind][]green.EventKind{
				green.Spawned:   {0},
				green.Switched:  {green.Spawned, green.Switched, green.BlockedOn, green.Woken},
				green.BlockedOn: {green.Switched},
				green.Woken:     {green.BlockedOn},
				green.Ended:     {green.Spawned, green.Switched, green.BlockedOn},
			}[e.Kind]
			if !slices.Contains(ok, before) {
				t.Fatalf("%v after %v, of\n%s", e, last[e.Task], strings.Join(texts(events), "\n"))
			}
			if e.Kind == green.Woken && e.On != last[e.Task].On {
				t.Fatalf("%v after %v", e, last[e.Task])
			}
			last[e.Task] = e
		}
		for task, e := range last {
			if e.Kind != green.Ended {
				t.Errorf("%v has not ended", task)
			}
		}
	}
}

func TestSeedsDiffer(t *testing.T) {
	seen := make(map[string]bool)
	for seed := range uint64(20) {
		var events []green.Event
		play(t, office(1), green.Seed(seed), record(&events))
		seen[strings.Join(texts(events[1:]), "\n")] = true
	}
	if len(seen) < 15 {
		t.Errorf("20 seeds make %d schedules", len(seen))
	}
}

func TestReplay(t *testing.T) {
	for _, opts := range [][]green.Option{nil, {green.Seed(3)}} {
		var trace []green.Event
		want := play(t, office(2), append(opts, record(&trace))...)
		if diff := cmp.Diff(want, play(t, office(2), green.Replay(trace))); diff != "" {
			t.Errorf("the same once more:\n%s", diff)
		}
		for _, extra := range []int{0, 1, 3, 4} {
			got := play(t, office(extra), green.Replay(trace))
			if !strings.Contains(got[0], "green.Replay: event ") {
				t.Errorf("with %d turns: got %q", extra, got)
			}
		}
		for _, n := range []int{0, 1, len(trace) / 2, len(trace) - 1} {
			got := play(t, office(2), green.Replay(trace[:n]))
			want := fmt.Sprintf("=> green.Replay: event %d differs: ", n)
			if !strings.HasPrefix(got[0], want) {
				t.Errorf("%d events of the trace: got %q", n, got)
			}
		}
		longer := append(slices.Clone(trace), trace[0])
		got := play(t, office(2), green.Replay(longer))
		end := fmt.Sprintf("event %d differs: the run has ended", len(trace))
		if !strings.Contains(got[0], end) {
			t.Errorf("got %q, want %q in it", got, end)
		}
	}
}

// A lost update, which needs one task between two turns of another, is found, and
// replayed.
func TestExploreFindsALostUpdate(t *testing.T) {
	prog := func(opts ...green.Option) error {
		n := 0
		lines := play(t, func(t *green.Task, _ say) error {
			add := func(t *green.Task) error {
				seen := n
				t.Yield()
				n = seen + 1
				return nil
			}
			for range 3 {
				t.Join(t.Go("add", add)) // in turn
			}
			late := t.Go("late", func(t *green.Task) error {
				t.Yield()
				t.Yield()
				t.Yield()
				return add(t)
			})
			return t.Join(t.Go("add", add), late)
		}, opts...)
		if n != 5 {
			return fmt.Errorf("n is %d", n)
		}
		if lines[0] != "=> <nil>" {
			return errors.New(lines[0])
		}
		return nil
	}
	if err := prog(); err != nil {
		t.Fatalf("without a seed: %v", err)
	}
	f := green.Explore(100, prog)
	if f == nil || f.Err.Error() != "n is 4" {
		t.Fatalf("got %v", f)
	}
	if err := prog(green.Replay(f.Trace)); err == nil || err.Error() != "n is 4" {
		t.Errorf("replayed: %v", err)
	}
	if g := green.Explore(int(f.Seed), prog); g != nil {
		t.Errorf("seed %d is not the first that fails, but %d", f.Seed, g.Seed)
	}
}

func TestExploreReportsPanicsAndDeadlocks(t *testing.T) {
	run := func(main func(*green.Task) error) func(...green.Option) error {
		return func(opts ...green.Option) error { return green.Run(t.Context(), main, opts...) }
	}
	f := green.Explore(1, run(func(*green.Task) error { panic("boo") }))
	if f == nil || !strings.Contains(f.Err.Error(), "boo") {
		t.Errorf("got %v", f)
	}
	f = green.Explore(1, run(func(t *green.Task) error { return t.Join(t) }))
	if f == nil || !errors.As(f.Err, new(*green.DeadlockError)) {
		t.Errorf("got %v", f)
	}
	if f := green.Explore(10, run(nothing)); f != nil {
		t.Errorf("got %v", f)
	}
}

// A Trace that panics ends the run like a task that does.
func TestTracePanics(t *testing.T) {
	for _, kind := range []green.EventKind{
		green.Spawned, green.Switched, green.BlockedOn, green.Woken, green.Ended,
	} {
		n := 0
		got := play(t, office(1), green.Trace(func(e green.Event) {
			if n++; e.Kind == kind && e.Task.ID() == 1 {
				panic("boo")
			}
		}))
		if diff := cmp.Diff([]string{"=> PanicError: boo"}, got); diff != "" {
			t.Errorf("%v: %s", kind, diff)
		}
	}
}

func TestUnknownEventKind(t *testing.T) {
	if got := green.EventKind(9).String(); got != "EventKind(9)" {
		t.Error(got)
	}
}
