package pull

import (
	"errors"
	"iter"
	"runtime"

	"github.com/coseq/coseq/internal/fault"
)

// start makes the coroutine of g, which has been acquired.
func (g *Gen[In, Out]) start() *Yielder[In, Out] {
	g.checkBody()
	g.phase.Store(running)
	y := &Yielder[In, Out]{current: g}
	g.own, g.top = y, y
	// The stop function is of no use: it hangs when a body ignores it, and it
	// cannot tell a body that is unwound from one that is in the middle. See
	// Close for what is done instead.
	y.next, _ = iter.Pull(y.run)
	return y
}

// checkBody is for a generator that has just been acquired.
func (g *Gen[In, Out]) checkBody() {
	if g.body == nil {
		g.phase.release()
		panic("pull.Gen: the zero Gen has no body, call New")
	}
}

// errExited is what leaves a coroutine as a panic where a Goexit would leave it.
// iter.Pull would repeat the Goexit on the goroutine that resumes, but that one
// has more to do: to close the generators further out, or to tell them.
var errExited = errors.New("pull: coroutine exited")

// run is the whole life of the coroutine.
func (y *Yielder[In, Out]) run(yield func(Out) bool) {
	returned := false
	defer func() {
		closing := y.stage != live
		y.stage, y.yield = gone, y.bar
		switch {
		case returned:
		case closing || y.parent != nil:
			panic(errExited)
		case y.panicked != nil: // by a deferred call, after a Goexit
			panic(y.panicked)
		}
	}()
	y.pass, y.yield = yield, yield
	_ = y.runBody(y.current) // a panic is in y.panicked, too
	returned = true
}

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
// to. A panic is returned, and left in y.panicked in case that this function
// does not come to return because the goroutine is exiting.
func (y *Yielder[In, Out]) runBody(g *Gen[In, Out]) (panicked *PanicError) {
	var err error
	returned := false
	defer func() {
		if panicked = y.settle(g, returned, err, recover()); panicked != nil {
			y.panicked = panicked
		}
	}()
	body := g.body
	g.body = nil
	err = body(y)
	returned = true
	return nil
}

// settle ends g as its body did: it panicked with p; or it returned err; or, if
// it did neither, the goroutine is exiting, because of exit or by itself.
func (y *Yielder[In, Out]) settle(
	g *Gen[In, Out], returned bool, err error, p any,
) (panicked *PanicError) {
	y.exited = false
	switch {
	case p != nil:
		if err = y.thrownIn(p); err == nil {
			panicked = asPanicError(p)
			err = panicked
		} else if y.stage != live {
			y.noteClosing(err, nil)
			err = y.cleanup
		}
	case returned && y.stage == live:
	case returned:
		if isOnly(err, ErrClosed) {
			err = nil
		}
		err = fault.Join(err, y.cleanup)
	case y.panicked != nil: // by a deferred call, further in
		err = y.panicked
	case y.stage == leaving:
		err = y.cleanup
	default:
		y.exited = true
		err = ErrGoexit
	}
	g.finish(err)
	return panicked
}

// passOn repeats on the caller's goroutine what ended the coroutine of y.
func (y *Yielder[In, Out]) passOn() {
	if y.exited {
		runtime.Goexit()
	}
	if y.panicked != nil {
		panic(y.panicked)
	}
}
