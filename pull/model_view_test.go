package pull_test

import (
	"slices"

	"github.com/coseq/coseq/pull"
)

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
