package pipeline

import "context"

// Map returns the flow of the results of f for the values of flow, by at most n
// calls of f at once. It keeps the order of flow, unless [Unordered] is given. An
// error of flow passes through in its place, and one of f takes the place of the
// result; Map goes on after it.
//
// With n = 1, f is called on the goroutine that consumes, and nothing is read ahead
// of it; the same holds for Window(1). Otherwise f is called on n goroutines,
// another one reads flow, and Map reads ahead: at most 2n+2 items if f takes longer
// than a tenth of a millisecond, and up to 256 times as many if it takes less.
// [Window] sets another bound. With a window greater than 1, f has a goroutine of
// its own also if n = 1.
//
// The context that f gets is cancelled when the loop over the results is left,
// which has to wait for the calls of f that are running. Map panics if n is less
// than 1 or flow or f is nil.
func Map[A, B any](
	flow Flow[A], n int, f func(context.Context, A) (B, error), opts ...Option,
) Flow[B] {
	o := settle("pipeline.Map", opts, "Unordered", "Window")
	check("pipeline.Map", flow, n, f != nil)
	if o.inTurn(n) {
		return mapInTurn("Map", flow, f)
	}
	return stage("Map", n, func(s *scope, yield func(B, error) bool) {
		e := newEngine(s, flow, n, f, o)
		defer e.dismiss()
		e.run(yield)
	})
}

func mapInTurn[A, B any](
	kind string, flow Flow[A], f func(context.Context, A) (B, error),
) Flow[B] {
	return stage(kind, 1, func(s *scope, yield func(B, error) bool) {
		ctx, heir := s.inner(), heir[A, B]()
		for v, err := range flow(s.ctx) {
			var out B
			if err == nil {
				out, err = f(ctx, v)
			}
			if err != nil {
				out = zeroOr(heir, v)
			}
			if !emitResult(s, yield, out, err) {
				return
			}
		}
	})
}

// check panics if the arguments that most stages have are not right.
func check[T any](caller string, flow Flow[T], n int, f bool) {
	switch {
	case n < 1:
		panic(caller + ": n must be at least 1")
	case flow == nil:
		panic(caller + ": flow must not be nil")
	case !f:
		panic(caller + ": f must not be nil")
	}
}
