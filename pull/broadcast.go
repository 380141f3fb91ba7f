package pull

import "slices"

// Broadcast returns a sink that passes each value on to all of sinks, in order.
// One that is done is left out from then on; when none is left, or there was none
// to begin with, so is the broadcast. When one fails, the others still receive the
// value; then they are closed and Send returns all errors, joined. (One that fails
// before it asks for a value ends the broadcast before the first is sent.) Close
// closes all in order and joins what they return. The broadcast owns the sinks from
// now on.
//
// Broadcast adds no coroutine. It panics if one of sinks is nil.
func Broadcast[T any](sinks ...*Sink[T]) *Sink[T] {
	if slices.Contains(sinks, nil) {
		panic("pull.Broadcast: no sink may be nil")
	}
	b := &broadcast[T]{left: slices.Clone(sinks)}
	parts := make([]closer, len(sinks))
	for i, s := range sinks {
		parts[i] = s
	}
	return newSink(newView(b, Created, parts...))
}

type broadcast[T any] struct{ left []*Sink[T] } // those that are not done

func (b *broadcast[T]) resume(
	how resumption, d delivery[T], _ error,
) (none struct{}, o outcome, err error) {
	if slices.ContainsFunc(b.left, (*Sink[T]).busy) {
		return none, refused, ErrRunning // before anything is delivered
	}
	failed, left := false, b.left[:0]
	for _, s := range b.left {
		switch o, fails := s.receive(how, d); {
		case o == yielded:
			left = append(left, s)
		case fails:
			failed = true
		}
	}
	clear(b.left[len(left):])
	b.left = left
	if failed || len(left) == 0 {
		return none, ended, nil // the errors are those of closing the parts
	}
	return none, yielded, nil
}
