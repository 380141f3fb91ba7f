package pipeline

import "reflect"

// A seated value has a token and a place, and a seater takes over those of another one.
type (
	seated interface {
		seat() any                // a Tracked[struct{}, K]
		together(seats []any) any // a seat for all of some of the same type
	}
	seater interface{ take(seat any) bool }
)

// heir returns what makes, of a value that f has failed on, the zero value that comes
// with the error and keeps its place; nil if A and B are not both Tracked, with tokens of
// one type, or slices of those. What comes for a slice has the places of all its values,
// as a Join has, and a slice that comes has one value.
func heir[A, B any]() func(A) B {
	var from A
	seat, take := seatOf[A](), taker[B]()
	if seat == nil || take == nil {
		return nil
	}
	if _, ok := take(seat(from)); !ok {
		return nil
	}
	return func(v A) B {
		out, _ := take(seat(v))
		return out
	}
}

// seatOf returns what makes a seat of a value, nil if it has none.
func seatOf[A any]() func(A) any {
	var zero A
	if _, ok := any(zero).(seated); ok {
		return func(v A) any { return any(v).(seated).seat() }
	}
	elem, _ := elemOf[A]()
	one, ok := elem.(seated)
	if !ok {
		return nil
	}
	return func(v A) any {
		batch := reflect.ValueOf(v)
		if batch.Len() == 0 {
			return one.seat()
		}
		seats := make([]any, batch.Len())
		for i := range seats {
			seats[i] = batch.Index(i).Interface().(seated).seat()
		}
		return one.together(seats)
	}
}

// taker returns what makes a value that takes a seat, or reports that it cannot; nil if
// there is no such value.
func taker[B any]() func(seat any) (B, bool) {
	var zero B
	if _, ok := any(&zero).(seater); ok {
		return func(seat any) (out B, ok bool) {
			ok = any(&out).(seater).take(seat)
			return out, ok
		}
	}
	of, want := reflect.TypeFor[B](), reflect.TypeFor[seater]()
	if of.Kind() != reflect.Slice || !reflect.PointerTo(of.Elem()).Implements(want) {
		return nil
	}
	return func(seat any) (out B, ok bool) {
		batch := reflect.MakeSlice(of, 1, 1)
		ok = batch.Index(0).Addr().Interface().(seater).take(seat)
		return batch.Interface().(B), ok
	}
}

// zeroOr returns what comes with an error in the place of v.
func zeroOr[A, B any](heir func(A) B, v A) (out B) {
	if heir != nil {
		out = heir(v)
	}
	return out
}
