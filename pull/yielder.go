package pull

import "iter"

// A Yielder is the body's end of a generator. It is for the body and for the
// functions that the body calls on its own goroutine, until the body returns. In
// is what a yield receives, Out what it gives, as for the generator; an alias such
// as
//
//	type Y = pull.Yielder[Response, Request]
//
// saves repeating them.
type Yielder[In, Out any] struct {
	next  func() (Out, bool) // of iter.Pull: switches to the coroutine
	pass  func(Out) bool     // of iter.Pull: switches back
	yield func(Out) bool     // pass, or else bar

	// Written by whoever is about to switch to the coroutine.

	in     In                // what the yield receives
	thrown error             // what it receives instead, by byThrow and byClose
	how    resumption        // which of the two it is: in up to bySend, thrown after it
	stage  stage             // set to closing here, and moved on by the coroutine
	parent *Yielder[In, Out] // the coroutine that delegates to this one, if any

	// Written on the coroutine.

	current *Gen[In, Out] // the innermost generator whose body runs here
	request *Gen[In, Out] // beside a yielded value that is none: delegate to this
	exited  bool          // the body called Goexit itself, or one that it ran inline
	fate                  // of the innermost body
}

// Yield gives v to whoever resumed the generator, waits to be resumed, and
// returns the value that was sent, or the zero In after Next.
//
// It does not return if the generator is closed: the body is unwound, deferred
// calls run, no recover can stop it, and whatever the body would return is lost. If
// an error is thrown, Yield panics with that error, which a deferred function may
// recover. See TryYield for a yield that returns in both cases.
//
// Once the body has been told of the closing, by an unwinding Yield or by
// TryYield, yielding again does not switch: it unwinds the body from there, and
// Close returns [ErrIgnoredClose].
//
// Yield, TryYield and YieldFrom panic when they are called after the body has
// ended.
func (y *Yielder[In, Out]) Yield(v Out) In {
	// One call in a loop is little enough to be inlined into the body, and the
	// round trip is a tenth faster for it. Whoever resumes this with an error
	// has put up a bar: the second time around calls that.
	for y.yield(v) && y.how > bySend {
	}
	return y.in
}

// TryYield is [Yielder.Yield] for a body that wants to handle what is thrown at
// it: it returns the thrown error, or [ErrClosed] if the generator is being
// closed. After ErrClosed the body must end. If all is well, it returns that or
// nil; another error is what Close returns.
//
// In a deferred call of a body that is being unwound by Close, TryYield returns
// ErrClosed and does not switch, as there is nobody to give v to; Close then
// returns [ErrIgnoredClose]. ErrClosed is returned only once: the next yield
// unwinds.
func (y *Yielder[In, Out]) TryYield(v Out) (In, error) {
	var none In
	if y.stage != live {
		return none, y.lateTry()
	}
	y.exchange(v)
	if y.how > bySend {
		y.told = y.how == byClose
		return none, y.thrown
	}
	return y.in, nil
}

// exchange is a yield that returns whatever it is resumed with.
func (y *Yielder[In, Out]) exchange(v Out) {
	y.pass(v)
	if y.how == byThrow {
		y.yield = y.pass
	}
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
