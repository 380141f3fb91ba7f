package green_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coseq/coseq/pull"
	"github.com/coseq/coseq/pull/green"

	"github.com/google/go-cmp/cmp"
)

// untilDone is a call that heeds its context, and takes its time to end.
func untilDone(ctx context.Context) error {
	<-ctx.Done()
	time.Sleep(time.Second)
	return context.Cause(ctx)
}

func TestAwait(t *testing.T) {
	tests := []struct {
		name string
		main func(*green.Task, say) error
		want []string
	}{
		{"returns what f returns", func(t *green.Task, say say) error {
			say(green.Await(t, func(context.Context) (int, error) { return 7, errors.New("x") }))
			say(t.Await(func(context.Context) error { return errors.New("y") }))
			return nil
		}, []string{"7 x", "y", "=> <nil>"}},
		{"blocks only its task", func(t *green.Task, say say) error {
			stop := make(chan struct{})
			t.Go("other", func(*green.Task) error { say("other"); close(stop); return nil })
			t.Await(func(context.Context) error { <-stop; return nil })
			say("main")
			return nil
		}, []string{"other", "main", "=> <nil>"}},
		{"waits for f when cancelled, and then unwinds", func(t *green.Task, say say) error {
			a := t.Go("a", func(t *green.Task) error {
				say("f:", t.Await(untilDone))
				defer say("unwound")
				t.Yield()
				return errors.New("NEVER")
			})
			t.Yield()
			a.Kill(errors.New("x"))
			return t.Join(a)
		}, []string{"f: x", "unwound", "=> <nil>"}},
		{"ends with a deadline", func(t *green.Task, say say) error {
			t.Go("other", func(t *green.Task) error { return nil })
			err := t.WithTimeout(0, func(t *green.Task) error {
				return t.Shield(func(t *green.Task) error { // which the deadline does not reach
					return t.Await(func(ctx context.Context) error { return ctx.Err() })
				})
			})
			say(err)
			return nil
		}, []string{"<nil>", "=> <nil>"}},
		{"a panic of f is one of the task", func(t *green.Task, say say) error {
			defer func() {
				pe := recover().(*pull.PanicError)
				say(pe.Value, strings.Contains(string(pe.Stack), "TestAwait"))
			}()
			return t.Await(func(context.Context) error { panic("boo") })
		}, []string{"boo true", "=> <nil>"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { expect(t, test.main, test.want...) })
	}
}

func TestMaxBlocking(t *testing.T) {
	var busy, most atomic.Int32
	lines := play(t, func(t *green.Task, say say) error {
		var tasks []*green.Task
		for i := range 10 {
			tasks = append(tasks, t.Go("a", func(t *green.Task) error {
				return t.Await(func(context.Context) error {
					most.Store(max(most.Load(), busy.Add(1)))
					defer busy.Add(-1)
					time.Sleep(time.Duration(i) * time.Second)
					if i == 2 {
						runtime.Goexit() // of the helper
					}
					return nil
				})
			}))
		}
		t.Yield()
		tasks[9].Kill(nil) // it waits for a helper
		t.Yield()
		say(tasks[9].Done(), tasks[8].Done())
		return nil
	}, green.MaxBlocking(3))
	if diff := cmp.Diff([]string{"true false", "=> goexit"}, lines); diff != "" {
		t.Error(diff)
	}
	if most.Load() != 3 {
		t.Errorf("%d calls at once, want 3", most.Load())
	}
}

func TestPost(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		l := t.Loop()
		for i := range 3 {
			l.Post(func() {
				say("posted", i)
				t.Go("child", func(t *green.Task) error { say(t); return nil })
			})
		}
		say("main")
		t.Sleep(1)
		l.Post(func() { say("NEVER, since the run ends") })
		return nil
	},
		"main", "posted 0", "posted 1", "posted 2",
		"<Task 1: child>", "<Task 2: child>", "<Task 3: child>", "=> <nil>")
}

func TestPostedPanic(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		t.Loop().Post(func() { panic("boo") })
		return sleeper(say, "main")(t)
	}, "main unwound at 0", "=> PanicError: boo")
}

func TestPostAfterTheEnd(t *testing.T) {
	l := green.New()
	l.Run(t.Context(), nothing)
	l.Post(func() { t.Error("posted function ran") })
	l.Hold()()
}

func TestContexts(t *testing.T) {
	type key struct{}
	ctx := context.WithValue(t.Context(), key{}, "value")
	fresh := func(task *green.Task) {
		ctx := task.Context()
		if ctx.Value(key{}) != "value" || ctx.Err() != nil || ctx != task.Context() {
			t.Errorf("%v has no fresh context", task)
		}
	}
	green.Run(ctx, func(m *green.Task) error {
		fresh(m)
		return m.Scope(func(s *green.Task) error {
			fresh(s)
			s.Go("child", func(t *green.Task) error { fresh(t); return nil })
			return s.Shield(func(t *green.Task) error { fresh(t); return nil })
		})
	})
}

func TestContextEndsWithItsTask(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		var inScope, inChild, inShield context.Context
		t.Scope(func(t *green.Task) error {
			inScope = t.Context()
			t.Go("child", func(t *green.Task) error {
				inChild = t.Context()
				defer func() { say("child", context.Cause(inChild), context.Cause(inScope)) }()
				t.Shield(func(t *green.Task) error {
					inShield = t.Context()
					t.Sleep(time.Second)
					say("shield", inShield.Err(), context.Cause(inChild))
					return nil
				})
				t.Sleep(time.Second)
				return nil
			})
			t.Yield()
			return errors.New("x")
		})
		say(inShield.Err(), t.Context().Err())
		a := t.Go("a", func(t *green.Task) error { return nil })
		a.Kill(errors.New("y"))
		say(context.Cause(a.Context()))
		b := t.Go("b", nothing)
		t.Join(b)
		say(b.Context().Err())
		return nil
	}, "shield <nil> x", "child x x", "context canceled <nil>", "y", "context canceled", "=> <nil>")
}

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
