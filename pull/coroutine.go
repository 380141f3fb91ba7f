package pull

import (
	"errors"
	"iter"
	"runtime"
)

// start makes the coroutine of g, which has been acquired.
func (g *Gen[In, Out]) start() *Yielder[In, Out] {
	y := &Yielder[In, Out]{current: g}
	g.own, g.top = y, y
	// The stop function is of no use: it hangs when a body ignores it, and it
	// cannot tell a body that is unwound from one that is in the middle. See
	// Close for what is done instead.
	y.next, _ = iter.Pull(y.run)
	return y
}

// errExited is what leaves a coroutine as a panic where a Goexit would leave it.
// iter.Pull would repeat the Goexit on the goroutine that resumes, but that one
// has more to do: to close the generators further out, or to tell them.
var errExited = errors.New("pull: coroutine exited")

// run is the whole life of the coroutine.
func (y *Yielder[In, Out]) run(yield func(Out) bool) {
	returned := false
	defer func() {
		if !returned && (y.closing || y.parent != nil) {
			panic(errExited)
		}
	}()
	y.yield = yield
	_ = y.runBody(y.current) // a panic is in y.panicked, too
	y.bar(afterEnd)
	returned = true
}

func afterEnd() { panic("pull.Yielder.Yield: the body has ended") }

// switchTo is next where the coroutine may leave with errExited.
func (y *Yielder[In, Out]) switchTo() (out Out, ok bool) {
	defer func() {
		if p := recover(); p != nil && p != any(errExited) {
			panic(p)
		}
	}()
	return y.next()
}

// runBody calls the body of g on the coroutine of y and settles what it comes
// to. A panic is returned, a Goexit goes its way.
func (y *Yielder[In, Out]) runBody(g *Gen[In, Out]) (panicked *PanicError) {
	var err error
	returned := false
	defer func() {
		panicked = y.settle(g, returned, err, recover())
	}()
	body := g.body
	g.body = nil
	err = body(y)
	returned = true
	return nil
}

// settle ends g as its body did: it returned err; it panicked with p; or, with
// neither, the goroutine is exiting, because of unwind or by itself.
func (y *Yielder[In, Out]) settle(g *Gen[In, Out], returned bool, err error, p any) *PanicError {
	switch {
	case p != nil && y.raised && y.how == byThrow && isPanicOf(y.thrown, p):
		err = y.thrown
	case p != nil:
		y.panicked = asPanicError(p)
		err = y.panicked
	case returned:
		if y.closing && saysClosed(err) {
			err = nil
		}
	case y.panicked != nil: // by a deferred call, while unwinding further in
		err = y.panicked
	case y.unwinding:
		err = y.cleanup
	default:
		y.exited = true
		err = errGoexit
	}
	y.raised = false
	g.finish(err)
	return y.panicked
}

// finish makes g done and lets go of what it held.
func (g *Gen[In, Out]) finish(err error) {
	g.body, g.view, g.own, g.top = nil, nil, nil, nil
	g.err = err
	g.phase.Store(done)
}

// unwind leaves the body from a yield that has been resumed with a signal. An
// error is thrown as a panic, which the body may recover. Closing exits the
// goroutine, which it may not: deferred calls run, and recover finds nothing.
func (y *Yielder[In, Out]) unwind() {
	if y.closing {
		y.unwinding = true
		runtime.Goexit()
	}
	y.raised = true
	panic(y.thrown)
}
