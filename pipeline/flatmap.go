package pipeline

import "context"

// FlatMap returns the flow of the items of the flows that f returns for the values of
// flow. At most n of those, the sub-flows, are run at once, each with its call of f.
// It keeps the order of flow, all items of one sub-flow before the first of the next,
// unless [Unordered] is given. An error of flow passes through in its place, and one
// of f takes the place of the sub-flow; FlatMap goes on after it. A nil sub-flow is
// an empty one.
//
// With n = 1, or Window(1), all is done on the goroutine of the consumer, and nothing
// is read ahead of it. Otherwise n goroutines run the sub-flows, another one reads
// flow, and FlatMap reads ahead: at most 2n items of flow, or as many as [Window]
// says, and at most 64 items of the sub-flow of each. When the run is told to stop
// (see [WithDrain]), flow stops, and sub-flows that have begun come to their ends.
//
// FlatMap panics if n is less than 1 or flow or f is nil.
func FlatMap[A, B any](
	flow Flow[A], n int, f func(context.Context, A) (Flow[B], error), opts ...Option,
) Flow[B] {
	o := settle("pipeline.FlatMap", opts, "Unordered", "Window")
	check("pipeline.FlatMap", flow, n, f != nil)
	if o.inTurn(n) {
		return stage("FlatMap", 1, func(s *scope, yield func(B, error) bool) {
			u := newUnfolder(s, f)
			give := func(v B, err error) bool { return emitResult(s, yield, v, err) }
			for v, err := range flow(s.ctx) {
				if !u.unfold(v, err, give) {
					return
				}
			}
		})
	}
	return stage("FlatMap", n, func(s *scope, yield func(B, error) bool) {
		c := assemble(s)
		defer c.dismiss()
		newSpreader(c, flow, n, f, o).run(n, yield)
		endCancelled(c, yield)
	})
}

// An unfolder is what FlatMap does with one value after the other.
type unfolder[A, B any] struct {
	ctx    context.Context
	f      func(context.Context, A) (Flow[B], error)
	heir   func(A) B
	own    func(B) B // makes an error of a sub-flow keep its place
	in     holds[A]
	out    holds[B]
	number func(A) *numbering
}

func newUnfolder[A, B any](
	s *scope, f func(context.Context, A) (Flow[B], error),
) *unfolder[A, B] {
	u := &unfolder[A, B]{
		ctx: s.inner(), f: f, heir: heir[A, B](), own: heir[B, B](),
		in: holdsOf[A](), number: numberingOf[A, B](),
	}
	if u.in != nil {
		u.out = holdsOf[B]()
	}
	return u
}

// unfold gives all items that v comes to, or err. It returns false if give has.
func (u *unfolder[A, B]) unfold(v A, err error, give func(B, error) bool) bool {
	var sub Flow[B]
	if err == nil {
		sub, err = u.f(u.ctx, v)
	}
	if err != nil {
		return give(zeroOr(u.heir, v), err)
	}
	if sub != nil && !u.unfoldAll(v, sub, give) {
		return false
	}
	u.in.dropped(v)
	return true
}

func (u *unfolder[A, B]) unfoldAll(v A, sub Flow[B], give func(B, error) bool) bool {
	var parts *numbering
	if u.number != nil {
		parts = u.number(v)
	}
	for out, err := range sub(u.ctx) {
		if parts != nil {
			out = nextPart(parts, out) // also an error, so that others do not depend on it
		}
		if err != nil {
			out = u.failed(v, out)
		}
		u.out.another(out)
		if !give(out, err) {
			return false
		}
	}
	return true
}

// failed returns what comes with an error of the sub-flow of v: it keeps its own place, if
// it has one.
func (u *unfolder[A, B]) failed(v A, out B) B {
	if out = zeroOr(u.own, out); u.heir != nil && !u.out.placed(out) {
		return u.heir(v)
	}
	return out
}
