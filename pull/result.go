package pull

// NewResult returns a generator whose body has a result besides the values it
// yields, and the function that gives it: what Python has in StopIteration.value
// and as the value of yield from.
//
// Once the generator is done, result returns what the body returned. Before, it
// returns the zero R and [ErrNotStarted] or [ErrRunning]. If the body did not
// come to return, it is the zero R and [ErrClosed] after a Close, else the
// generator's Err. A body that returns a result when TryYield tells it of the
// closing has returned it.
//
// NewResult panics if body is nil.
func NewResult[In, Out, R any](
	body func(*Yielder[In, Out]) (R, error),
) (g *Gen[In, Out], result func() (R, error)) {
	if body == nil {
		panic("pull.NewResult: body must not be nil")
	}
	var r struct {
		value    R
		err      error
		returned bool
	}
	g = New(func(y *Yielder[In, Out]) error {
		r.value, r.err = body(y)
		r.returned = true
		return r.err
	})
	return g, func() (zero R, err error) {
		switch g.State() {
		case Created:
			return zero, ErrNotStarted
		case Done:
		default:
			return zero, ErrRunning
		}
		if r.returned {
			return r.value, r.err
		}
		if err := g.Err(); err != nil {
			return zero, err
		}
		return zero, ErrClosed
	}
}
