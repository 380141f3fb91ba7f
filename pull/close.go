package pull

// Close ends the generator. If it was never started, the body is not run. If it
// is suspended, TryYield returns [ErrClosed], and Yield unwinds the body;
// deferred calls run, here on the goroutine that calls Close. Generators that it
// delegates to are closed first, from the innermost out.
//
// Close returns nil when the body ended in peace, and a second Close or one
// after the end does nothing and returns nil. It returns the error that the body
// returned after it was told, or [ErrIgnoredClose] if the body yielded again, or
// [ErrRunning] if g is running, in which case nothing has been done. If the body
// panics, Close panics with a [*PanicError].
func (g *Gen[In, Out]) Close() error {
	if g.phase.CompareAndSwap(created, running) {
		return g.discard(nil)
	}
	if !g.phase.acquire() {
		if g.phase.Load() == done {
			return nil
		}
		return ErrRunning
	}
	return g.closeAcquired()
}

func (g *Gen[In, Out]) closeAcquired() error {
	if g.view != nil {
		return g.closeView(nil)
	}
	// Each is resumed with ErrClosed and never yields again, so that it has
	// ended when switchTo comes back. See Yielder.unwind and ignoreClose.
	own := g.own
	for y := g.top; y != nil; y = y.parent {
		y.how, y.thrown, y.closing = byClose, ErrClosed, true
		y.bar(y.ignoreClose)
		y.switchTo()
	}
	own.raise()
	return g.err
}

// discard ends a generator that was never started: because of an error that was
// thrown, or nil for a Close. It returns what Err reports from now on.
func (g *Gen[In, Out]) discard(thrown error) error {
	if g.view != nil {
		return g.closeView(thrown)
	}
	g.finish(thrown)
	return thrown
}

// Closing calls f with g and closes g when f returns, panics or exits the
// goroutine. It returns what f and Close returned, joined. It is Python's
// contextlib.closing.
//
// Closing panics if g or f is nil.
func Closing[In, Out any](g *Gen[In, Out], f func(*Gen[In, Out]) error) (err error) {
	if g == nil {
		panic("pull.Closing: g must not be nil")
	}
	if f == nil {
		panic("pull.Closing: f must not be nil")
	}
	defer func() { err = join(err, g.Close()) }()
	return f(g)
}
