package pipeline

import "reflect"

// A held value has a place in a ledger (see Track), which the stages that drop values or
// make several of one have to tell. Stages ask once, by holdsOf, whether their values are
// such, or slices of them.
type held interface {
	hold()        // one more value is to be finished before the place is
	release()     // one is finished, be it that it was dropped
	placed() bool // there is a place
}

// holds is how a stage tells ledgers of values; nil for values of other types, so that it
// costs nothing then.
type holds[T any] func(v T) held

func holdsOf[T any]() holds[T] {
	var zero T
	if _, ok := any(zero).(held); ok {
		return func(v T) held { return any(v).(held) }
	}
	if elem, ok := elemOf[T](); ok {
		if _, ok := elem.(held); ok {
			return func(v T) held { return batch(reflect.ValueOf(v)) }
		}
	}
	return nil
}

// elemOf returns the zero element of T if that is a type of slices.
func elemOf[T any]() (zero any, ok bool) {
	of := reflect.TypeFor[T]()
	if of.Kind() != reflect.Slice {
		return nil, false
	}
	return reflect.Zero(of.Elem()).Interface(), true
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

// placed reports whether v has a place.
func (h holds[T]) placed(v T) bool { return h != nil && h(v).placed() }

// A batch is a slice of held values.
type batch reflect.Value

func (b batch) each(f func(held)) {
	for i := range reflect.Value(b).Len() {
		f(reflect.Value(b).Index(i).Interface().(held))
	}
}

func (b batch) hold()    { b.each(held.hold) }
func (b batch) release() { b.each(held.release) }

func (b batch) placed() bool {
	n := 0
	b.each(func(h held) {
		if h.placed() {
			n++
		}
	})
	return n > 0 && n == reflect.Value(b).Len()
}
