package green

import (
	"cmp"
	"slices"
)

// Kill cancels the task: it is unwound at the blocking call that it is in, or else at
// its next one, and at each one in its deferred functions, too; recover does not stop
// that. See the package documentation. Like a spawn, that takes its turn in the run
// queue: a task that comes before goes on to its next blocking call first. A task that
// never had a turn has none, and ends at once. The cause, [ErrKilled] if it is nil, is
// then the task's Err and the cause of its Context; it is not an error of the task. The
// tasks that it has spawned live on, unless they belong to a Scope in it. Kill does not
// wait, see [Task.Join]; but a task that kills itself is unwound by Kill, or else, in a
// Shield, after that. Of two kills the first counts. Killing one that has ended does
// nothing.
func (t *Task) Kill(cause error) {
	if cause == nil {
		cause = ErrKilled
	}
	l, r := t.loop, t.root
	switch {
	case r.over:
	case r.fiber == nil:
		l.strike(r, cause)
		l.settleHit()
	case l.current != nil && l.current.root == r:
		l.strike(r, cause)
		l.settleHit()
		l.current.check("Task.Kill")
	default:
		l.schedule(&kill{r, cause})
	}
}

// A kill is the job that kills a task.
type kill struct {
	task  *Task
	cause error
}

func (k *kill) run(l *Loop) {
	if !k.task.over {
		l.strikeNow(k.task, k.cause)
	}
}

// strikeNow cancels h as a job, in which the task of h is unwound at once.
func (l *Loop) strikeNow(h *Task, cause error) {
	l.strike(h, cause)
	l.hit = slices.DeleteFunc(l.hit, func(t *Task) bool { return t == h.root })
	l.settleHit()
	l.interrupt(h.root)
}

// strike cancels h, where the unwinding will end, and notes in l.hit whom that hits.
func (l *Loop) strike(h *Task, cause error) {
	if h.cause == nil {
		h.own = true
		h.cancel(cause)
	}
}

// cancel marks h and what is inside it.
func (h *Task) cancel(cause error) {
	if h.cause != nil {
		return
	}
	h.cause = cause
	if h.ctx != nil {
		h.ctx.cancel(cause)
	}
	if c := h.crew(); c != nil {
		c.cause = cause
		for t := range c.all {
			t.cancel(cause)
		}
	}
	switch {
	case h.inner == nil:
		h.loop.hit = append(h.loop.hit, h.root)
	case !h.inner.shield:
		h.inner.cancel(cause)
	}
}

// settleHit has each task that was hit interrupted in its turn, in spawn order. One
// that has not begun never will.
func (l *Loop) settleHit() {
	hit := l.hit
	l.hit = nil
	slices.SortFunc(hit, func(t, u *Task) int { return cmp.Compare(t.id, u.id) })
	for _, t := range hit {
		if t.fiber == nil {
			l.dequeue(t)
			l.endUnbegun(t)
		} else {
			l.schedule((*interrupt)(t))
		}
	}
}

// An interrupt is the job that unwinds a task from what it is blocked in.
type interrupt Task

func (i *interrupt) run(l *Loop) { l.interrupt((*Task)(i)) }

// interrupt unwinds t if it is still to be unwound, and can be.
func (l *Loop) interrupt(t *Task) {
	switch {
	case t.over || t.block.woken || t.top.cause == nil:
		return
	case t.block.queued:
		l.dequeue(t)
	case !t.block.on.abandon(t):
		return
	}
	t.block.on = nil
	t.block.signal = interrupted
	l.resume(t)
}

// cancelAll cancels every task there is, each from the outside in.
func (l *Loop) cancelAll(cause error) {
	l.crew.cause = cause
	for t := range l.crew.all {
		l.strike(t, cause)
	}
	l.settleHit()
}
