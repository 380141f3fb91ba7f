package seq

import (
	"iter"
	"slices"
)

// Chunk returns an iterator over slices of n consecutive values of s, of which the
// last one may be shorter; over nothing if s is empty, as [slices.Chunk]. It reads a
// chunk and then yields it. Each chunk is a new slice, to be kept and appended to.
// Chunk panics if n is less than 1.
func Chunk[V any](s iter.Seq[V], n int) iter.Seq[[]V] {
	if n < 1 {
		panic("seq.Chunk: n must be at least 1")
	}
	return func(yield func([]V) bool) {
		if s == nil {
			return
		}
		var chunk []V
		size := min(n, 1024) // n may be much more than there is
		more := true
		s(func(v V) bool {
			if chunk == nil {
				chunk = make([]V, 0, size)
			}
			chunk = append(chunk, v)
			if len(chunk) < n {
				return true
			}
			full := slices.Clip(chunk)
			chunk, size = nil, n
			more = yield(full)
			return more
		})
		if more && chunk != nil {
			yield(slices.Clip(chunk))
		}
	}
}

// ChunkBy returns an iterator over the runs of consecutive values of s that have the
// same key, each after that key: [itertools.groupby] of Python. It reads one value
// ahead, and holds one run. Each run is a new slice, to be kept and appended to.
//
// [itertools.groupby]: https://docs.python.org/3/library/itertools.html#itertools.groupby
func ChunkBy[V any, K comparable](s iter.Seq[V], key func(V) K) iter.Seq2[K, []V] {
	return func(yield func(K, []V) bool) {
		if s == nil {
			return
		}
		var runKey K
		var run []V
		for v := range s {
			k := key(v)
			if len(run) > 0 && k != runKey {
				if !yield(runKey, slices.Clip(run)) {
					return
				}
				run = nil
			}
			runKey, run = k, append(run, v)
		}
		if len(run) > 0 {
			yield(runKey, slices.Clip(run))
		}
	}
}

// SplitWhen returns an iterator over the parts of s that result when it is split
// between any two consecutive values for which split returns true. No part is empty.
// It reads one value ahead, and holds one part. Each part is a new slice, to be kept
// and appended to.
func SplitWhen[V any](s iter.Seq[V], split func(a, b V) bool) iter.Seq[[]V] {
	return func(yield func([]V) bool) {
		if s == nil {
			return
		}
		var part []V
		for v := range s {
			if len(part) > 0 && split(part[len(part)-1], v) {
				if !yield(slices.Clip(part)) {
					return
				}
				part = nil
			}
			part = append(part, v)
		}
		if len(part) > 0 {
			yield(slices.Clip(part))
		}
	}
}

// RunLength returns an iterator over the first of each run of equal consecutive
// values of s, and the length of that run. It reads one value ahead. A NaN equals
// nothing, and is a run of its own.
func RunLength[V comparable](s iter.Seq[V]) iter.Seq2[V, int] {
	return func(yield func(V, int) bool) {
		if s == nil {
			return
		}
		var run V
		n := 0
		for v := range s {
			if n > 0 && v != run {
				if !yield(run, n) {
					return
				}
				n = 0
			}
			if n == 0 {
				run = v
			}
			n++
		}
		if n > 0 {
			yield(run, n)
		}
	}
}
