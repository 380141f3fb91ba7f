package pull

// Pipe returns a generator that sends what a yields to b and yields what b
// yields. Next, Send and Throw go to a. Before the first value, b is run to its
// first yield, and that value is dropped, unless b has been started already.
//
// When either ends, the other one is closed and the pipe ends, with both errors
// joined. Closing the pipe closes b, the consumer, first. The pipe owns a and b
// from now on.
//
// Pipe adds no coroutine. It panics if a or b is nil.
func Pipe[In, Mid, Out any](a *Gen[In, Mid], b *Gen[Mid, Out]) *Gen[In, Out] {
	if a == nil || b == nil {
		panic("pull.Pipe: a and b must not be nil")
	}
	return newView(&pipe[In, Mid, Out]{a, b}, a.State(), b, a)
}

type pipe[In, Mid, Out any] struct {
	a *Gen[In, Mid]
	b *Gen[Mid, Out]
}

func (p *pipe[In, Mid, Out]) resume(
	how resumption, in In, thrown error,
) (out Out, o outcome, err error) {
	// First, as a value of a would be lost if b were running.
	if o, err := p.b.startUp(); o != yielded {
		return out, o, err
	}
	v, o, err := p.a.resume(how, in, thrown)
	if o != yielded {
		return out, o, err
	}
	return p.b.resume(bySend, v, nil)
}
