package pull

// YieldFrom hands over to sub until sub ends: its values go to whoever resumes
// the generator, and what that one sends, throws and closes goes to sub. Each
// value costs the same at any depth of delegation. YieldFrom returns the error
// that sub ended with, nil after a normal end; an error that was thrown and that
// sub did not handle is such an error, so that the caller may go on. For a
// result, make sub with [NewResult] and ask for it afterwards.
//
// A sub that was never started has its body run here, as a plain call; one that
// was started is resumed as by Next on its own coroutine. One that is done
// yields nothing, and YieldFrom returns its Err. While it is delegated to, sub
// can be resumed by nobody else. If sub is running, or delegates to this
// generator in turn, YieldFrom returns [ErrRunning] and sub is left alone.
//
// If the generator is closed, sub is closed first; then YieldFrom unwinds the
// caller as [Yielder.Yield] does. An error from the clean-up of sub is then
// returned by Close. If sub panics, so does YieldFrom, with a [*PanicError].
//
// YieldFrom panics if sub is nil.
func (y *Yielder[In, Out]) YieldFrom(sub *Gen[In, Out]) error {
	if sub == nil {
		panic("pull.Yielder.YieldFrom: sub must not be nil")
	}
	switch {
	case sub.phase.CompareAndSwap(created, running):
		if sub.view == nil {
			return y.runInline(sub)
		}
	case !sub.phase.acquire():
		if sub.phase.Load() == done {
			return sub.err
		}
		return ErrRunning
	}
	if y.closing {
		// There is nobody left to yield to, but sub is ours to release.
		y.cleanup = join(y.cleanup, sub.closeAcquired())
		y.ignoreClose()
	}
	defer y.enter()()
	if sub.view != nil {
		return y.driveView(sub)
	}
	return y.awaitDriver(sub)
}

// enter marks the current generator as delegating, until the function that it
// returns is called.
func (y *Yielder[In, Out]) enter() (leave func()) {
	outer := y.current
	outer.phase.Store(inlineBusy)
	return func() {
		y.current = outer
		outer.phase.Store(running)
	}
}

// runInline runs the body of sub on the coroutine that is already there.
func (y *Yielder[In, Out]) runInline(sub *Gen[In, Out]) error {
	defer y.enter()()
	y.current = sub
	wasClosing := y.closing
	if p := y.runBody(sub); p != nil {
		y.panicked = nil
		panic(p)
	}
	if y.closing && !wasClosing {
		y.cleanup = join(y.cleanup, sub.err)
		y.unwind()
	}
	return sub.err
}

// awaitDriver asks the driver, in Gen.follow, to resume sub in place of this
// coroutine until it has ended.
func (y *Yielder[In, Out]) awaitDriver(sub *Gen[In, Out]) error {
	var none Out
	inner := sub.own
	y.request = sub
	y.yield(none)
	inner.raise()
	if y.closing {
		y.cleanup = join(y.cleanup, sub.err)
		y.unwind()
	}
	return sub.err
}
