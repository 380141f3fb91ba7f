package green_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

func TestKill(t *testing.T) {
	tests := []struct {
		name string
		main func(*green.Task, say) error
		want []string
	}{
		{"one that sleeps", func(t *green.Task, say say) error {
			a := t.Go("a", sleeper(say, "a"))
			t.Yield()
			a.Kill(nil)
			say(a.Done())
			say(t.Join(a), a.Err())
			return nil
		}, []string{"false", "a unwound at 0", "<nil> green: killed", "=> <nil>"}},
		{"one that never began", func(t *green.Task, say say) error {
			a := t.Go("a", sleeper(say, "a"))
			a.Kill(errors.New("x"))
			say(a.Done(), a.Err())
			say(t.Join(a))
			return nil
		}, []string{"true x", "<nil>", "=> <nil>"}},
		{"one that has ended", func(t *green.Task, say say) error {
			a := t.Go("a", nothing)
			t.Yield()
			a.Kill(nil)
			say(a.Err())
			return nil
		}, []string{"<nil>", "=> <nil>"}},
		{"oneself", func(t *green.Task, say say) error {
			a := t.Go("a", func(t *green.Task) error {
				defer say("unwound")
				t.Kill(nil)
				say("NEVER")
				return nil
			})
			say(t.Join(a), a.Err())
			return nil
		}, []string{"unwound", "<nil> green: killed", "=> <nil>"}},
		{"main", func(t *green.Task, say say) error {
			t.Go("a", func(u *green.Task) error {
				t.Kill(nil)
				u.Sleep(time.Second)
				say("a goes on", t.Done())
				return nil
			})
			t.Sleep(time.Hour)
			return errors.New("NEVER")
		}, []string{"a goes on true", "=> <nil>"}},
		{"the first cause counts", func(t *green.Task, say say) error {
			a := t.Go("a", sleeper(say, "a"))
			t.Yield()
			a.Kill(errors.New("x"))
			a.Kill(errors.New("y"))
			t.Join(a)
			say(a.Err(), context.Cause(a.Context()))
			return nil
		}, []string{"a unwound at 0", "x x", "=> <nil>"}},
		{"parent, not child", func(t *green.Task, say say) error {
			a := t.Go("a", func(t *green.Task) error {
				t.Go("b", func(t *green.Task) error { t.Sleep(1); say("b goes on"); return nil })
				return sleeper(say, "a")(t)
			})
			t.Yield()
			a.Kill(nil)
			return nil
		}, []string{"a unwound at 0", "b goes on", "=> <nil>"}},
		{"one whose turn comes before the kill", func(t *green.Task, say say) error {
			a := t.Go("a", func(t *green.Task) error {
				defer say("unwound")
				t.Yield()
				say("after Yield")
				t.Yield()
				say("NEVER")
				return nil
			})
			t.Yield()
			a.Kill(nil) // a's Yield is before that in the run queue
			return nil
		}, []string{"after Yield", "unwound", "=> <nil>"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { expect(t, test.main, test.want...) })
	}
}

// Each blocking call of a cancelled task unwinds again, also in deferred calls, and
// also one that would not block.
func TestCancellationIsLevelTriggered(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		full := green.NewQueue[int](t.Loop(), 1)
		full.TryPut(1)
		ended := t.Go("ended", nothing)
		calls := map[string]func(*green.Task){
			"Yield":       (*green.Task).Yield,
			"Sleep":       func(t *green.Task) { t.Sleep(1) },
			"Join":        func(t *green.Task) { t.Join(ended) },
			"Get":         func(t *green.Task) { full.Get(t) },
			"Scope":       func(t *green.Task) { t.Scope(nothing) },
			"WithTimeout": func(t *green.Task) { t.WithTimeout(1, nothing) },
			"Await":       func(t *green.Task) { t.Await(nil2) },
			"Completed":   func(t *green.Task) { green.AsCompleted(t, ended)(nil) },
			"Kill":        func(t *green.Task) { t.Kill(nil) },
		}
		for name, call := range calls {
			a := t.Go("a", func(t *green.Task) error {
				last := false
				defer func() {
					if !last {
						say(name, "skips what was deferred before")
					}
				}()
				defer func() { last = true }()
				defer func() {
					defer func() { _ = recover() }()
					call(t)
					say(name, "returns")
				}()
				t.Sleep(time.Hour)
				return nil
			})
			t.Yield()
			a.Kill(nil)
			t.Join(a)
		}
		return nil
	}, "=> <nil>")
}

func nil2(context.Context) error { return nil }

func TestRecoverDoesNotStopUnwinding(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		a := t.Go("a", func(t *green.Task) error {
			for { // whatever it tries
				func() {
					defer func() { say("recovered", recover()) }()
					t.Sleep(time.Hour)
				}()
			}
		})
		t.Yield()
		a.Kill(nil)
		return nil
	}, "recovered <nil>", "=> <nil>")
}

// What a call returns because its context was cancelled is no error that would have to
// be observed.
func TestErrorsThatEchoAKill(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		await := func(t *green.Task) error {
			return t.Await(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
		}
		a := t.Go("a", await)
		b := t.Go("b", func(t *green.Task) error { return t.Scope(await) })
		c := t.Go("c", func(t *green.Task) error { return errors.Join(await(t), errors.New("y")) })
		t.Yield()
		a.Kill(errors.New("x"))
		b.Kill(nil)
		c.Kill(nil)
		t.Loop().Post(func() { t.Kill(nil) })
		return await(t)
	}, "=> <Task 3: c>: context canceled\ny")
}

func TestRunEndsWithItsContext(t *testing.T) {
	cause := errors.New("x")
	for _, early := range []bool{false, true} {
		ctx, cancel := context.WithCancelCause(t.Context())
		if early {
			cancel(cause)
		}
		unwound := 0
		err := green.Run(ctx, func(t *green.Task) error {
			defer func() { unwound++ }()
			t.Go("a", func(t *green.Task) error {
				defer func() { unwound++ }()
				if context.Cause(t.Context()) != nil {
					return errors.New("too early")
				}
				go cancel(cause)
				return t.Await(func(ctx context.Context) error { <-ctx.Done(); return nil })
			})
			t.Sleep(time.Hour)
			return nil
		})
		if want := map[bool]int{false: 2, true: 0}[early]; err != cause || unwound != want {
			t.Errorf("early %v: got %v and %d tasks unwound, want %d", early, err, unwound, want)
		}
	}
}

// Of a context that ends with the last task there is nothing to report.
func TestMainCancelsTheContextAndReturns(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	if err := green.Run(ctx, func(*green.Task) error { cancel(); return nil }); err != nil {
		t.Error(err)
	}
}

// A context that a task has cancelled is noticed before anything else happens.
func TestATaskCancelsTheContext(t *testing.T) {
	for range 100 {
		ctx, cancel := context.WithCancel(t.Context())
		err := green.Run(ctx, func(t *green.Task) error {
			t.Go("a", func(*green.Task) error { cancel(); return nil })
			return t.Join(t)
		})
		if err != context.Canceled {
			t.Fatal(err)
		}
	}
}
