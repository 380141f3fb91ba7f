package green_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

func TestWithTimeout(t *testing.T) {
	expire := func(t *green.Task) error { t.Sleep(time.Hour); return nil }
	tests := []struct {
		name string
		main func(*green.Task, say) error
		want []string
	}{
		{"passes", func(t *green.Task, say say) error {
			say(t.WithTimeout(time.Second, expire), now(t))
			return nil
		}, []string{"context deadline exceeded 1", "=> <nil>"}},
		{"does not pass", func(t *green.Task, say say) error {
			say(t.WithTimeout(time.Second, nothing))
			t.Sleep(time.Minute)
			return nil
		}, []string{"<nil>", "=> <nil>"}},
		{"the outer one first", func(t *green.Task, say say) error {
			say(t.WithTimeout(time.Second, func(t *green.Task) error {
				say("NEVER", t.WithTimeout(time.Minute, expire))
				return nil
			}), now(t))
			return nil
		}, []string{"context deadline exceeded 1", "=> <nil>"}},
		{"the inner one first", func(t *green.Task, say say) error {
			say(t.WithTimeout(time.Minute, func(t *green.Task) error {
				say(t.WithTimeout(time.Second, expire))
				t.Sleep(time.Second)
				return errors.New("x")
			}), now(t))
			return nil
		}, []string{"context deadline exceeded", "x 2", "=> <nil>"}},
		{"both at once: the outer one, which was armed first", func(t *green.Task, say say) error {
			say(t.WithTimeout(time.Second, func(t *green.Task) error {
				say("NEVER", t.WithTimeout(time.Second, expire))
				return nil
			}), now(t))
			return nil
		}, []string{"context deadline exceeded 1", "=> <nil>"}},
		{"none left", func(t *green.Task, say say) error {
			say(t.WithTimeout(-1, func(t *green.Task) error { say("runs"); return nil }))
			say(t.WithTimeout(0, func(t *green.Task) error { t.Yield(); say("NEVER"); return nil }))
			return nil
		}, []string{"runs", "<nil>", "context deadline exceeded", "=> <nil>"}},
		{"a kill passes through", func(t *green.Task, say say) error {
			a := t.Go("a", func(t *green.Task) error {
				say("NEVER", t.WithTimeout(time.Minute, expire))
				return nil
			})
			t.Yield()
			a.Kill(nil)
			t.Join(a)
			say(a.Err(), now(t))
			return nil
		}, []string{"green: killed 0", "=> <nil>"}},
		{"around a Scope", func(t *green.Task, say say) error {
			say(t.WithTimeout(time.Second, func(t *green.Task) error {
				return t.Scope(func(t *green.Task) error { t.Go("a", sleeper(say, "a")); return nil })
			}))
			return nil
		}, []string{"a unwound at 1", "context deadline exceeded", "=> <nil>"}},
		{"does not reach tasks spawned in it", func(t *green.Task, say say) error {
			say(t.WithTimeout(time.Second, func(t *green.Task) error {
				t.Go("a", sleeper(say, "a"))
				return expire(t)
			}))
			return nil
		}, []string{
			"context deadline exceeded", "a has slept", "a unwound at 3600", "=> <nil>",
		}},
		{"an error that comes late", func(t *green.Task, say say) error {
			late := func(err error) func(*green.Task) error {
				return func(t *green.Task) error {
					return t.Shield(func(t *green.Task) error { t.Sleep(time.Minute); return err })
				}
			}
			say(t.WithTimeout(time.Second, late(nil)))
			say(t.WithTimeout(time.Second, late(context.Canceled)) == context.DeadlineExceeded)
			say(t.WithTimeout(time.Second, late(errors.New("x"))))
			return nil
		}, []string{"<nil>", "true", "context deadline exceeded\nx", "=> <nil>"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { expect(t, test.main, test.want...) })
	}
}
