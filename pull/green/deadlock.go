package green

import (
	"fmt"
	"slices"
	"strings"
)

// A DeadlockError says that no task can ever run again, and why.
type DeadlockError struct {
	Blocked []Blocked // every task, in spawn order
	Cycle   []*Task   // each waits for the next, and the last for the first; or nil
}

// Blocked is a task and what it is blocked on.
type Blocked struct {
	Task  *Task
	On    string // such as Queue "jobs".Get, or Join <Task 3: worker>
	Stack []byte // of the task, from the call that blocks on
}

// Error lists the tasks, what each is blocked on, where, and the cycle.
func (e *DeadlockError) Error() string {
	var b strings.Builder
	b.WriteString("green: deadlock, no task can ever run again:")
	for _, w := range e.Blocked {
		fmt.Fprintf(&b, "\n\t%v: %s", w.Task, w.On)
		fmt.Fprintf(&b, " at %s", position(w.Stack))
	}
	if len(e.Cycle) > 0 {
		b.WriteString("\n\tcycle: ")
		for _, t := range e.Cycle {
			fmt.Fprintf(&b, "%v waits for ", t)
		}
		fmt.Fprint(&b, e.Cycle[0])
	}
	return b.String()
}

// deadlock ends a run in which nothing can happen any more: every task is unwound, be
// it in a Shield.
func (l *Loop) deadlock() {
	if !slices.ContainsFunc(l.errs, isDeadlock) {
		l.errs = append(l.errs, l.report())
	}
	e := l.errs[slices.IndexFunc(l.errs, isDeadlock)]
	for t := range l.everyone {
		for h := t; h != nil; h = h.inner {
			l.strike(h, e)
		}
	}
	l.crew.cause = e
	l.settleHit()
}

func isDeadlock(err error) bool {
	_, ok := err.(*DeadlockError) //nolint:errorlint // itself
	return ok
}

func (l *Loop) report() *DeadlockError {
	e := &DeadlockError{}
	for t := range l.everyone {
		e.Blocked = append(e.Blocked, Blocked{Task: t, On: t.block.on.String(), Stack: l.dump(t)})
	}
	slices.SortFunc(e.Blocked, func(v, w Blocked) int { return v.Task.id - w.Task.id })
	e.Cycle = cycle(e.Blocked)
	return e
}

// everyone ranges over the tasks that have not ended: those of the run, and after each
// those of the Scopes that it is in.
func (l *Loop) everyone(yield func(*Task) bool) { l.crew.tree(yield) }

func (c *crew) tree(yield func(*Task) bool) bool {
	for t := range c.all {
		if !yield(t) {
			return false
		}
		for h := t; h != nil; h = h.inner {
			if c := h.crew(); c != nil && !c.tree(yield) {
				return false
			}
		}
	}
	return true
}

// dump is the stack of a blocked task. No other goroutine can take that by itself; so
// the task's own is resumed just to do it.
func (l *Loop) dump(t *Task) []byte {
	t.block.signal = dumped
	t.top.fiber.next()
	return fromCaller(l.stack)
}
