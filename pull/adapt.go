package pull

// Filtered returns a sink that passes on to s the values for which keep returns
// true. It is done when s is; closing it closes s, which it owns from now on.
// keep is called by Send, on the goroutine that sends. If it panics, s is closed
// and Send panics with a [*PanicError].
//
// Filtered adds no coroutine. It panics if keep or s is nil.
func Filtered[T any](keep func(T) bool, s *Sink[T]) *Sink[T] {
	if keep == nil || s == nil {
		panic("pull.Filtered: keep and s must not be nil")
	}
	return adapt(s, func(v T) (T, bool) { return v, keep(v) })
}

// Mapped returns a sink that passes f of each value on to s. It is done when s
// is; closing it closes s, which it owns from now on. f is called by Send, on the
// goroutine that sends. If it panics, s is closed and Send panics with a
// [*PanicError].
//
// Mapped adds no coroutine. It panics if f or s is nil.
func Mapped[T, U any](f func(T) U, s *Sink[U]) *Sink[T] {
	if f == nil || s == nil {
		panic("pull.Mapped: f and s must not be nil")
	}
	return adapt(s, func(v T) (U, bool) { return f(v), true })
}

// adapt returns a sink that passes on to s what f turns a value into, unless f
// returns false with it.
func adapt[T, U any](s *Sink[U], f func(T) (U, bool)) *Sink[T] {
	return newSink(newView(&adapter[T, U]{to: s, f: f}, Created, s))
}

type adapter[T, U any] struct {
	to  *Sink[U]
	f   func(T) (U, bool)
	buf []U // for SendAll; empty in between
}

func (a *adapter[T, U]) resume(
	how resumption, d delivery[T], _ error,
) (none struct{}, o outcome, err error) {
	switch {
	case how == byNext:
		o, _ = a.to.receive(byNext, delivery[U]{})
	case d.many != nil:
		o = a.passAll(d.many)
	default:
		o = a.pass(d.one)
	}
	if o == refused {
		err = ErrRunning
	}
	return none, o, err // others are those of closing the parts
}

func (a *adapter[T, U]) pass(v T) outcome {
	u, ok := a.f(v)
	if !ok {
		return a.passNone()
	}
	o, _ := a.to.receive(bySend, delivery[U]{one: u})
	return o
}

// passAll can use one buffer for all batches, as no sink keeps them.
func (a *adapter[T, U]) passAll(vs []T) outcome {
	for _, v := range vs {
		if u, ok := a.f(v); ok {
			a.buf = append(a.buf, u)
		}
	}
	if len(a.buf) == 0 {
		return a.passNone()
	}
	o, _ := a.to.receive(bySend, delivery[U]{many: a.buf})
	clear(a.buf)
	a.buf = a.buf[:0]
	return o
}

func (a *adapter[T, U]) passNone() outcome {
	if a.to.gen.State() == Done {
		return over
	}
	return yielded
}
