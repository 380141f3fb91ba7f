package green

import (
	"errors"
	"iter"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"github.com/coseq/coseq/pull"
)

// A fiber is a coroutine on which one function after another runs: the function of a
// task, or of a level of one. It is made when the first one is about to run, on the
// goroutine that will resume it.
type fiber struct {
	loop  *Loop
	level *Task // whose function it is to run
	next  func() (struct{}, bool)
	yield func(struct{}) bool
	id    atomic.Uint64 // of its goroutine, for a Watchdog

	exiting bool // its function has called Goexit, so that it cannot run another
}

// errExited is what leaves a fiber as a panic where a Goexit would leave it: iter.Pull
// would repeat the Goexit on the goroutine of the loop.
var errExited = errors.New("green: fiber exited")

// fiberFor gives t a fiber to run its function on, an idle one if there is one.
func (l *Loop) fiberFor(t *Task) {
	f := (*fiber)(nil)
	if last := len(l.idle) - 1; last >= 0 {
		f = l.idle[last]
		l.idle[last] = nil
		l.idle = l.idle[:last]
	} else {
		f = &fiber{loop: l}
		f.next, _ = iter.Pull(f.run)
	}
	f.level, t.fiber = t, f
}

// release keeps f for another function. A few thousand are worth their memory.
func (l *Loop) release(f *fiber) {
	const most = 1024
	f.level = nil
	if !f.exiting && len(l.idle) < most {
		l.idle = append(l.idle, f)
	} else {
		f.end()
	}
}

// endIdle ends the fibers that have nothing to run.
func (l *Loop) endIdle() {
	for _, f := range l.idle {
		f.end()
	}
	l.idle = nil
}

// run is the whole life of the fiber. When the function that it runs calls Goexit, it
// gives way once more on the way out: the loop learns in peace that the function is
// over, and next need not be prepared for a panic but in end.
func (f *fiber) run(yield func(struct{}) bool) {
	defer func() {
		if f.level != nil {
			f.exiting = true
			yield(struct{}{})
			panic(errExited)
		}
	}()
	f.yield = yield
	if f.loop.watch != nil {
		f.id.Store(goroutineID())
	}
	for f.level != nil {
		f.level.call()
		yield(struct{}{})
	}
}

// end ends the fiber, which has nothing to run any more.
func (f *fiber) end() {
	defer func() { _ = recover() }() // of errExited
	f.next()
}

// call runs the function of t, and settles how it ended.
func (t *Task) call() {
	defer t.settle()
	t.result = t.body(t)
	t.returned = true
}

func (t *Task) settle() {
	if p := recover(); p != nil {
		t.panicked = asPanicError(p)
		t.returned = false
	}
	t.over = true
	t.body = nil
}

// asPanicError must be called while the panic with p is being recovered, since it takes
// the stack. One that has come through an inner level, or from a runner, keeps its own.
func asPanicError(p any) *pull.PanicError {
	if err, ok := p.(*pull.PanicError); ok && err != nil {
		return err
	}
	return &pull.PanicError{Value: p, Stack: fromCaller(debug.Stack())}
}

// unwind leaves the function of t: deferred calls run, and recover finds nothing.
func (t *Task) unwind() {
	t.unwound = true
	runtime.Goexit()
}
