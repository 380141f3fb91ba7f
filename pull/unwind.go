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

// bar is what a yield calls instead of switching: the one that has been resumed
// with an error, or one that nobody waits for any more. It does not return. Once
// the body knows of the closing, to yield again is to ignore it; that it unwinds
// the body is what keeps Close from hanging on one that loops for ever.
func (y *Yielder[In, Out]) bar(Out) bool {
	switch {
	case y.stage == gone:
		panic("pull.Yielder.Yield: the body has ended")
	case y.stage == live:
		y.raise()
	case y.stage == leaving || y.told:
		y.ignoreClose()
	}
	y.exit()
	return false
}

func (y *Yielder[In, Out]) ignoreClose() {
	y.closed(ErrIgnoredClose, nil)
	y.exit()
}

// raise leaves the body with an error that was thrown, which it may recover.
func (y *Yielder[In, Out]) raise() {
	y.yield = y.pass
	y.noteThrown()
	panic(y.thrown)
}

// exit leaves the body because of the closing, which it may not recover from:
// deferred calls run, and recover finds nothing.
func (y *Yielder[In, Out]) exit() {
	y.stage = leaving
	runtime.Goexit()
}

// noteThrown remembers an error that raise panics with, so that thrownIn knows
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

// lateTry is bar for TryYield, which says so once before it unwinds.
func (y *Yielder[In, Out]) lateTry() error {
	if y.told || y.stage == gone {
		var none Out
		y.bar(none)
	}
	y.told = true
	y.closed(ErrIgnoredClose, nil)
	return ErrClosed
}
