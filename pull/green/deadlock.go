package green

import (
	"fmt"
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
	Stack []byte // where
}

// Error lists the tasks, what each waits for, and the cycle, without stacks.
func (e *DeadlockError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "green: deadlock: %d tasks wait for ever", len(e.Blocked))
	for _, w := range e.Blocked {
		fmt.Fprintf(&b, "\n\t%v: %s", w.Task, w.On)
	}
	return b.String()
}

// deadlock ends the run: every task is unwound.
func (l *Loop) deadlock() {
	e := &DeadlockError{}
	for t := range l.crew.all {
		e.Blocked = append(e.Blocked, Blocked{Task: t, On: t.block.on.String()})
	}
	l.errs = append(l.errs, e)
	l.cancelAll(e)
}
