package pull

import (
	"errors"
	"runtime"

	"github.com/coseq/coseq/internal/fault"
)

// How far the closing of a coroutine has come.
type stage uint8

const (
	live    stage = iota
	closing       // it has been resumed with ErrClosed; there is no way back
	leaving       // its goroutine is exiting because of that
	gone          // its body has ended
)

// A fate is what has befallen a body so far that bears on how it ends.
type fate struct {
	raised   []error     // see noteThrown
	told     bool        // TryYield has returned ErrClosed
	cleanup  error       // what closing has come to
	panicked *PanicError // the body, or a deferred call while it was unwound
}

// noteClosing adds what closing has come to elsewhere: in a generator that the
// body delegates to, or that it was ignored, which counts once.
func (f *fate) noteClosing(err error, panicked *PanicError) {
	if panicked != nil {
		f.panicked = panicked
	} else if err != ErrIgnoredClose || !f.ignored() { //nolint:errorlint // itself
		f.cleanup = fault.Join(f.cleanup, err)
	}
}

func (f *fate) ignored() bool { return errors.Is(f.cleanup, ErrIgnoredClose) }

// bar stands in for pass: in a yield that has been resumed with an error, and in
// every one once nobody waits for it any more. It does not return. When the body
// knows of the closing, to yield again is to ignore it; that this unwinds the body
// is what keeps Close from hanging on one that loops for ever. The few places that
// call pass itself look at how they have been resumed, and at the stage before.
func (y *Yielder[In, Out]) bar(Out) bool {
	switch {
	case y.stage == gone:
		panic("pull.Yielder.Yield: the body has ended")
	case y.stage == live:
		y.raise()
	case y.stage == leaving || y.told:
		y.ignoreClose()
	default: // this is the yield that the closing has found the body in
		y.exit()
	}
	return false
}

func (y *Yielder[In, Out]) ignoreClose() {
	y.noteClosing(ErrIgnoredClose, nil)
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
	pe, _ := p.(*PanicError)
	for _, err := range y.raised {
		if isPanicOf(err, p) || pe != nil && isPanicOf(err, pe.Value) {
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
	y.noteClosing(ErrIgnoredClose, nil)
	return ErrClosed
}
