package seq

import "iter"

// Take returns an iterator over the first n values of s, or over all if there are
// fewer. It streams, and ends with the n-th value: no more than n are read, and s
// is not started if n is 0. Take panics if n is negative.
func Take[V any](s iter.Seq[V], n int) iter.Seq[V] {
	if n < 0 {
		panic("seq.Take: n must not be negative")
	}
	return func(yield func(V) bool) {
		if s == nil || n == 0 {
			return
		}
		left := n
		s(func(v V) bool {
			left--
			return yield(v) && left > 0
		})
	}
}

// Drop returns an iterator over the values of s after the first n; over nothing if
// there are no more. It streams. Drop panics if n is negative.
func Drop[V any](s iter.Seq[V], n int) iter.Seq[V] {
	if n < 0 {
		panic("seq.Drop: n must not be negative")
	}
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		left := n
		s(func(v V) bool {
			if left > 0 {
				left--
				return true
			}
			return yield(v)
		})
	}
}

// TakeWhile returns an iterator over the values of s before the first for which
// keep returns false. It streams; that value is read, and is lost.
func TakeWhile[V any](s iter.Seq[V], keep func(V) bool) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		s(func(v V) bool { return keep(v) && yield(v) })
	}
}

// TakeUntil returns an iterator over the values of s up to the first for which last
// returns true, with that one; over all if there is none. It streams, and calls last
// with a value after it has yielded it.
func TakeUntil[V any](s iter.Seq[V], last func(V) bool) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		s(func(v V) bool { return yield(v) && !last(v) })
	}
}

// DropWhile returns an iterator over the values of s from the first for which drop
// returns false; over nothing if there is none. It streams. drop is not called
// again in the same loop once it has returned false.
func DropWhile[V any](s iter.Seq[V], drop func(V) bool) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		dropping := true
		s(func(v V) bool {
			dropping = dropping && drop(v)
			return dropping || yield(v)
		})
	}
}

// StepBy returns an iterator over the first value of s and every n-th after it. It
// streams. StepBy panics if n is less than 1.
func StepBy[V any](s iter.Seq[V], n int) iter.Seq[V] {
	if n < 1 {
		panic("seq.StepBy: n must be at least 1")
	}
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		left := 0 // to skip
		s(func(v V) bool {
			if left > 0 {
				left--
				return true
			}
			left = n - 1
			return yield(v)
		})
	}
}
