package pull

import (
	"slices"

	"github.com/coseq/coseq/internal/fault"
)

// A view is a generator made of others by plain calls, without a coroutine of
// its own. What resumes the [Gen] in front of it is passed on through resume.
type view[In, Out any] interface {
	// resume returns a value and yielded; or ended or over, and the error that
	// the view ends with beside those of closing its parts; or refused, if one of
	// these is running.
	resume(how resumption, in In, thrown error) (Out, outcome, error)
}

// A composition is a view with the parts that it owns: they are closed, in this
// order, when it ends before they do.
type composition[In, Out any] struct {
	view  view[In, Out] // nil once the generator is done
	parts []closer      // never changed, and so for anybody to look at
}

// A closer is a generator or a sink of any type.
type closer interface {
	busy() bool
	close() (outcome, error)
}

// newView returns a generator in front of v, which can be sent to at once if
// first can.
func newView[In, Out any](v view[In, Out], first State, parts ...closer) *Gen[In, Out] {
	g := &Gen[In, Out]{made: &composition[In, Out]{v, parts}}
	if first == Suspended || first == Delegating {
		g.phase.Store(idle)
	}
	return g
}

// busy reports whether somebody is resuming g, or what it is a view of.
func (g *Gen[In, Out]) busy() bool {
	switch p := g.phase.Load(); {
	case p == done:
		return false
	case p&1 != 0:
		return true
	}
	return g.made != nil && slices.ContainsFunc(g.made.parts, closer.busy)
}

// closeEach closes all of them in order, also when one panics, and joins their
// errors.
func closeEach(all []closer) (err error) {
	next := 0
	defer func() {
		if next < len(all) {
			err = fault.Join(err, closeEach(all[next:]))
		}
	}()
	for next < len(all) {
		next++
		_, why := all[next-1].close()
		err = fault.Join(err, why)
	}
	return err
}

// step resumes the view of g, which has been acquired, and ends g if the view
// has ended. A panic in the view, be it that of a generator further in or of a
// callback, ends g as a panic in a body would. The phase after yielded or refused
// is for the caller to set; see settleView.
func (g *Gen[In, Out]) step(how resumption, in In, thrown error) (out Out, o outcome, err error) {
	returned := false
	defer func() {
		if !returned {
			g.abandon(recover())
		}
	}()
	out, o, err = g.made.view.resume(how, in, thrown)
	if o == ended || o == over {
		o, err = ended, fault.Join(err, closeEach(g.made.parts))
		g.finish(err)
	}
	returned = true
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
		_ = closeEach(g.made.parts)
		return
	}
	pe := asPanicError(p)
	g.finish(pe)
	defer panic(pe) // whatever closing comes to: this is what ended g
	_ = closeEach(g.made.parts)
}

// closeView closes what the view of g owns and ends g, with thrown if that is
// not nil.
func (g *Gen[In, Out]) closeView(thrown error) (err error) {
	returned := false
	defer func() {
		if !returned {
			g.abandon(recover())
		}
	}()
	err = fault.Join(thrown, closeEach(g.made.parts))
	g.finish(err)
	returned = true
	return err
}
