package pull_test

import (
	"errors"
	"iter"
	"runtime"
	"slices"

	"github.com/coseq/coseq/pull"
)

// The model: generators made of goroutines and unbuffered channels in the most
// naive way, as a second opinion on what package pull does. It is written from
// pull's doc comments and has of pull no more than its error values and the
// names of its states. Delegation is a loop that passes everything on, so that
// a value costs as much as there are levels; each level is a goroutine.
//
// A modelGen needs no lock: the goroutines hand each other the turn.

type modelHow int

const (
	modelNext modelHow = iota
	modelSend
	modelThrow
	modelClose
)

// A modelSignal is what a suspended body is resumed with.
type modelSignal struct {
	how modelHow
	in  int
	err error
}

type modelWhat int

const (
	modelYielded modelWhat = iota
	modelEnded
	modelPanicked
	modelExited  // runtime.Goexit
	modelRefused // nothing has happened
	modelOver    // it had ended before
)

// A modelAnswer is what comes back: a value, or how it ended.
type modelAnswer struct {
	what    modelWhat
	out     int
	err     error
	exiting bool  // a panic that was recovered on a goroutine that goes on exiting
	beside  error // an exit whose clean-up has panicked
}

// A modelPanic is the model's PanicError.
type modelPanic struct{ value any }

func (p *modelPanic) Error() string { return "panic" }

func (p *modelPanic) Unwrap() error {
	err, _ := p.value.(error)
	return err
}

// errModelExit is what the library's Err is after a Goexit.
var errModelExit = pull.ErrGoexit

// A modelEngine is what a generator runs on: a modelBody or a modelView.
type modelEngine interface{ step(modelSignal) modelAnswer }

type modelGen struct {
	engine     modelEngine
	started    bool
	busy       bool // being resumed, or delegated to
	delegating bool // inside YieldFrom
	done       bool
	err        error
}

func (g *modelGen) State() pull.State {
	switch {
	case g.done:
		return pull.Done
	case g.delegating:
		return pull.Delegating
	case g.busy:
		return pull.Running
	case g.started:
		return pull.Suspended
	}
	return pull.Created
}

func (g *modelGen) Err() error { return g.err }

func (g *modelGen) Next() (int, bool) {
	a := g.resume(modelSignal{how: modelNext})
	if a.what == modelRefused {
		panic(a.err)
	}
	return a.out, a.what == modelYielded
}

func (g *modelGen) Send(v int) (int, error) {
	return modelResult(g.resume(modelSignal{how: modelSend, in: v}))
}

func (g *modelGen) Throw(err error) (int, error) {
	if g.done {
		return 0, err
	}
	return modelResult(g.resume(modelSignal{how: modelThrow, err: err}))
}

func modelResult(a modelAnswer) (int, error) {
	if a.what == modelOver || a.what == modelEnded && a.err == nil {
		return 0, pull.ErrDone
	}
	return a.out, a.err
}

func (g *modelGen) Close() error {
	return g.shut().err
}

func (g *modelGen) shut() modelAnswer {
	if g.done {
		return modelAnswer{what: modelOver}
	}
	return g.resume(modelSignal{how: modelClose})
}

func (g *modelGen) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		defer g.Close()
		for {
			if v, ok := g.Next(); !ok || !yield(v) {
				return
			}
		}
	}
}

// resume is for those who do not have g yet.
func (g *modelGen) resume(s modelSignal) modelAnswer {
	switch {
	case g.done:
		return g.over(s)
	case g.busy:
		return modelAnswer{what: modelRefused, err: pull.ErrRunning}
	case !g.started && s.how == modelSend:
		return modelAnswer{what: modelRefused, err: pull.ErrNotStarted}
	}
	g.busy = true
	defer func() { g.busy = false }()
	return g.advance(s)
}

func (g *modelGen) over(s modelSignal) modelAnswer {
	if s.how == modelThrow {
		return modelAnswer{what: modelOver, err: s.err}
	}
	return modelAnswer{what: modelOver, err: g.err}
}

// advance resumes g for whom it is busy with. What is thrown at or closed
// before the start never reaches a body.
func (g *modelGen) advance(s modelSignal) modelAnswer {
	first := !g.started
	if first && s.how == modelThrow {
		a := g.advance(modelSignal{how: modelClose})
		if a.what == modelEnded {
			g.err = modelJoin(s.err, a.err)
			a.err = g.err
		}
		return a
	}
	g.started = true
	a := g.engine.step(s)
	switch a.what {
	case modelYielded:
		return a
	case modelRefused:
		g.started = !first
		return a
	}
	g.done, g.err = true, a.err
	a.raise()
	return modelAnswer{what: modelEnded, err: a.err}
}

// raise repeats on this goroutine what another one has come to.
func (a modelAnswer) raise() {
	switch {
	case a.exiting:
		defer panic(a.err)
		runtime.Goexit()
	case a.beside != nil:
		defer panic(a.beside)
		runtime.Goexit()
	case a.what == modelPanicked:
		panic(a.err)
	case a.what == modelExited:
		runtime.Goexit()
	}
}

