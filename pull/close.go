package pull

import "github.com/coseq/coseq/internal/fault"

// Close ends the generator. If it was never started, the body is not run. If it
// is suspended in TryYield, that returns [ErrClosed], and the body is to end. If it
// is suspended in Yield, the body is unwound: its deferred calls run, and it returns
// nothing, not even named results. A body whose clean-up can fail must therefore
// wait in TryYield. Generators that it delegates to are closed first, from the
// innermost out.
//
// Close returns nil when the body was unwound, or returned nil or ErrClosed, which
// may be wrapped. It returns any other error that the body returned, also one that
// is joined with ErrClosed, or [ErrIgnoredClose] if the body yielded again. When g
// has ended before, Close does nothing and returns nil: what g ended with is in
// Err. If g is running, it does nothing and returns [ErrRunning]. If the body
// panics, Close panics with a [*PanicError].
func (g *Gen[In, Out]) Close() error {
	if g.busy() {
		return ErrRunning
	}
	_, err := g.close()
	return err
}

// close is Close, with the outcome ended, over or refused. It does not look
// whether what g is a view of is busy, so that this is asked only once.
func (g *Gen[In, Out]) close() (outcome, error) {
	switch {
	case g.phase.acquireNew():
		err := g.discard(nil)
		return ended, err
	case g.phase.acquire():
		err := g.closeAcquired()
		return ended, err
	case g.phase.Load() == done:
		return over, nil
	}
	return refused, ErrRunning
}

func (g *Gen[In, Out]) closeAcquired() error {
	if g.made != nil {
		return g.closeView(nil)
	}
	// Each is resumed with ErrClosed and never yields again, so that it has
	// ended when switchTo comes back. See bar.
	own := g.own
	for y := g.top; y != nil; y = y.parent {
		y.how, y.thrown, y.stage, y.yield = byClose, ErrClosed, closing, y.bar
		y.switchTo()
	}
	own.passOn()
	return g.err
}

// discard ends a generator that was never started and has been acquired: because
// of an error that was thrown, or nil for a Close.
func (g *Gen[In, Out]) discard(thrown error) error {
	if g.made != nil {
		return g.closeView(thrown)
	}
	g.finish(thrown)
	return thrown
}

// Closing calls f with g and closes g when f returns, panics or exits the
// goroutine. It returns the error of f joined with that of Close, and with that
// which g ended with inside f, if f did not return it. It is Python's
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
	defer func() {
		err = fault.Join(err, g.Close())
		if ended := g.Err(); !includes(err, ended) {
			err = fault.Join(err, ended)
		}
	}()
	return f(g)
}
