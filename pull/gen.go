package pull

import "iter"

// A Gen is a generator: a body that is suspended at each of its yields, receives
// values of type In there and gives values of type Out.
//
// The zero Gen is not usable; see [New]. A Gen must not be copied. It may be
// handed from goroutine to goroutine, but only one can resume it at a time: the
// others get [ErrRunning]. A generator that has been started and not ended holds
// a coroutine that no garbage collection frees; call Close, or range over All.
type Gen[In, Out any] struct {
	phase phase // go vet's copylocks check goes by it, too

	// Who has acquired the phase owns the rest.

	body func(*Yielder[In, Out]) error // nil for a view, and once started
	made *composition[In, Out]         // of a generator that is a view, else nil
	own  *Yielder[In, Out]             // of the coroutine that runs body, while it lives
	top  *Yielder[In, Out]             // the innermost that own delegates to, or own
	err  error                         // valid when done
}

// New returns a generator with the given body. Nothing runs, and there is no
// coroutine, before it is resumed by Next, by a loop over All, or by another
// generator that delegates to it.
//
// The body runs on a coroutine of its own, a goroutine as far as the runtime is
// concerned, but never at the same time as the code that resumes it. It may
// call functions that yield, at any depth, by passing on its Yielder; plain
// recursion costs nothing more for each value. When it returns, the generator is
// done, and the error is what Err reports.
//
// New panics if body is nil.
func New[In, Out any](body func(*Yielder[In, Out]) error) *Gen[In, Out] {
	if body == nil {
		panic("pull.New: body must not be nil")
	}
	return &Gen[In, Out]{body: body}
}

// Next resumes the body, or starts it, and returns the next value that it
// yields. The yield at which the body waits receives the zero In. At the end,
// and ever after, Next returns the zero Out and false, and Err tells whether it
// was a normal one.
//
// Next panics with [ErrRunning] if g is running, and with a [*PanicError] if the
// body panics.
func (g *Gen[In, Out]) Next() (Out, bool) {
	var zero In
	if !g.phase.acquireDirect() {
		return g.nextSlow()
	}
	y := g.own
	y.how, y.in = byNext, zero
	out, ok := y.next()
	if !ok || y.request != nil {
		out, o, _ := g.follow(y, out, ok)
		return out, o == yielded
	}
	g.phase.release()
	return out, true
}

// Send resumes the body with v, which the yield at which it waits receives, and
// returns the next value that it yields.
//
// If the body ends instead, Send returns the error it returned, or [ErrDone];
// every later Send returns ErrDone. Before the first Next it returns
// [ErrNotStarted] and does nothing. If g is running it returns [ErrRunning]. If
// the body panics, Send panics with a [*PanicError].
func (g *Gen[In, Out]) Send(v In) (Out, error) {
	if !g.phase.acquireDirect() {
		return values(g.resume(bySend, v, nil))
	}
	y := g.own
	y.how, y.in = bySend, v
	out, ok := y.next()
	if !ok || y.request != nil {
		return values(g.follow(y, out, ok))
	}
	g.phase.release()
	return out, nil
}

// Throw resumes the body with an error. If the body waits in TryYield, that
// returns err, and the body may go on: Throw then returns the next value that it
// yields. If it waits in Yield, that panics with err itself, so that the body is
// unwound unless one of its deferred functions recovers err. To panic with it once
// more is to let it pass.
//
// If the body ends, Throw returns the error that ended it, which is err when
// nothing in the body handled it, or [ErrDone] after a normal end. Before the
// first Next the body is never run: g is done and Throw returns err. After the
// end it returns err. If g is running it returns [ErrRunning]. If the body
// panics, Throw panics with a [*PanicError].
//
// Throw panics if err is nil.
func (g *Gen[In, Out]) Throw(err error) (Out, error) {
	if err == nil {
		panic("pull.Gen.Throw: err must not be nil")
	}
	var zero In
	out, o, why := g.resume(byThrow, zero, err)
	if o == over {
		return out, err
	}
	return values(out, o, why)
}

// Err returns nil while g lives, after a normal end and after a clean Close.
// Else it returns what ended g: the error that the body returned, the thrown
// error it was unwound with, [ErrIgnoredClose], the [*PanicError], or [ErrGoexit].
func (g *Gen[In, Out]) Err() error {
	if g.phase.Load() != done {
		return nil
	}
	return g.err
}

// All returns an iterator over the values of Next that are left. When the loop
// is left, by whatever way, g is closed. Look at Err after the loop: there is the
// error of a body that failed, in the middle or while it was closed. There is
// nothing to range over a second time.
func (g *Gen[In, Out]) All() iter.Seq[Out] {
	return func(yield func(Out) bool) {
		defer g.Close() //nolint:errcheck // it is in Err
		for v, ok := g.Next(); ok && yield(v); v, ok = g.Next() {
		}
	}
}

// finish makes g done and lets go of what it held.
func (g *Gen[In, Out]) finish(err error) {
	g.body, g.own, g.top = nil, nil, nil
	if g.made != nil {
		g.made.view = nil
	}
	g.err = err
	g.phase.Store(done)
}
