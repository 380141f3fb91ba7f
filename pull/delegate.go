package pull

// YieldFrom hands over to sub until sub ends: its values go to whoever resumes
// the generator, and what that one sends, throws and closes goes to sub. The types
// must be the same; see [MapIn] and [MapOut] to make them so.
//
// YieldFrom returns the error that sub ended with, nil after a normal end; an error
// that was thrown and that sub did not handle is such an error, so that the caller
// may go on. For a result, make sub with [NewResult] and ask for it afterwards.
//
// Each value costs the same at any depth of delegation. A sub that was never started
// has its body run here, as a plain call; one that was started is resumed, as by
// Next, on its own coroutine. One that MapIn and the like have made is driven from
// here, as their functions are to be called: one more switch for each value and each
// body that delegates to such a one.
//
// A sub that is done yields nothing, and YieldFrom returns its Err. While it is
// delegated to, sub can be resumed by nobody else. If sub is running, or delegates to
// this generator in turn, YieldFrom returns [ErrRunning] and sub is left alone.
//
// If the generator is closed, sub is closed first; then YieldFrom unwinds the
// caller as [Yielder.Yield] does. An error from the clean-up of sub is then
// returned by Close. If sub panics, so does YieldFrom, with a [*PanicError]; but if
// it panics while it is closed, the caller is unwound as well, and Close panics.
//
// YieldFrom panics if sub is nil.
func (y *Yielder[In, Out]) YieldFrom(sub *Gen[In, Out]) error {
	if sub == nil {
		panic("pull.Yielder.YieldFrom: sub must not be nil")
	}
	if y.stage == gone {
		panic("pull.Yielder.YieldFrom: the body has ended")
	}
	if !sub.phase.acquireNew() && !sub.phase.acquire() {
		if sub.phase.Load() == done {
			return sub.err
		}
		return ErrRunning
	}
	outer := y.current
	outer.phase.Store(inlineBusy)
	defer func() {
		y.current = outer
		outer.phase.Store(running)
	}()
	switch {
	case sub.made != nil:
		return y.driveView(sub)
	case sub.own != nil:
		return y.awaitDriver(sub)
	}
	return y.runInline(sub)
}

// runInline runs the body of sub on the coroutine that is already there. That
// body ends for itself; what this one needs to know of it is how it was closed.
func (y *Yielder[In, Out]) runInline(sub *Gen[In, Out]) error {
	sub.checkBody()
	sub.phase.Store(running)
	y.current = sub
	wasLive, saved := y.stage == live, y.fate
	y.fate = fate{told: saved.told}
	unwound := true // or else sub has returned or panicked
	defer func() {
		inner := y.fate
		y.fate = saved
		if unwound {
			y.noteClosing(inner.cleanup, inner.panicked)
		}
	}()

	panicked := y.runBody(sub)
	if wasLive && y.stage != live { // the closing came while sub was waiting
		y.cleanup = sub.err
		y.exit()
	}
	unwound = false
	// While closing, these two hold for all bodies of the coroutine alike.
	saved.told = y.told
	if y.ignored() {
		saved.noteClosing(ErrIgnoredClose, nil)
	}
	if panicked != nil {
		panic(panicked)
	}
	return sub.err
}

// awaitDriver asks the driver, in Gen.follow, to resume sub in place of this
// coroutine until it has ended.
func (y *Yielder[In, Out]) awaitDriver(sub *Gen[In, Out]) error {
	if y.stage != live {
		y.closeSub(sub) // there is nobody left to drive it
		y.ignoreClose()
	}
	var none Out
	inner := sub.own
	y.request = sub
	y.pass(none)
	if y.stage != live && !inner.exited {
		y.noteClosing(sub.err, inner.panicked)
		y.exit()
	}
	inner.passOn()
	return sub.err
}

// driveView resumes a sub that is a view from here, so that a panic or a Goexit
// in one of its callbacks arrives where one of the sub belongs.
func (y *Yielder[In, Out]) driveView(sub *Gen[In, Out]) error {
	y.prime()
	for {
		out, o, err := sub.step(y.how, y.in, y.thrown)
		switch {
		case o == refused:
			sub.phase.release()
			return err
		case o != yielded:
			return err
		case y.stage != live:
			y.closeSub(sub)
			y.ignoreClose()
		}
		sub.phase.Store(idleBusy)
		y.exchange(out)
		if y.stage != live {
			y.closeSub(sub)
			y.exit()
		}
	}
}

// closeSub closes a sub that has been acquired, and leaves what comes of it to
// the Close that is under way. Its panic must not be one here, where the body
// could recover it and go on.
func (y *Yielder[In, Out]) closeSub(sub *Gen[In, Out]) {
	defer func() {
		if p := recover(); p != nil {
			y.noteClosing(nil, asPanicError(p))
		}
	}()
	y.noteClosing(sub.closeAcquired(), nil)
}
