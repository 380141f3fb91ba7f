package pipeline

import "context"

// Filter returns the flow of the values of flow for which f returns true, by at most
// n calls of f at once. In all else it is like [Map], also in its options; [Window]
// counts what has been read, whether it is kept or not.
func Filter[T any](
	flow Flow[T], n int, f func(context.Context, T) (bool, error), opts ...Option,
) Flow[T] {
	o := settle("pipeline.Filter", opts, "Unordered", "Window")
	check("pipeline.Filter", flow, n, f != nil)
	if o.inTurn(n) {
		return stage("Filter", 1, func(s *scope, yield func(T, error) bool) {
			filterInTurn(s, flow, f, yield)
		})
	}
	return stage("Filter", n, func(s *scope, yield func(T, error) bool) {
		filterAtOnce(s, flow, n, f, o, yield)
	})
}

func filterInTurn[T any](
	s *scope, flow Flow[T], f func(context.Context, T) (bool, error), yield func(T, error) bool,
) {
	ctx, held, heir := s.inner(), holdsOf[T](), heir[T, T]()
	for v, err := range flow(s.ctx) {
		keep := true
		if err == nil {
			keep, err = f(ctx, v)
		}
		switch {
		case err != nil:
			v = zeroOr(heir, v)
		case !keep:
			held.dropped(v)
			continue
		}
		if !emitResult(s, yield, v, err) {
			return
		}
	}
}

// A verdict is a value and what f has said of it.
type verdict[T any] struct {
	v    T
	keep bool
}

// filterAtOnce maps values to verdicts, and drops what is not kept before the
// consumer, but inside of what counts as that for the engine: so a chunk full of
// dropped values is used again like any other.
func filterAtOnce[T any](
	s *scope, flow Flow[T], n int, f func(context.Context, T) (bool, error), o options,
	yield func(T, error) bool,
) {
	judge := func(ctx context.Context, v T) (verdict[T], error) {
		keep, err := f(ctx, v)
		return verdict[T]{v, keep}, err
	}
	e := newEngine(s, flow, n, judge, o)
	defer e.dismiss()
	if heir := heir[T, T](); heir != nil {
		e.heir = func(v T) verdict[T] { return verdict[T]{v: heir(v)} }
	}
	held := holdsOf[T]()
	e.run(func(j verdict[T], err error) bool {
		s.meter.finished(1)
		if err == nil && !j.keep {
			held.dropped(j.v)
			return true
		}
		return yield(j.v, err)
	})
}
