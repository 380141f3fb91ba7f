package seq

import "iter"

// Distinct returns an iterator over the values of s without those that equal an
// earlier one. It streams, but holds each value that it has yielded. A NaN equals
// nothing, and is yielded each time. See [Compact] for sorted input.
func Distinct[V comparable](s iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		seen := make(map[V]struct{})
		s(func(v V) bool {
			if _, ok := seen[v]; ok {
				return true
			}
			seen[v] = struct{}{}
			return yield(v)
		})
	}
}

// DistinctBy returns an iterator over the values of s without those that have the
// key of an earlier one. It streams, but holds the key of each value that it has
// yielded.
func DistinctBy[V any, K comparable](s iter.Seq[V], key func(V) K) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		seen := make(map[K]struct{})
		s(func(v V) bool {
			k := key(v)
			if _, ok := seen[k]; ok {
				return true
			}
			seen[k] = struct{}{}
			return yield(v)
		})
	}
}

// Compact returns an iterator over the values of s without those that equal the one
// just before: the first of each run of equal values, as [slices.Compact]. It
// streams.
func Compact[V comparable](s iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		begun := false
		var last V
		s(func(v V) bool {
			if begun && v == last {
				return true
			}
			begun, last = true, v
			return yield(v)
		})
	}
}

// CompactBy returns an iterator over the values of s without those that have the key
// of the one just before. It streams.
func CompactBy[V any, K comparable](s iter.Seq[V], key func(V) K) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		begun := false
		var last K
		s(func(v V) bool {
			k := key(v)
			if begun && k == last {
				return true
			}
			begun, last = true, k
			return yield(v)
		})
	}
}
