package green

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/coseq/coseq/internal/fault"
	"github.com/coseq/coseq/pull"
)

// An outcome is what a run has come to so far.
type outcome struct {
	unseen   taskList // have ended with an error that nobody has observed so far
	errs     []error  // of the run itself: a deadlock, the end of its context
	panicked *pull.PanicError
	exited   bool // a task has called Goexit
	over     bool
	result   error
	stopped  bool   // its context has ended
	unwatch  func() // ends the watch on that
}

// begin spawns main.
func (l *Loop) begin(call string, ctx context.Context, main func(*Task) error) {
	switch {
	case ctx == nil:
		panic("green.Loop." + call + ": ctx must not be nil, use context.Background()")
	case main == nil:
		panic("green.Loop." + call + ": main must not be nil")
	case l.main != nil:
		panic("green.Loop." + call + ": the loop has been started before, make a new one")
	}
	l.ctx = ctx
	l.main = l.spawn(&l.crew, "main", main)
	l.watchContext()
	l.watch.start()
}

// failed is for a task that has ended with an error.
func (l *Loop) failed(t *Task) {
	switch c := t.home; {
	case t.echoes(t.result): // as for one that was unwound
	case c.owner != nil:
		c.failed.add(t)
		c.errs = append(c.errs, t.result)
		l.strike(c.owner, t.result)
		l.settleHit()
	case t == l.main:
		l.cancelAll(t.result)
	default:
		l.remember(t)
	}
}

// echoes reports whether err, which t has returned, says no more than that t has been
// cancelled, as a call that respects its context does. Of errors that are joined, each
// must.
func (t *Task) echoes(err error) bool {
	if t.cause == nil {
		return false
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if joined, ok := e.(interface{ Unwrap() []error }); ok {
			more := func(err error) bool { return !t.echoes(err) }
			return !slices.ContainsFunc(joined.Unwrap(), more)
		}
	}
	return errors.Is(err, t.cause) || errors.Is(err, context.Canceled)
}

// remember keeps t, which has failed, until somebody observes it.
func (l *Loop) remember(t *Task) {
	if !t.seen {
		t.unseen = true
		l.unseen.add(t)
	}
}

// observe is the error of a task, for who has asked for that. A kill is none.
func (t *Task) observe() error {
	r := t.root
	r.seen = true
	if r.unseen {
		r.unseen = false
		r.loop.unseen.remove(r)
	}
	if !r.returned && r.panicked == nil {
		return nil
	}
	return r.result
}

// crash ends the run because a task has panicked. Of panics that follow while the
// others are unwound, the stacks are appended to that of the first.
func (l *Loop) crash(err *pull.PanicError) {
	switch first := l.panicked; {
	case first == nil:
		l.panicked = err
		l.cancelAll(err)
	case first != err:
		const format = "%s\n\nwhile the others were unwound: panic: %v\n\n%s"
		stack := fmt.Appendf(nil, format, first.Stack, err.Value, err.Stack)
		l.panicked = &pull.PanicError{Value: first.Value, Stack: stack}
	}
}

// exit ends the run because a task has called Goexit.
func (l *Loop) exit() {
	if !l.exited {
		l.exited = true
		l.cancelAll(ErrGoexit)
	}
}

// finish is what is left to do when no task is left. It repeats a panic, or a Goexit,
// of a task once, and is then the error of the run.
func (l *Loop) finish() error {
	if l.over {
		return l.result
	}
	l.over = true
	l.unwatch()
	l.endRunners()
	l.endIdle()
	l.watch.end()
	l.inbox.close()
	l.endReplay()
	l.result = l.sum()
	switch {
	case l.panicked != nil:
		l.result = l.panicked
		panic(l.panicked)
	case l.exited:
		l.result = ErrGoexit
		runtime.Goexit()
	}
	return l.result
}

// sum is the error of the run.
func (l *Loop) sum() error {
	errs := l.errs
	if m := l.main; m.returned && !m.echoes(m.result) {
		errs = append(errs, m.result)
	}
	for t := range l.unseen.all {
		errs = append(errs, named(t, t.result))
	}
	return fault.Join(errs...)
}
