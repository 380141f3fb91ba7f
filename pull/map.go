package pull

// MapOut returns a generator that yields f of each value that g yields. Sends,
// throws and closes go to g, which it owns from now on. f is called where the
// generator is resumed; if it panics, g is closed and the generator is done.
//
// MapOut adds no coroutine. It panics if g or f is nil.
func MapOut[In, Mid, Out any](g *Gen[In, Mid], f func(Mid) Out) *Gen[In, Out] {
	if g == nil {
		panic("pull.MapOut: g must not be nil")
	}
	if f == nil {
		panic("pull.MapOut: f must not be nil")
	}
	return newView(&mapOut[In, Mid, Out]{g, f}, g.State(), g)
}

type mapOut[In, Mid, Out any] struct {
	g *Gen[In, Mid]
	f func(Mid) Out
}

func (m *mapOut[In, Mid, Out]) resume(
	how resumption, in In, thrown error,
) (out Out, o outcome, err error) {
	v, o, err := m.g.resume(how, in, thrown)
	if o == yielded {
		out = m.f(v)
	}
	return out, o, err
}

// MapIn returns a generator that passes f of each value that is sent to it on to
// g, and yields what g yields. Next sends nothing: f is not called, and g
// receives its zero value. Throws and closes go to g, which the generator owns
// from now on. f is called where the generator is resumed; if it panics, g is
// closed and the generator is done.
//
// MapIn adds no coroutine. It panics if g or f is nil.
func MapIn[In, Mid, Out any](g *Gen[Mid, Out], f func(In) Mid) *Gen[In, Out] {
	if g == nil {
		panic("pull.MapIn: g must not be nil")
	}
	if f == nil {
		panic("pull.MapIn: f must not be nil")
	}
	return newView(&mapIn[In, Mid, Out]{g, f}, g.State(), g)
}

type mapIn[In, Mid, Out any] struct {
	g *Gen[Mid, Out]
	f func(In) Mid
}

func (m *mapIn[In, Mid, Out]) resume(
	how resumption, in In, thrown error,
) (Out, outcome, error) {
	var v Mid
	if how == bySend {
		v = m.f(in)
	}
	return m.g.resume(how, v, thrown)
}
