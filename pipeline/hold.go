package pipeline

// A held value has a place in a tracker (see Track), which the stages that drop
// values or make several of one have to tell. Stages ask once, by holdsOf, whether
// their values are such.
type held interface {
	hold()    // one more value is to be finished before the place is
	release() // one is finished, be it that it was dropped
}

// holds is how a stage tells trackers of values; nil for values of other types,
// so that it costs nothing then.
type holds[T any] func(v T) held

func holdsOf[T any]() holds[T] {
	var zero T
	if _, ok := any(zero).(held); !ok {
		return nil
	}
	return func(v T) held { return any(v).(held) }
}

// another is to be called with each value that a stage gives beside the one it got.
func (h holds[T]) another(v T) {
	if h != nil {
		h(v).hold()
	}
}

// dropped is to be called with each value that a stage takes out of the flow.
func (h holds[T]) dropped(v T) {
	if h != nil {
		h(v).release()
	}
}

// heir returns what makes, of a value that f has failed on, the zero value that comes
// with the error and keeps its place; nil if A and B are not both Tracked, with tokens
// of one type.
func heir[A, B any]() func(A) B {
	var from A
	var to B
	a, ok := any(from).(interface{ seat() any })
	b, ok2 := any(&to).(interface{ take(seat any) bool })
	if !ok || !ok2 || !b.take(a.seat()) {
		return nil
	}
	return func(v A) (out B) {
		any(&out).(interface{ take(seat any) bool }).take(any(v).(interface{ seat() any }).seat())
		return out
	}
}

// zeroOr returns what comes with an error in the place of v.
func zeroOr[A, B any](heir func(A) B, v A) (out B) {
	if heir != nil {
		out = heir(v)
	}
	return out
}
