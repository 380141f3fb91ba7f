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

// dropped is to be called with each value that a stage takes out of the flow.
func (h holds[T]) dropped(v T) {
	if h != nil {
		h(v).release()
	}
}

// failed returns err as that of v, so that v counts as finished if err is dropped.
func (h holds[T]) failed(v T, err error) error {
	if h == nil || err == nil {
		return err
	}
	return &lost{err, h(v)}
}

// A lost value is one that a callback has failed on: it goes on as the error.
type lost struct {
	error
	value held
}

func (l *lost) Unwrap() error { return l.error }

// found returns the error as the callback gave it, and the value that was lost by
// it if that is held, else nil.
func found(err error) (error, held) {
	if l, ok := err.(*lost); ok { //nolint:errorlint // only as made by failed
		return l.error, l.value
	}
	return err, nil
}

// bare is found without the value.
func bare(err error) error {
	err, _ = found(err)
	return err
}
