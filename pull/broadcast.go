package pull

import "slices"

// Broadcast returns a sink that passes each value on to all of sinks, in order.
// One that is done is left out from then on; when none is left, or there was none
// to begin with, so is the broadcast. When one fails, the others still receive the
// value; then they are closed and Send returns all errors, joined. Close closes
// all in order and joins what they return. The broadcast owns the sinks from now
// on.
//
// Broadcast adds no coroutine. It panics if one of sinks is nil.
func Broadcast[T any](sinks ...*Sink[T]) *Sink[T] {
	if slices.Contains(sinks, nil) {
		panic("pull.Broadcast: no sink may be nil")
	}
	b := &broadcast[T]{all: slices.Clone(sinks), live: slices.Clone(sinks)}
	return newSink(newView(b, Created))
}

type broadcast[T any] struct {
	all  []*Sink[T]
	live []*Sink[T] // those that are not done
}

func (b *broadcast[T]) resume(
	how resumption, d delivery[T], _ error,
) (none struct{}, o outcome, err error) {
	failed, busy, live := false, false, b.live[:0]
	for _, s := range b.live {
		o, err := s.receive(how, d)
		failed = failed || err != nil && o != refused
		busy = busy || o == refused
		if o == yielded || o == refused {
			live = append(live, s)
		}
	}
	clear(b.live[len(live):])
	b.live = live
	switch {
	case failed:
		err = closeEach(b.parts())
		return none, ended, err
	case busy:
		return none, refused, ErrRunning
	case len(b.live) == 0:
		return none, ended, nil
	}
	return none, yielded, nil
}

func (b *broadcast[T]) parts() []closer {
	parts := make([]closer, len(b.all))
	for i, s := range b.all {
		parts[i] = s
	}
	return parts
}
