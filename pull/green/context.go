package green

import (
	"context"
	"errors"
)

// A levelContext is the context of a level, or of a task.
type levelContext struct {
	context.Context
	cancel context.CancelCauseFunc
}

// Err says which kind of end it was: one by a deadline of the loop looks as one by a
// deadline of the context would.
func (c *levelContext) Err() error {
	err := c.Context.Err()
	if err != nil && errors.Is(context.Cause(c.Context), context.DeadlineExceeded) {
		return context.DeadlineExceeded
	}
	return err
}

// context makes the context of t, when it is first asked for.
func (t *Task) context() context.Context {
	if t.ctx == nil {
		ctx, cancel := context.WithCancelCause(t.around())
		t.ctx = &levelContext{ctx, cancel}
		if t.cause != nil || t.done() {
			cancel(t.cause)
		}
	}
	return t.ctx
}

// around is the context that the one of t is derived from.
func (t *Task) around() context.Context {
	switch {
	case t.shield:
		return context.WithoutCancel(t.outer.context())
	case t.outer != nil:
		return t.outer.context()
	case t.home.owner != nil:
		return t.home.owner.context()
	}
	return t.loop.ctx
}

// endContext is for a level or a task that is over.
func (t *Task) endContext() {
	if t.ctx != nil {
		t.ctx.cancel(nil)
	}
}

// watchContext has the loop look at the context when that ends; see poll.
func (l *Loop) watchContext() {
	l.unwatch = func() {}
	if l.ctx.Done() == nil {
		return
	}
	rung := make(chan struct{})
	stop := context.AfterFunc(l.ctx, func() {
		l.inbox.ring()
		close(rung)
	})
	l.unwatch = func() {
		if !stop() {
			<-rung
		}
	}
	l.checkContext()
}

// checkContext cancels every task that is left if the context given to Run has ended.
func (l *Loop) checkContext() {
	if l.alive > 0 && !l.stopped && l.ctx.Err() != nil {
		l.stopped = true
		cause := context.Cause(l.ctx)
		l.errs = append(l.errs, cause)
		l.cancelAll(cause)
	}
}
