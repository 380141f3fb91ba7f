package seq

import "iter"

// TakeLast returns an iterator over the last n values of s, or over all if there
// are fewer. It reads all of s before it yields, so that it never does over an
// endless s, and holds n values. It does not start s if n is 0. TakeLast panics if
// n is negative.
func TakeLast[V any](s iter.Seq[V], n int) iter.Seq[V] {
	if n < 0 {
		panic("seq.TakeLast: n must not be negative")
	}
	return func(yield func(V) bool) {
		if s == nil || n == 0 {
			return
		}
		var ring []V // the oldest at i
		i := 0
		s(func(v V) bool {
			if len(ring) < n {
				ring = append(ring, v)
				return true
			}
			ring[i] = v
			if i++; i == n {
				i = 0
			}
			return true
		})
		for range ring {
			if !yield(ring[i]) {
				return
			}
			if i++; i == len(ring) {
				i = 0
			}
		}
	}
}

// DropLast returns an iterator over the values of s without the last n; over
// nothing if there are no more. It reads n values ahead of what it yields, and holds
// them. DropLast panics if n is negative.
func DropLast[V any](s iter.Seq[V], n int) iter.Seq[V] {
	if n < 0 {
		panic("seq.DropLast: n must not be negative")
	}
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		var ring []V // the oldest at i
		i := 0
		s(func(v V) bool {
			if len(ring) < n {
				ring = append(ring, v)
				return true
			}
			if n > 0 {
				ring[i], v = v, ring[i]
				if i++; i == n {
					i = 0
				}
			}
			return yield(v)
		})
	}
}