// modelContain calls f on a goroutine of its own, so that whatever f does comes
// back as an answer.
func modelContain(f func() modelAnswer) modelAnswer {
	answer := make(chan modelAnswer)
	go func() {
		a := modelAnswer{what: modelExited, err: errModelExit, exiting: true}
		defer func() {
			a.exiting = a.exiting && a.what == modelPanicked
			answer <- a
		}()
		func() {
			defer func() {
				if p := recover(); p != nil {
					a.what, a.err = modelPanicked, modelBroken(p)
				}
			}()
			a = f()
			a.exiting = true
		}()
		a.exiting = false
	}()
	return <-answer
}

func modelBroken(p any) *modelPanic {
	if pe, ok := p.(*modelPanic); ok {
		return pe
	}
	return &modelPanic{p}
}

func modelJoin(first, second error) error {
	switch {
	case first == nil:
		return second
	case second == nil:
		return first
	}
	return errors.Join(first, second)
}

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

// recordIgnored does so once, however often the body ignores the closing.
func (b *modelBody) recordIgnored() {
	if !errors.Is(b.cleanup, pull.ErrIgnoredClose) {
		b.cleanup = modelJoin(b.cleanup, pull.ErrIgnoredClose)
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
		b.cleanup = modelJoin(b.cleanup, a.err)
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
	if inner.cleanup == pull.ErrIgnoredClose {
		b.recordIgnored()
	} else {
		b.cleanup = modelJoin(b.cleanup, inner.cleanup)
	}
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

// A modelView is a generator made of others, which it owns. While one of them is
// busy it cannot be closed.
type modelView struct {
	gen   *modelGen
	pass  func(modelSignal) modelAnswer
	owned []*modelGen // in the order of closing
}

func modelNewView(
	first *modelGen, pass func(modelSignal) modelAnswer, owned ...*modelGen,
) *modelGen {
	s := first.State()
	g := &modelGen{started: s == pull.Suspended || s == pull.Delegating}
	g.engine = &modelView{g, pass, owned}
	return g
}

// isBusy reports whether something in the view is being resumed, at any depth.
func (v *modelView) isBusy() bool {
	return slices.ContainsFunc(v.owned, func(g *modelGen) bool {
		inner, ok := g.engine.(*modelView)
		return !g.done && (g.busy || ok && inner.isBusy())
	})
}

func (v *modelView) step(s modelSignal) modelAnswer {
	if s.how == modelClose {
		if v.isBusy() {
			return modelAnswer{what: modelRefused, err: pull.ErrRunning}
		}
		return v.closeAll()
	}
	a := modelContain(func() modelAnswer { return v.pass(s) })
	switch a.what {
	case modelEnded, modelOver:
		rest := v.closeAll()
		if rest.what == modelEnded {
			rest.err = modelJoin(a.err, rest.err)
		}
		return rest
	case modelPanicked:
		v.gen.done, v.gen.err = true, a.err
		rest := v.closeAll()
		a.exiting = a.exiting || rest.what == modelExited
	case modelExited:
		v.gen.done, v.gen.err = true, a.err
		if rest := v.closeAll(); rest.what == modelPanicked {
			a.beside = rest.err
		}
	}
	return a
}

// closeAll closes each, whatever closing the others comes to; the last panic
// or exit counts.
func (v *modelView) closeAll() modelAnswer {
	all := modelAnswer{what: modelEnded}
	for _, g := range v.owned {
		a := modelContain(func() modelAnswer { return g.shut() })
		switch {
		case a.what == modelPanicked || a.what == modelExited:
			all = a
		case all.what == modelEnded:
			all.err = modelJoin(all.err, a.err)
		}
	}
	return all
}

func modelMapOut(g *modelGen, f func(int) int) *modelGen {
	return modelNewView(g, func(s modelSignal) modelAnswer {
		a := g.resume(s)
		if a.what == modelYielded {
			a.out = f(a.out)
		}
		return a
	}, g)
}

func modelConcat(gens ...*modelGen) *modelGen {
	left := gens
	return modelNewView(gens[0], func(s modelSignal) modelAnswer {
		for ; len(left) > 0; left = left[1:] {
			a := left[0].resume(s)
			if a.what == modelYielded || a.what == modelRefused || a.err != nil {
				return a
			}
			s = modelSignal{how: modelNext}
		}
		return modelAnswer{what: modelEnded}
	}, gens...)
}

func modelPipe(a, b *modelGen) *modelGen {
	return modelNewView(a, func(s modelSignal) modelAnswer {
		switch {
		case b.done:
			return modelAnswer{what: modelOver, err: b.err}
		case b.busy:
			return modelAnswer{what: modelRefused, err: pull.ErrRunning}
		}
		if b.State() == pull.Created {
			if first := b.resume(modelSignal{how: modelNext}); first.what != modelYielded {
				return first
			}
		}
		v := a.resume(s)
		if v.what != modelYielded {
			return v
		}
		return b.resume(modelSignal{how: modelSend, in: v.out})
	}, b, a)
}

// modelNewResult is NewResult: a variable that the body leaves its result in.
func modelNewResult(
	body func(progYielder) (int, error),
) (g *modelGen, result func() (int, error)) {
	var value int
	var err error
	returned := false
	g = modelNew(func(y progYielder) error {
		value, err = body(y)
		returned = true
		return err
	})
	return g, func() (int, error) {
		switch {
		case g.State() == pull.Created:
			return 0, pull.ErrNotStarted
		case !g.done:
			return 0, pull.ErrRunning
		case returned && !modelIsPeace(err):
			return value, err
		case g.err != nil:
			return 0, g.err
		}
		return 0, pull.ErrClosed
	}
}
