package green

import (
	"context"
	"runtime"

	"github.com/coseq/coseq/pull"
)

// Await calls f on a goroutine of its own, and blocks only t until f returns: it is the
// way to whatever blocks a goroutine, a file, a lock, a process, somebody else's API.
// While an Await is pending a virtual clock stands still, and there is no deadlock. f
// must not use t, nor anything of the loop but [Loop.Post] and [Loop.Now].
//
// The context is that of t. If t is cancelled, the context is, and Await waits
// nevertheless until f returns, and returns that; t is then unwound at its next
// blocking call. If f had to wait for a free goroutine, see [MaxBlocking], it is not
// called, and t unwound at once. A panic in f is raised in t, as a [*pull.PanicError]
// with the stack of f, and Goexit likewise.
func Await[T any](t *Task, f func(context.Context) (T, error)) (T, error) {
	if f == nil {
		panic("green.Await: f must not be nil")
	}
	t.check("Await")
	var (
		v   T
		err error
	)
	t.await(&call{task: t.root, ctx: t.Context(), f: func(ctx context.Context) {
		v, err = f(ctx)
	}})
	return v, err
}

// Await is the function [Await] for a call that has no value.
func (t *Task) Await(f func(context.Context) error) error {
	if f == nil {
		panic("green.Task.Await: f must not be nil")
	}
	t.check("Task.Await")
	var err error
	t.await(&call{task: t.root, ctx: t.Context(), f: func(ctx context.Context) { err = f(ctx) }})
	return err
}

// A call is one Await, and what its task is blocked on.
type call struct {
	task     *Task
	ctx      context.Context
	f        func(context.Context)
	runner   *runner // nil: it waits for one, or that has exited
	waiter   waiter  // for a runner
	panicked *pull.PanicError
	exited   bool
}

// await blocks t until c is over.
func (t *Task) await(c *call) {
	l := t.loop
	l.awaiting++
	l.send(c)
	t.park(c)
	switch {
	case c.panicked != nil:
		panic(c.panicked)
	case c.exited:
		runtime.Goexit()
	}
}

func (c *call) String() string { return "Await" }

// abandon takes back a call that no runner has begun. Any other will return.
func (c *call) abandon(t *Task) bool {
	if c.waiter.list == nil {
		return false
	}
	c.waiter.leave()
	t.loop.awaiting--
	return true
}

// run is the job that comes in when f has returned.
func (c *call) run(l *Loop) {
	l.awaiting--
	if c.runner != nil {
		l.next(c.runner)
	} else {
		l.running--
		l.replace()
	}
	l.wake(c.task)
}
