package pull

import "slices"

// A view is a generator made of others by plain calls, without a coroutine of
// its own. What resumes the [Gen] in front of it is passed on through resume.
//
// A view owns the generators it is made of: it closes them when it ends before
// they do.
type view[In, Out any] interface {
	// resume returns a value and yielded; or ended or over, with the error that
	// the view ends with, after having closed what it owns; or refused, if one
	// of the generators that it owns is running.
	resume(how resumption, in In, thrown error) (Out, outcome, error)
	// parts returns what the view owns, in the order of closing. It is always
	// the same, so that it can be asked for by whoever does not own the view.
	parts() []closer
}

// A closer is a generator or a sink of any type.
type closer interface {
	busy() bool
	close() (outcome, error)
}

func anyBusy(all []closer) bool { return slices.ContainsFunc(all, closer.busy) }

// closeEach closes all of them in order, also when one panics, and joins their
// errors.
func closeEach(all []closer) (err error) {
	if len(all) == 0 {
		return nil
	}
	defer func() { err = join(err, closeEach(all[1:])) }()
	_, err = all[0].close()
	return err
}

// newView returns a generator in front of v, which can be sent to at once if
// first can.
func newView[In, Out any](v view[In, Out], first State) *Gen[In, Out] {
	g := &Gen[In, Out]{view: v}
	if first == Suspended || first == Delegating {
		g.phase.Store(idle)
	}
	return g
}

// step resumes the view of g, which has been acquired, and ends g if the view
// has ended. A panic in the view, be it that of a generator further in or of a
// callback, ends g as a panic in a body would. The phase after yielded or refused
// is for the caller to set.
func (g *Gen[In, Out]) step(how resumption, in In, thrown error) (out Out, o outcome, err error) {
	returned := false
	defer func() {
		if !returned {
			g.abandon(recover())
		}
	}()
	out, o, err = g.view.resume(how, in, thrown)
	returned = true
	if o == ended || o == over {
		g.finish(err)
		o = ended
	}
	return out, o, err
}

// settleView sets the phase of g after a step.
func (g *Gen[In, Out]) settleView(o outcome) {
	switch o {
	case yielded:
		g.phase.Store(idle)
	case refused:
		g.phase.release()
	}
}

// abandon ends g because of a panic with p, or a Goexit if p is nil.
func (g *Gen[In, Out]) abandon(p any) {
	if p == nil {
		g.finish(ErrGoexit)
		_ = closeEach(g.view.parts())
		return
	}
	pe := asPanicError(p)
	g.finish(pe)
	defer panic(pe) // whatever closing comes to: this is what ended g
	_ = closeEach(g.view.parts())
}

// closeView closes what the view of g owns and ends g, with thrown if that is
// not nil. It refuses if one of them is running.
func (g *Gen[In, Out]) closeView(thrown error) (o outcome, err error) {
	parts := g.view.parts()
	if anyBusy(parts) {
		g.phase.release()
		return refused, ErrRunning
	}
	returned := false
	defer func() {
		if !returned {
			g.abandon(recover())
		}
	}()
	err = join(thrown, closeEach(parts))
	returned = true
	g.finish(err)
	return ended, err
}
