package pull_test

import (
	"errors"
	"runtime"

	"github.com/coseq/coseq/pull"
)

// A modelBody is a body on its goroutine, and the Yielder that it is given.
type modelBody struct {
	gen       *modelGen
	body      func(progYielder) error
	signals   chan modelSignal // nil before the start
	answers   chan modelAnswer
	raised    []error // what Yield has panicked with
	broken    error   // the panic of a sub that was closed first
	closing   bool
	told      bool // TryYield has returned ErrClosed
	unwinding bool
	within    bool  // started by one that is unwinding
	cleanup   error // what Close is to return after unwinding
}

func modelNew(body func(progYielder) error) *modelGen {
	g := &modelGen{}
	g.engine = &modelBody{gen: g, body: body}
	return g
}

func (b *modelBody) step(s modelSignal) modelAnswer {
	switch {
	case b.signals != nil:
		b.signals <- s
	case s.how == modelClose:
		return modelAnswer{what: modelEnded}
	default:
		b.signals, b.answers = make(chan modelSignal), make(chan modelAnswer)
		go b.run()
	}
	return <-b.answers
}

func (b *modelBody) run() {
	var err error
	returned := false
	defer func() { b.answers <- b.ending(returned, err, recover()) }()
	err = b.body(b)
	returned = true
}

// ending is what a body has come to that returned err, or panicked with p, or
// did neither.
func (b *modelBody) ending(returned bool, err error, p any) modelAnswer {
	switch {
	case p != nil:
		return b.panicking(p)
	case returned && b.closing:
		if modelIsPeace(err) {
			err = nil
		}
		return modelAnswer{what: modelEnded, err: modelJoin(err, b.cleanup)}
	case returned:
		return modelAnswer{what: modelEnded, err: err}
	case b.broken != nil:
		return modelAnswer{what: modelPanicked, err: b.broken}
	case b.unwinding:
		return modelAnswer{what: modelEnded, err: b.cleanup}
	case b.within:
		b.unwinding = true // which is where a Goexit ends, too
		return modelAnswer{what: modelEnded, err: b.cleanup}
	}
	return modelAnswer{what: modelExited, err: errModelExit}
}

// panicking is what a panic comes to: to panic with an error that was thrown, or
// not to recover it, is to let it pass.
func (b *modelBody) panicking(p any) modelAnswer {
	value := p
	if pe, ok := p.(*modelPanic); ok {
		value = pe.value
	}
	for _, err := range b.raised {
		if value == any(err) && b.closing {
			b.record(err)
			return modelAnswer{what: modelEnded, err: b.cleanup}
		}
		if value == any(err) {
			return modelAnswer{what: modelEnded, err: err}
		}
	}
	return modelAnswer{what: modelPanicked, err: modelBroken(p)}
}

// modelIsPeace reports whether err says that the closing was heard of and nothing
// besides.
func modelIsPeace(err error) bool {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range all.Unwrap() {
			if !modelIsPeace(one) {
				return false
			}
		}
		return len(all.Unwrap()) > 0
	}
	return errors.Is(err, pull.ErrClosed)
}

// exchange gives v to whoever resumed the body, and waits.
func (b *modelBody) exchange(v int) modelSignal {
	b.answers <- modelAnswer{out: v}
	s := <-b.signals
	b.closing = s.how == modelClose
	return s
}

func (b *modelBody) Yield(v int) int {
	if b.closing {
		b.ignoreClose()
	}
	switch s := b.exchange(v); s.how {
	case modelClose:
		b.unwind()
	case modelThrow:
		b.raised = append(b.raised, s.err)
		panic(s.err)
	default:
		return s.in
	}
	return 0
}

func (b *modelBody) TryYield(v int) (int, error) {
	switch {
	case b.closing && b.told:
		b.ignoreClose()
	case b.closing:
		b.told = true
		b.recordIgnored()
		return 0, pull.ErrClosed
	}
	s := b.exchange(v)
	if s.how == modelClose {
		b.told = true
		return 0, pull.ErrClosed
	}
	return s.in, s.err
}

func (b *modelBody) unwind() {
	b.unwinding = true
	runtime.Goexit()
}

func (b *modelBody) ignoreClose() {
	b.recordIgnored()
	b.unwind()
}

func (b *modelBody) recordIgnored() { b.record(pull.ErrIgnoredClose) }

// record adds to what the closing has come to; that it was ignored counts once.
func (b *modelBody) record(err error) {
	if err != pull.ErrIgnoredClose || !errors.Is(b.cleanup, err) {
		b.cleanup = modelJoin(b.cleanup, err)
	}
}

func (b *modelBody) YieldFrom(s progGen) error {
	sub := s.(*modelGen)
	switch {
	case sub.done:
		return sub.err
	case sub.busy:
		return pull.ErrRunning
	case b.closing:
		return b.yieldFromClosing(sub)
	}
	defer b.delegate(sub)()
	for s := (modelSignal{how: modelNext}); ; {
		a := sub.advance(s)
		if a.what != modelYielded {
			return a.err
		}
		s = b.exchange(a.out)
		if s.how == modelClose {
			b.closeFirst(sub, false)
		}
	}
}

// delegate is for the time until the function that it returns is called.
func (b *modelBody) delegate(sub *modelGen) (end func()) {
	sub.busy, b.gen.delegating = true, true
	return func() { sub.busy, b.gen.delegating = false, false }
}

// closeFirst closes sub and then unwinds the body. A panic of sub is not one of
// the body, which could recover it and go on: it comes out at the end. Again is
// whether the body has done this after it was told to end.
func (b *modelBody) closeFirst(sub *modelGen, again bool) {
	a := modelContain(func() modelAnswer { return sub.advance(modelSignal{how: modelClose}) })
	switch a.what {
	case modelExited:
		runtime.Goexit()
	case modelPanicked:
		b.broken = a.err
	default:
		b.record(a.err)
	}
	if again {
		b.recordIgnored()
	}
	b.unwind()
}

// yieldFromClosing delegates while there is nobody left to yield to. A new sub,
// or a view, may run as long as it does not yield; what a new one does is done
// by this body.
func (b *modelBody) yieldFromClosing(sub *modelGen) error {
	defer b.delegate(sub)()
	inner, ok := sub.engine.(*modelBody)
	if ok && sub.started {
		b.closeFirst(sub, true)
	}
	if ok {
		return b.runClosing(sub, inner)
	}
	a := sub.advance(modelSignal{how: modelNext})
	if a.what == modelYielded {
		b.closeFirst(sub, true)
	}
	return a.err
}

func (b *modelBody) runClosing(sub *modelGen, inner *modelBody) error {
	inner.closing, inner.told = true, b.told
	inner.within = b.unwinding || b.within
	a := modelContain(func() modelAnswer { return sub.advance(modelSignal{how: modelNext}) })
	b.told = inner.told
	b.record(inner.cleanup)
	if !inner.unwinding {
		a.raise()
		return a.err
	}
	if a.what == modelPanicked {
		b.broken = a.err
	}
	b.unwind()
	return nil
}
