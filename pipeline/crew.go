package pipeline

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// A crew is the goroutines of one stage of one run, beside the consumer's. Its
// context, which is cancelled when the stage ends or one of them panics, takes
// the place of the scope's.
type crew struct {
	*scope
	cancel context.CancelCauseFunc
	wait   sync.WaitGroup
	failed atomic.Pointer[failure] // the first
}

// A failure is how a goroutine ended other than by returning.
type failure struct{ panicked *PanicError } // nil for a Goexit

// assemble makes a crew, to be dismissed by a deferred call.
func assemble(s *scope) *crew {
	c := &crew{scope: s}
	s.ctx, c.cancel = context.WithCancelCause(s.ctx)
	s.meter.readsApart()
	return c
}

// start runs f on a goroutine of the crew.
func (c *crew) start(f func()) {
	c.wait.Go(func() {
		returned := false
		defer func() {
			if !returned {
				c.fail(recover())
			}
		}()
		c.label.cover(f)
		returned = true
	})
}

// fail notes a panic with p, or a Goexit if p is nil, and ends the stage.
func (c *crew) fail(p any) {
	f := new(failure)
	if p != nil {
		f.panicked = asPanicError(p)
	}
	c.failed.CompareAndSwap(nil, f)
	c.cancel(errLeft)
}

// endCancelled is emitCause, unless there is worse to come from dismiss.
func endCancelled[T any](c *crew, yield func(T, error) bool) {
	if c.failed.Load() == nil {
		emitCause(c.scope, yield)
	}
}

// dismiss cancels what the goroutines do, waits for them, and repeats on the
// consumer's goroutine what has befallen one of them, unless the consumer is
// leaving by a panic or a Goexit of its own.
func (c *crew) dismiss() {
	c.cancel(errLeft)
	c.wait.Wait()
	f := c.failed.Load()
	switch {
	case f == nil || c.outside:
	case f.panicked != nil:
		panic(f.panicked)
	default:
		runtime.Goexit()
	}
}
