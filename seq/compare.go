package seq

import (
	"cmp"
	"iter"
)

// Equal reports whether a and b have the same number of values, equal in pairs. It
// stops reading where they differ, and reads a and b in turn. A NaN equals nothing.
func Equal[V comparable](a, b iter.Seq[V]) bool {
	return EqualFunc(a, b, func(x, y V) bool { return x == y })
}

// EqualFunc reports whether a and b have the same number of values, in pairs for
// which eq returns true. It stops reading where they differ, and reads a and b in
// turn.
func EqualFunc[A, B any](a iter.Seq[A], b iter.Seq[B], eq func(A, B) bool) bool {
	next, stop := iter.Pull(orEmpty(b))
	defer stop()
	for x := range orEmpty(a) {
		y, ok := next()
		if !ok || !eq(x, y) {
			return false
		}
	}
	_, more := next()
	return !more
}

// Compare compares a and b value by value, with [cmp.Compare]. The result is that
// of the first two which differ, or else 0; where one has ended before, the shorter
// is less: -1 if it is a, 1 if it is b. See [slices.Compare]. It stops reading where
// they differ, and reads a and b in turn.
func Compare[V cmp.Ordered](a, b iter.Seq[V]) int {
	next, stop := iter.Pull(orEmpty(b))
	defer stop()
	for x := range orEmpty(a) {
		y, ok := next()
		if !ok {
			return 1
		}
		if c := cmp.Compare(x, y); c != 0 {
			return c
		}
	}
	if _, more := next(); more {
		return -1
	}
	return 0
}

// IsSorted reports whether the values of s are in ascending order, in that of
// [cmp.Less]; they are if there are fewer than two. It stops reading at the first
// that is less than the one before.
func IsSorted[V cmp.Ordered](s iter.Seq[V]) bool {
	sorted := true
	if s == nil {
		return sorted
	}
	begun := false
	var last V
	s(func(v V) bool {
		sorted = !begun || !cmp.Less(v, last)
		begun, last = true, v
		return sorted
	})
	return sorted
}
