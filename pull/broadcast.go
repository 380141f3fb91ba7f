package pull

import "slices"

// Broadcast returns a sink that passes each value on to all of sinks, in order.
// One that is done is left out from then on; when none is left, so is the
// broadcast. When one fails, the others still receive the value; then they are
// closed and Send returns all errors, joined. Close closes them in order and
// joins what they return. The broadcast owns the sinks from now on.
//
// Broadcast adds no coroutine. It panics if one of sinks is nil.
func Broadcast[T any](sinks ...*Sink[T]) *Sink[T] {
	if slices.Contains(sinks, nil) {
		panic("pull.Broadcast: no sink may be nil")
	}
	b := &broadcast[T]{slices.Clone(sinks)}
	return newSink(newView(b, Created))
}

type broadcast[T any] struct{ live []*Sink[T] }

func (b *broadcast[T]) resume(
	how resumption, d delivery[T], _ error,
) (none struct{}, o outcome, err error) {
	live := b.live[:0]
	for _, s := range b.live {
		o, why := s.receive(how, d)
		if o == yielded {
			live = append(live, s)
		}
		err = join(err, why)
	}
	clear(b.live[len(live):])
	b.live = live
	if err != nil {
		return none, ended, join(err, b.close())
	}
	if len(live) == 0 {
		return none, ended, nil
	}
	return none, yielded, nil
}

func (b *broadcast[T]) close() error {
	closers := make([]func() error, len(b.live))
	for i, s := range b.live {
		closers[i] = s.Close
	}
	return closeAll(closers...)
}

// receive is what a sink made of other sinks does to one of them when it is
// resumed itself: by Next, which comes before the first Send, or by Send.
func (s *Sink[T]) receive(how resumption, d delivery[T]) (outcome, error) {
	if how == byNext {
		return s.gen.startUp()
	}
	_, o, err := s.gen.resume(bySend, d, nil)
	return o, err
}
