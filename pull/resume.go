package pull

// How a generator is resumed.
type resumption uint8

const (
	byNext resumption = iota
	bySend
	byThrow // from here on with an error, which is what Yield goes by
	byClose
)

// What came of it.
type outcome uint8

const (
	yielded outcome = iota
	ended           // by this very resumption
	over            // there was nothing to resume: it had ended before
	refused         // ErrRunning or ErrNotStarted, and it can be resumed later
)

// resume is Next, Send and Throw in one, for a generator in any phase. For one
// that resumes a coroutine of its own and gets a value straight away, Next and
// Send have the same in short: each call between the two costs some of the time
// of a switch.
func (g *Gen[In, Out]) resume(how resumption, in In, thrown error) (Out, outcome, error) {
	if !g.phase.acquire() {
		return g.resumeSlow(how, thrown)
	}
	if g.made != nil {
		out, o, err := g.step(how, in, thrown)
		g.settleView(o)
		return out, o, err
	}
	y := g.top
	y.how, y.in = how, in
	if how == byThrow {
		y.thrown, y.yield = thrown, y.bar
	}
	if y.parent != nil {
		out, ok := y.switchTo()
		return g.follow(y, out, ok)
	}
	out, ok := y.next()
	if !ok || y.request != nil {
		return g.follow(y, out, ok)
	}
	g.phase.release()
	return out, yielded, nil
}

// resumeSlow resumes a generator that is new, busy or done.
func (g *Gen[In, Out]) resumeSlow(how resumption, thrown error) (out Out, o outcome, err error) {
	switch p := g.phase.Load(); {
	case p == done && how == byThrow:
		return out, over, thrown
	case p == done:
		return out, over, g.err
	case p == created && how == bySend:
		return out, refused, ErrNotStarted
	case how == byThrow && g.busy() || !g.phase.acquireNew():
		return out, refused, ErrRunning
	case how == byThrow:
		return out, ended, g.discard(thrown)
	}
	return g.first()
}

// first is the first Next of a generator, which has been acquired.
func (g *Gen[In, Out]) first() (Out, outcome, error) {
	if g.made != nil {
		var zero In
		out, o, err := g.step(byNext, zero, nil)
		g.settleView(o)
		return out, o, err
	}
	y := g.start()
	out, ok := y.next()
	return g.follow(y, out, ok)
}

// startUp runs a generator that has not been started to its first yield, whose
// value is dropped, so that it can be sent to. The outcome for one that has been
// started is yielded, too.
func (g *Gen[In, Out]) startUp() (outcome, error) {
	switch p := g.phase.Load(); {
	case p == done:
		return over, g.err
	case p&1 != 0:
		return refused, ErrRunning
	case p != created:
		return yielded, nil
	case !g.phase.acquireNew(): // by somebody else, just now
		return refused, ErrRunning
	}
	_, o, err := g.first()
	return o, err
}

// nextSlow is the rest of Next.
func (g *Gen[In, Out]) nextSlow() (Out, bool) {
	var zero In
	out, o, err := g.resume(byNext, zero, nil)
	if o == refused {
		panic(err)
	}
	return out, o == yielded
}

// values turns the result of resume into that of Send.
func values[Out any](out Out, o outcome, err error) (Out, error) {
	if o == yielded {
		return out, nil
	}
	return out, reason(o, err)
}

// reason is the error of a Send that the body did not answer with a yield.
func reason(o outcome, err error) error {
	if o == yielded {
		return nil
	}
	if o == over || err == nil {
		return ErrDone
	}
	return err
}

// follow takes the answer of y and goes on, one level in whenever a body asks
// to delegate, one level out whenever one ends, until there is a value or g
// itself has ended. The body that is innermost is resumed straight from here,
// whatever the number of those that wait for it.
func (g *Gen[In, Out]) follow(y *Yielder[In, Out], out Out, ok bool) (Out, outcome, error) {
	for {
		switch sub := y.request; {
		case ok && sub == nil:
			g.top = y
			g.settleDown()
			return out, yielded, nil
		case ok:
			y.request = nil
			sub.own.parent = y
			y = sub.top
			y.prime()
		case y.parent != nil:
			y = y.parent
		default:
			y.passOn()
			var zero Out
			return zero, ended, g.err
		}
		out, ok = y.switchTo()
	}
}

// settleDown is release after a switch that may have gone through several
// coroutines: it tells nested from inline by which of them has yielded.
func (g *Gen[In, Out]) settleDown() {
	switch {
	case g.top != g.own:
		g.phase.Store(nested)
	case g.phase.Load() == nestedBusy:
		g.phase.Store(inline)
	default:
		g.phase.release()
	}
}

// prime prepares y for being resumed as by Next.
func (y *Yielder[In, Out]) prime() {
	var zero In
	y.how, y.in = byNext, zero
}
