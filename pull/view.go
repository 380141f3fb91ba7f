package pull

// A view is a generator made of others by plain calls, without a coroutine of
// its own. What resumes the [Gen] in front of it is passed on through resume.
//
// A view owns the generators it is made of: it closes them when it ends before
// they do.
type view[In, Out any] interface {
	// resume returns a value and yielded; or ended or over, with the error that
	// the view ends with, after having closed what it owns; or refused, if the
	// generator further in did.
	resume(how resumption, in In, thrown error) (Out, outcome, error)
	// close closes what the view owns.
	close() error
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

// step resumes the view of g, which has been acquired. It leaves g in the phase
// before if nothing has been done, and in the phase after if there is a value. A
// panic in the view, be it that of a generator further in or of a callback, ends
// g as a panic in a body would.
func (g *Gen[In, Out]) step(
	before, after uint32, how resumption, in In, thrown error,
) (out Out, o outcome, err error) {
	returned := false
	defer func() {
		if !returned {
			g.abandon(recover())
		}
	}()
	out, o, err = g.view.resume(how, in, thrown)
	returned = true
	switch o {
	case yielded:
		g.phase.Store(after)
	case refused:
		g.phase.Store(before)
	default:
		g.finish(err)
		o = ended
	}
	return out, o, err
}

// abandon ends g because of a panic with p, or a Goexit if p is nil.
func (g *Gen[In, Out]) abandon(p any) {
	if p == nil {
		defer g.finish(errGoexit)
		_ = g.view.close()
		return
	}
	pe := asPanicError(p)
	defer panic(pe)
	defer g.finish(pe)
	_ = g.view.close() // the panic is what ends g
}

// closeView closes what the view of g owns and ends g, with thrown if that is
// not nil. It returns what Err reports from now on.
func (g *Gen[In, Out]) closeView(thrown error) (err error) {
	returned := false
	defer func() {
		if !returned {
			g.abandon(recover())
		}
	}()
	err = join(thrown, g.view.close())
	returned = true
	g.finish(err)
	return err
}

// driveView is YieldFrom for a sub that is a view. It is resumed from here, on
// the coroutine of the generator that delegates, so that a panic or a Goexit in
// one of its callbacks arrives where a panic of the sub belongs.
func (y *Yielder[In, Out]) driveView(sub *Gen[In, Out]) error {
	y.prime()
	for {
		out, o, err := sub.step(idle, idleBusy, y.how, y.in, y.thrown)
		if o != yielded {
			return err
		}
		y.yield(out)
		if y.closing {
			y.cleanup = join(y.cleanup, sub.closeView(nil))
			y.unwind()
		}
	}
}
