package green_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"

	"github.com/google/go-cmp/cmp"
)

// deadlocked is the report of a program that ends in a deadlock.
func deadlocked(t *testing.T, main func(*green.Task) error) *green.DeadlockError {
	t.Helper()
	var e *green.DeadlockError
	err := green.Run(t.Context(), main, green.Virtual(time.Unix(0, 0)))
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a deadlock", err)
	}
	return e
}

func TestDeadlockNamesEverybody(t *testing.T) {
	e := deadlocked(t, func(t *green.Task) error {
		l := t.Loop()
		jobs, named := green.NewQueue[int](l, 0), green.NewQueue[int](l, 0)
		named.SetName("jobs")
		worker := t.Go("worker", func(t *green.Task) error { jobs.Get(t); return nil })
		t.Go("putter", func(t *green.Task) error { named.Put(t, 1); return nil })
		t.Go("flag", func(t *green.Task) error { green.NewFlag(l).Wait(t); return nil })
		t.Go("permit", func(t *green.Task) error { green.NewSemaphore(l, 0).Acquire(t); return nil })
		f := green.NewFuture[int](l)
		t.Go("future", func(t *green.Task) error { _, err := f.Get(t); return err })
		s := green.Spawn(t, "value", func(t *green.Task) (int, error) { return f.Get(t) })
		t.Go("spawned", func(t *green.Task) error { _, err := s.Get(t); return err })
		t.Go("scope", func(t *green.Task) error {
			return t.Scope(func(t *green.Task) error {
				t.Go("inside", func(t *green.Task) error { return t.Join(worker, s.Task()) })
				return nil
			})
		})
		t.Sleep(time.Second)
		return nil
	})
	var got []string
	for _, b := range e.Blocked {
		got = append(got, b.Task.String()+" "+b.On)
		if !strings.Contains(string(b.Stack), "TestDeadlockNamesEverybody") {
			t.Errorf("the stack of %v is not of the test:\n%s", b.Task, b.Stack)
		}
	}
	want := []string{
		`<Task 1: worker> Queue.Get`,
		`<Task 2: putter> Queue "jobs".Put`,
		`<Task 3: flag> Flag.Wait`,
		`<Task 4: permit> Semaphore.Acquire`,
		`<Task 5: future> Future.Get`,
		`<Task 6: value> Future.Get`,
		`<Task 7: spawned> Future.Get of <Task 6: value>`,
		`<Task 8: scope> Scope of <Task 9: inside>`,
		`<Task 9: inside> Join <Task 1: worker>, <Task 6: value>`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if e.Cycle != nil {
		t.Errorf("there is no cycle, got %v", e.Cycle)
	}
}

func TestDeadlockShowsTheCycle(t *testing.T) {
	locks := func(t *green.Task) error {
		a, b := green.NewSemaphore(t.Loop(), 1), green.NewSemaphore(t.Loop(), 1)
		take := func(first, second *green.Semaphore) func(*green.Task) error {
			return func(t *green.Task) error {
				first.Acquire(t)
				t.Yield()
				second.Acquire(t)
				return nil
			}
		}
		return t.Join(t.Go("left", take(a, b)), t.Go("right", take(b, a)))
	}
	joins := func(t *green.Task) error {
		var c *green.Task
		a := t.Go("a", func(t *green.Task) error { return t.Join(c) })
		b := t.Go("b", func(t *green.Task) error {
			return t.Scope(func(t *green.Task) error { return t.Join(a) })
		})
		c = t.Go("c", func(t *green.Task) error { return t.Join(b) })
		return nil
	}
	for want, main := range map[string]func(*green.Task) error{
		"cycle: <Task 1: left> waits for <Task 2: right> waits for <Task 1: left>":             locks,
		"cycle: <Task 1: a> waits for <Task 3: c> waits for <Task 2: b> waits for <Task 1: a>": joins,
	} {
		if e := deadlocked(t, main); !strings.HasSuffix(e.Error(), want) {
			t.Errorf("got %v\nwant the end %s", e, want)
		}
	}
}

// All are unwound, even those that wait in a Shield, and again in deferred calls.
func TestDeadlockUnwindsAll(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		never := green.NewFlag(t.Loop())
		wait := func(t *green.Task) error { never.Wait(t); return nil }
		t.Go("a", func(t *green.Task) error {
			defer say("a unwound")
			defer t.Shield(wait)
			t.Shield(wait)
			say("NEVER")
			return nil
		})
		t.Go("b", func(t *green.Task) error {
			return t.Shield(func(t *green.Task) error {
				defer say("b unwound")
				return t.Scope(func(t *green.Task) error {
					t.Go("c", func(t *green.Task) error { defer say("c unwound"); return t.Shield(wait) })
					return nil
				})
			})
		})
		return nil
	},
		"c unwound", "b unwound", "a unwound",
		"=> deadlock [<Task 1: a>: Flag.Wait] [<Task 2: b>: Scope of <Task 3: c>] "+
			"[<Task 3: c>: Flag.Wait]")
}

func TestNoDeadlock(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		l := t.Loop()
		flag := green.NewFlag(l)
		wait := func(what string) { flag.Wait(t); say(what); flag.Clear() }

		t.Go("timer", func(t *green.Task) error { t.Sleep(time.Hour); flag.Set(); return nil })
		wait("timer")

		t.Go("await", func(t *green.Task) error {
			defer flag.Set()
			return t.Await(func(context.Context) error { time.Sleep(time.Hour); return nil })
		})
		wait("await")

		release := l.Hold()
		go func() {
			time.Sleep(time.Hour)
			l.Post(flag.Set)
			release()
			release()
		}()
		wait("hold")

		go l.Hold()() // nobody posts
		flag.Wait(t)
		return nil
	}, "timer", "await", "hold", "=> deadlock [<Task 0: main>: Flag.Wait]")
}

// A context that may end is no reason to wait for it.
func TestDeadlockUnderAContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	err := green.Run(ctx, func(t *green.Task) error { return t.Join(t) })
	if !errors.As(err, new(*green.DeadlockError)) {
		t.Errorf("got %v", err)
	}
}
