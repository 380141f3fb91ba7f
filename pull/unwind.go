package pull

import (
	"errors"
	"runtime"
)

// How far the closing of a coroutine has come.
type stage uint8

const (
	live    stage = iota
	closing       // it has been resumed with ErrClosed; there is no way back
	leaving       // its goroutine is exiting because of that
	gone          // its body has ended
)

// An ending is what is known of how a body will end.
type ending struct {
	raised   []error     // see noteThrown
	told     bool        // TryYield has returned ErrClosed
	cleanup  error       // what closing has come to so far
	panicked *PanicError // a deferred call, while the body was unwound; or the body
}

// closed adds what closing has come to further in.
func (e *ending) closed(err error, panicked *PanicError) {
	if panicked != nil {
		e.panicked = panicked
		return
	}
	if err != nil && !errors.Is(e.cleanup, err) {
		e.cleanup = join(e.cleanup, err)
	}
}

// unwind leaves the body from a yield that was resumed with an error. One that
// was thrown becomes a panic, which the body may recover. Closing exits the
// goroutine, which it may not: deferred calls run, and recover finds nothing.
func (y *Yielder[In, Out]) unwind() {
	if y.stage != live {
		y.stage = leaving
		runtime.Goexit()
	}
	y.noteThrown()
	panic(y.thrown)
}

// noteThrown remembers an error that unwind panics with, so that thrownIn knows
// it when it comes out of the body. Only the last few are kept: each recovered
// one is of no interest any more, and there is no telling which are.
func (y *Yielder[In, Out]) noteThrown() {
	const most = 8
	if len(y.raised) == most {
		y.raised = append(y.raised[:0], y.raised[1:]...)
	}
	y.raised = append(y.raised, y.thrown)
}

// thrownIn returns the error that was thrown into the body if p, which it
// panicked with, is one, be it by way of another generator.
func (y *Yielder[In, Out]) thrownIn(p any) error {
	if pe, ok := p.(*PanicError); ok && pe != nil {
		p = pe.Value
	}
	for _, err := range y.raised {
		if isPanicOf(err, p) {
			return err
		}
	}
	return nil
}

// late is for a yield that nobody waits for any more. That of a body which is
// being closed unwinds it: this is what keeps Close from hanging on a body that
// loops for ever.
func (y *Yielder[In, Out]) late() {
	if y.stage == gone {
		panic("pull.Yielder.Yield: the body has ended")
	}
	y.closed(ErrIgnoredClose, nil)
	y.unwind()
}

// lateTry is late for TryYield, which says so once before it unwinds.
func (y *Yielder[In, Out]) lateTry() error {
	if y.told || y.stage == gone {
		y.late()
	}
	y.told = true
	y.closed(ErrIgnoredClose, nil)
	return ErrClosed
}
