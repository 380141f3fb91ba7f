package pull_test

import (
	"errors"
	"iter"
	"runtime"

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

// Close asks once whether all that g owns can be closed.
func (g *modelGen) Close() error {
	if g.ownsBusy() {
		return pull.ErrRunning
	}
	return g.shut().err
}

func (g *modelGen) ownsBusy() bool {
	v, ok := g.engine.(*modelView)
	return ok && !g.done && v.isBusy()
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
	case !g.started && s.how == modelThrow && g.ownsBusy():
		return modelAnswer{what: modelRefused, err: pull.ErrRunning}
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
