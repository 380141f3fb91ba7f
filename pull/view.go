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
	// close closes what the view owns. It returns refused, and can be called
	// again, if one of them is running.
	close() (outcome, error)
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

// abandon ends g because of a panic with p, or a Goexit if p is nil.
func (g *Gen[In, Out]) abandon(p any) {
	view := g.view
	if p == nil {
		g.finish(ErrGoexit)
		_, _ = view.close()
		return
	}
	pe := asPanicError(p)
	g.finish(pe)
	defer panic(pe)     // whatever close comes to:
	_, _ = view.close() // the panic is what ended g
}

// closeView closes what the view of g owns and ends g, with thrown if that is
// not nil. If the view refuses, g goes back to the phase before.
func (g *Gen[In, Out]) closeView(before uint32, thrown error) (o outcome, err error) {
	returned := false
	defer func() {
		if !returned {
			g.abandon(recover())
		}
	}()
	o, err = g.view.close()
	returned = true
	if o == refused {
		g.phase.Store(before)
		return refused, err
	}
	err = join(thrown, err)
	g.finish(err)
	return ended, err
}

// A closer is a generator or a sink of any type that a view owns.
type closer interface {
	busy() bool
	close() (outcome, error)
}

// closeAll closes all of them in order, also when one panics, and joins their
// errors; or none, if one of them is running.
func closeAll[C closer](all ...C) (outcome, error) {
	if slices.ContainsFunc(all, C.busy) {
		return refused, ErrRunning
	}
	return ended, closeEach(all)
}

func closeEach[C closer](all []C) (err error) {
	if len(all) == 0 {
		return nil
	}
	defer func() { err = join(err, closeEach(all[1:])) }()
	_, err = all[0].close()
	return err
}
