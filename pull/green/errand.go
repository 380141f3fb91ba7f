package green

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/coseq/coseq/pull"
)

// ErrInUse is in the error of a Read, a Write or an Accept while another task is in
// the same one, see [Conn].
var ErrInUse = errors.New("green: in use")

// An errand is a call that may block, which a goroutine makes for a task. There is no
// bound to how many there are, other than for [Await]: a Read takes as long as the
// other end pleases, and must not keep others from theirs.
type errand struct {
	name     string // as reports print it
	do       func()
	recall   func(cause error) (left bool) // see abandon
	task     *Task                         // who waits for it
	returned bool
	panicked *pull.PanicError
}

// perform has do called, and parks t until it has returned; also when t is cancelled,
// which the caller has to look at.
func (e *errand) perform(t *Task) {
	e.returned, e.panicked = false, nil
	t.loop.group.Add(1)
	go e.work(t.loop)
	e.wait(t)
}

// work is what the goroutine does, and the end of the run waits for.
func (e *errand) work(l *Loop) {
	defer l.group.Done()
	defer l.deliver(e)
	e.call()
}

func (e *errand) call() {
	defer func() {
		if p := recover(); p != nil {
			e.panicked = asPanicError(p)
		}
	}()
	e.do()
	e.returned = true
}

// wait parks t until do has returned, unless recall leaves it to itself.
func (e *errand) wait(t *Task) {
	e.task = t.root
	t.loop.awaiting++
	t.park(e)
	e.task = nil
	e.raise()
}

// raise repeats in the task how do has ended, if it did not return.
func (e *errand) raise() {
	switch {
	case e.returned:
	case e.panicked != nil:
		panic(e.panicked)
	default:
		runtime.Goexit()
	}
}

// run is the job that comes in when do has returned.
func (e *errand) run(l *Loop) {
	if e.task != nil {
		l.awaiting--
		l.wake(e.task)
	}
}

func (e *errand) String() string { return e.name }

// abandon has recall make do return soon, and t wait for that. If recall leaves do to
// itself instead, t is free, and another task may wait for it.
func (e *errand) abandon(t *Task) bool {
	left := e.recall(t.top.cause)
	if left {
		e.task = nil
		t.loop.awaiting--
	}
	return left
}

// soon is the recall of an errand that nothing can hurry, nor needs to.
func soon(error) (left bool) { return false }

// inUse is an error if a task waits for e.
func (e *errand) inUse() error {
	if e.task == nil {
		return nil
	}
	return fmt.Errorf("%w by %v", ErrInUse, e.task)
}

// aside calls f where it does not hold up the loop, if a task runs that can wait. It
// is for what must be done by a cancelled task, too, and ends soon.
func (l *Loop) aside(name string, f func()) {
	if l.current == nil {
		f()
		return
	}
	e := &errand{name: name, do: f, recall: soon}
	e.perform(l.current)
}

// caller is the task that runs, for blocking calls that are not told.
func (l *Loop) caller(call string) *Task {
	if t := l.current; t != nil {
		t.check(call)
		return t
	}
	why := "no task of its loop runs now"
	if l.over {
		why = "its loop has ended"
	}
	panic("green." + call + ": " + why + "; call it in a task, or use what it wraps")
}
