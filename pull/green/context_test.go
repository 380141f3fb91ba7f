package green_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

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

// A task of a Scope may be the first to ask for the context that its own is derived
// from, and do so when the Scope's function is over.
func TestContextInAScopeThatWaits(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		var ctx context.Context
		err := t.Scope(func(t *green.Task) error {
			t.Go("child", func(t *green.Task) error {
				ctx = t.Context()
				say(ctx.Err())
				return t.Await(func(ctx context.Context) error { return ctx.Err() })
			})
			return nil
		})
		say(err, ctx.Err())
		return nil
	}, "<nil>", "<nil> context canceled", "=> <nil>")
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
