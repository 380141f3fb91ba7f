package seq

import "iter"

// FlatMap returns an iterator over the values of f(v), for each value v of s: one
// sequence after another. It streams: it reads a value of s, and calls f, when the
// sequence before has ended.
func FlatMap[V, W any](s iter.Seq[V], f func(V) iter.Seq[W]) iter.Seq[W] {
	return func(yield func(W) bool) {
		if s == nil {
			return
		}
		more := true
		pass := func(w W) bool { // one function for all, so that none allocates its own
			more = yield(w)
			return more
		}
		s(func(v V) bool {
			if inner := f(v); inner != nil {
				inner(pass)
			}
			return more
		})
	}
}

// Flatten returns an iterator over the values of all sequences that s yields, one
// sequence after another. It streams: it reads a sequence of s when the one before
// has ended. See [Concat] for sequences that are at hand.
func Flatten[V any](s iter.Seq[iter.Seq[V]]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		more := true
		pass := func(v V) bool {
			more = yield(v)
			return more
		}
		s(func(inner iter.Seq[V]) bool {
			if inner != nil {
				inner(pass)
			}
			return more
		})
	}
}

// FlattenSlices returns an iterator over the elements of all slices that s yields,
// one slice after another. It streams: it reads a slice of s when all elements of
// the one before have been yielded. It is the reverse of [Chunk].
func FlattenSlices[V any](s iter.Seq[[]V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		for vs := range s {
			for _, v := range vs {
				if !yield(v) {
					return
				}
			}
		}
	}
}
