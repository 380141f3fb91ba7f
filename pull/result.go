package pull

// NewResult returns a generator whose body has a result besides the values it
// yields, and the function that gives it: what Python has in StopIteration.value
// and as the value of yield from.
//
// Once the generator is done, result returns what the body returned. Before, it
// returns the zero R and [ErrNotStarted] or [ErrRunning], the latter also while
// the generator is suspended. A body that was unwound has returned nothing: result
// is then the zero R and [ErrClosed] after Close, else the generator's Err. A body
// that learns of the closing by TryYield may still return a result; if it returns
// ErrClosed, its result counts for nothing and is the zero R.
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
		if r.returned && !isOnly(r.err, ErrClosed) {
			return r.value, r.err
		}
		if err := g.Err(); err != nil {
			return zero, err
		}
		return zero, ErrClosed
	}
}
