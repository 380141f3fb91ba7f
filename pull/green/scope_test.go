package green_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// fails is a task's function that returns an error after d.
func fails(d time.Duration, text string) func(*green.Task) error {
	return func(t *green.Task) error {
		t.Sleep(d)
		return errors.New(text)
	}
}

func TestScope(t *testing.T) {
	tests := []struct {
		name string
		main func(*green.Task, say) error
		want []string
	}{
		{"waits for its tasks", func(t *green.Task, say say) error {
			err := t.Scope(func(t *green.Task) error {
				t.Go("a", func(t *green.Task) error {
					t.Go("b", func(t *green.Task) error { t.Sleep(2 * time.Second); return nil })
					return nil
				})
				say("body done", now(t))
				return nil
			})
			say(err, now(t))
			return nil
		}, []string{"body done 0", "<nil> 2", "=> <nil>"}},
		{"does not give way of itself", func(t *green.Task, say say) error {
			t.Go("other", func(*green.Task) error { say("other"); return nil })
			t.Scope(func(*green.Task) error { say("inside"); return nil })
			say("after")
			return nil
		}, []string{"inside", "after", "other", "=> <nil>"}},
		{"the first error cancels the rest", func(t *green.Task, say say) error {
			err := t.Scope(func(t *green.Task) error {
				t.Go("a", sleeper(say, "a"))
				t.Go("b", fails(time.Second, "x"))
				t.Go("c", sleeper(say, "c"))
				return sleeper(say, "body")(t)
			})
			say(err, now(t))
			return nil
		}, []string{"body unwound at 1", "a unwound at 1", "c unwound at 1", "x 1", "=> <nil>"}},
		{"its function's error cancels its tasks", func(t *green.Task, say say) error {
			err := t.Scope(func(t *green.Task) error {
				t.Go("a", sleeper(say, "a"))
				t.Yield()
				t.Go("unborn", sleeper(say, "unborn"))
				return errors.New("x")
			})
			say(err, now(t))
			return nil
		}, []string{"a unwound at 0", "x 0", "=> <nil>"}},
		{"errors are joined as they come", func(t *green.Task, say say) error {
			say(t.Scope(func(t *green.Task) error {
				for i := range 3 {
					t.Go("a", func(t *green.Task) error {
						return t.Shield(fails(time.Duration(3-i)*time.Second, fmt.Sprint(i)))
					})
				}
				return nil
			}))
			return nil
		}, []string{"2\n1\n0", "=> <nil>"}},
		{"an error that its function passes on counts once", func(t *green.Task, say say) error {
			say(t.Scope(func(t *green.Task) error {
				a := t.Go("a", fails(0, "x"))
				return t.Shield(func(t *green.Task) error { return fmt.Errorf("a: %w", t.Join(a)) })
			}))
			return nil
		}, []string{"a: x", "=> <nil>"}},
		{"a kill is no error", func(t *green.Task, say say) error {
			say(t.Scope(func(t *green.Task) error {
				a := t.Go("a", sleeper(say, "a"))
				t.Yield()
				a.Kill(nil)
				return nil
			}))
			return nil
		}, []string{"a unwound at 0", "<nil>", "=> <nil>"}},
		{"ends with its task", func(t *green.Task, say say) error {
			a := t.Go("a", func(t *green.Task) error {
				defer say("outside")
				err := t.Scope(func(t *green.Task) error {
					t.Go("b", sleeper(say, "b"))
					return nil
				})
				say("NEVER", err)
				return nil
			})
			t.Sleep(time.Second)
			a.Kill(nil)
			return t.Join(a)
		}, []string{"b unwound at 1", "outside", "=> <nil>"}},
		{"of a task in a Scope that ends", func(t *green.Task, say say) error {
			say(t.Scope(func(t *green.Task) error {
				t.Go("a", func(t *green.Task) error {
					return t.Scope(func(t *green.Task) error {
						t.Go("b", sleeper(say, "b"))
						return sleeper(say, "a")(t)
					})
				})
				t.Yield()
				t.Yield()
				return errors.New("x")
			}))
			return nil
		}, []string{"a unwound at 0", "b unwound at 0", "x", "=> <nil>"}},
		{"a panic passes when its tasks have ended", func(t *green.Task, say say) error {
			func() {
				defer func() { say("recovered", recover() != nil) }()
				t.Scope(func(t *green.Task) error {
					t.Go("a", sleeper(say, "a"))
					t.Yield()
					panic("boo")
				})
			}()
			t.Yield()
			return nil
		}, []string{"a unwound at 0", "recovered true", "=> <nil>"}},
		{"an error is not lost when its task is killed", func(t *green.Task, say say) error {
			a := t.Go("a", func(t *green.Task) error {
				return t.Scope(func(t *green.Task) error {
					t.Go("b", func(t *green.Task) error { return t.Shield(fails(time.Minute, "x")) })
					return sleeper(say, "a")(t)
				})
			})
			t.Sleep(time.Second)
			a.Kill(nil)
			say(t.Join(a), now(t))
			return nil
		}, []string{"a unwound at 1", "<nil> 60", "=> <Task 2: b>: x"}},
		{"its Task spawns while it waits", func(t *green.Task, say say) error {
			err := t.Scope(func(s *green.Task) error {
				s.Go("a", func(t *green.Task) error {
					t.Sleep(time.Second)
					s.Go("b", fails(time.Second, "x"))
					return nil
				})
				return nil
			})
			say(err, now(t))
			return nil
		}, []string{"x 2", "=> <nil>"}},
		{"an error that says only that a task was cancelled", func(t *green.Task, say say) error {
			wrapped := func(t *green.Task) error { return fmt.Errorf("w: %w", t.Await(untilDone)) }
			err := t.Scope(func(t *green.Task) error {
				t.Go("a", wrapped)
				t.Go("b", fails(0, "x"))
				return wrapped(t)
			})
			say(err)
			return nil
		}, []string{"w: x", "=> <nil>"}},
		{"an error that says more", func(t *green.Task, say say) error {
			err := t.Scope(func(t *green.Task) error {
				t.Go("a", func(t *green.Task) error {
					return errors.Join(t.Await(untilDone), errors.New("y"))
				})
				return fails(0, "x")(t)
			})
			say(err)
			return nil
		}, []string{"x\nx\ny", "=> <nil>"}},
		{"many levels", func(t *green.Task, say say) error {
			var deep func(t *green.Task, n int) error
			deep = func(t *green.Task, n int) error {
				if n == 0 {
					t.Sleep(time.Second)
					return errors.New("x")
				}
				return t.Scope(func(t *green.Task) error { return deep(t, n-1) })
			}
			say(deep(t, 100), now(t))
			return nil
		}, []string{"x 1", "=> <nil>"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { expect(t, test.main, test.want...) })
	}
}

func TestShield(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		a := t.Go("a", func(t *green.Task) error {
			err := t.Shield(func(t *green.Task) error {
				t.Sleep(time.Second)
				say("shielded", t.Context().Err(), now(t))
				say(t.WithTimeout(time.Second, func(t *green.Task) error { t.Sleep(time.Hour); return nil }))
				return errors.New("x")
			})
			say(err, t.Context().Err())
			t.Yield()
			say("NEVER")
			return nil
		})
		t.Yield()
		a.Kill(nil)
		return t.Join(a)
	},
		"shielded <nil> 1", "context deadline exceeded", "x context canceled", "=> <nil>")
}

func TestPanicWaitsForShields(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		t.Go("a", func(t *green.Task) error {
			defer t.Shield(func(t *green.Task) error { t.Sleep(time.Second); panic("again") })
			t.Sleep(time.Hour)
			return nil
		})
		t.Yield()
		panic("boo")
	}, "=> PanicError: boo")
}

// A panic that is on its way out, through a deferred call that blocks, is lost when the
// task is killed there; so it is with any Goexit.
func TestKillDuringAPanic(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		a := t.Go("a", func(t *green.Task) error {
			defer say("unwound")
			defer t.Sleep(time.Hour)
			panic("boo")
		})
		t.Sleep(time.Second)
		a.Kill(nil)
		t.Join(a)
		say(a.Err())
		return nil
	}, "unwound", "green: killed", "=> <nil>")
}
