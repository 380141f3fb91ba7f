package pull

import (
	"errors"
	"iter"
)

// A Yielder is the body's end of a generator. It is for the body and for the
// functions that the body calls on its own goroutine, until the body returns.
type Yielder[In, Out any] struct {
	next  func() (Out, bool) // of iter.Pull: switches to the coroutine
	yield func(Out) bool     // of iter.Pull: switches back; see bar

	// Written before the coroutine is switched to.

	in      In                // what the yield receives
	thrown  error             // what it receives instead, by byThrow and byClose
	how     resumption        // which of the two it is
	closing bool              // it has been byClose; there is no way back
	parent  *Yielder[In, Out] // of a coroutine that is delegated to: the one that waits

	// Written on the coroutine.

	current   *Gen[In, Out] // the innermost generator whose body runs here
	request   *Gen[In, Out] // beside a yielded value that is none: delegate to this
	raised    bool          // thrown is under way as a panic
	told      bool          // TryYield has returned ErrClosed
	unwinding bool          // the goroutine is exiting because of closing
	exited    bool          // the goroutine has exited by itself
	cleanup   error         // what closing has come to, further in
	panicked  *PanicError   // what the body ended with
}

// Yield gives v to whoever resumed the generator, waits to be resumed, and
// returns the value that was sent, or the zero In after Next.
//
// It does not return if the generator is closed: the body is unwound, deferred
// calls run, and no recover can stop it. If an error is thrown, Yield panics
// with that error, which a deferred function may recover. See TryYield for a
// yield that returns in both cases.
//
// Once the body has been told of the closing, by an unwinding Yield or by
// TryYield, yielding again does not switch: it unwinds the body from there, and
// Close returns [ErrIgnoredClose].
//
// Yield and TryYield panic when they are called after the body has ended.
func (y *Yielder[In, Out]) Yield(v Out) In {
	y.yield(v)
	if y.how > bySend {
		y.unwind()
	}
	return y.in
}

// TryYield is [Yielder.Yield] for a body that wants to handle what is thrown at
// it: it returns the thrown error, or [ErrClosed] if the generator is being
// closed. After ErrClosed the body must end; it may return an error, which Close
// then returns, or nil or ErrClosed, wrapped or not, if all is well.
//
// In a deferred call of a body that is being unwound by Close, TryYield returns
// ErrClosed without giving v to anybody. Either way it does so once.
func (y *Yielder[In, Out]) TryYield(v Out) (In, error) {
	var zero In
	if y.closing {
		if y.told {
			y.ignoreClose()
		}
		y.told = true
		y.recordIgnored()
		return zero, ErrClosed
	}
	y.yield(v)
	if y.how > bySend {
		y.told, y.raised = y.closing, false
		return zero, y.thrown
	}
	return y.in, nil
}

// YieldSeq yields the values of seq; those that are sent meanwhile are dropped.
// If the generator is closed or an error is thrown, the loop over seq is left as
// by a panic, and seq's own deferred calls run. A nil seq is an empty one.
func (y *Yielder[In, Out]) YieldSeq(seq iter.Seq[Out]) {
	if seq == nil {
		return
	}
	for v := range seq {
		y.Yield(v)
	}
}

// bar makes every further yield call f instead of switching.
func (y *Yielder[In, Out]) bar(f func()) {
	y.yield = func(Out) bool {
		f()
		return false
	}
}

// ignoreClose unwinds a body that yields again while it is being closed. It is
// what keeps Close from hanging on a body that loops for ever.
func (y *Yielder[In, Out]) ignoreClose() {
	y.recordIgnored()
	y.unwind()
}

func (y *Yielder[In, Out]) recordIgnored() {
	if !errors.Is(y.cleanup, ErrIgnoredClose) {
		y.cleanup = join(y.cleanup, ErrIgnoredClose)
	}
}
