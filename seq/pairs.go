package seq

import "iter"

// A Pair is a pair of values as one value, where an [iter.Seq] is wanted in place
// of an [iter.Seq2]. Pairs are comparable if their halves are.
type Pair[A, B any] struct {
	First  A
	Second B
}

// PairOf returns the pair of first and second. It is a function for [ZipWith] and
// the like, and spares writing out the types.
func PairOf[A, B any](first A, second B) Pair[A, B] {
	return Pair[A, B]{first, second}
}

// Pairs returns an iterator over the pairs of s as single values. It streams. It is
// the reverse of [Unpair].
func Pairs[K, V any](s iter.Seq2[K, V]) iter.Seq[Pair[K, V]] {
	return func(yield func(Pair[K, V]) bool) {
		if s == nil {
			return
		}
		s(func(k K, v V) bool { return yield(Pair[K, V]{k, v}) })
	}
}

// Unpair returns an iterator over the halves of the pairs of s. It streams. It is
// the reverse of [Pairs].
func Unpair[K, V any](s iter.Seq[Pair[K, V]]) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		if s == nil {
			return
		}
		s(func(p Pair[K, V]) bool { return yield(p.First, p.Second) })
	}
}

// Keys returns an iterator over the first halves of the pairs of s. It streams.
func Keys[K, V any](s iter.Seq2[K, V]) iter.Seq[K] {
	return func(yield func(K) bool) {
		if s == nil {
			return
		}
		s(func(k K, _ V) bool { return yield(k) })
	}
}

// Values returns an iterator over the second halves of the pairs of s. It streams.
func Values[K, V any](s iter.Seq2[K, V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		s(func(_ K, v V) bool { return yield(v) })
	}
}

// Swap returns an iterator over the pairs of s with their halves exchanged. It
// streams.
func Swap[K, V any](s iter.Seq2[K, V]) iter.Seq2[V, K] {
	return func(yield func(V, K) bool) {
		if s == nil {
			return
		}
		s(func(k K, v V) bool { return yield(v, k) })
	}
}

// Map2 returns an iterator over f of each pair of s. It streams. See [Map].
func Map2[K, V, L, W any](s iter.Seq2[K, V], f func(K, V) (L, W)) iter.Seq2[L, W] {
	return func(yield func(L, W) bool) {
		if s == nil {
			return
		}
		s(func(k K, v V) bool { return yield(f(k, v)) })
	}
}

// MapValues returns an iterator over the pairs of s with f of each second half in
// its place. It streams.
func MapValues[K, V, W any](s iter.Seq2[K, V], f func(V) W) iter.Seq2[K, W] {
	return func(yield func(K, W) bool) {
		if s == nil {
			return
		}
		s(func(k K, v V) bool { return yield(k, f(v)) })
	}
}

// Filter2 returns an iterator over the pairs of s for which keep returns true. It
// streams, and reads on until it finds one. See [Filter].
func Filter2[K, V any](s iter.Seq2[K, V], keep func(K, V) bool) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		if s == nil {
			return
		}
		s(func(k K, v V) bool { return !keep(k, v) || yield(k, v) })
	}
}

// Take2 returns an iterator over the first n pairs of s, or over all if there are
// fewer. It streams, and ends with the n-th pair, as [Take] does. Take2 panics if n
// is negative.
func Take2[K, V any](s iter.Seq2[K, V], n int) iter.Seq2[K, V] {
	if n < 0 {
		panic("seq.Take2: n must not be negative")
	}
	return func(yield func(K, V) bool) {
		if s == nil || n == 0 {
			return
		}
		left := n
		s(func(k K, v V) bool {
			left--
			return yield(k, v) && left > 0
		})
	}
}

// Drop2 returns an iterator over the pairs of s after the first n; over nothing if
// there are no more. It streams. Drop2 panics if n is negative.
func Drop2[K, V any](s iter.Seq2[K, V], n int) iter.Seq2[K, V] {
	if n < 0 {
		panic("seq.Drop2: n must not be negative")
	}
	return func(yield func(K, V) bool) {
		if s == nil {
			return
		}
		left := n
		s(func(k K, v V) bool {
			if left > 0 {
				left--
				return true
			}
			return yield(k, v)
		})
	}
}

// Concat2 returns an iterator over the pairs of seqs, one sequence after another.
// It streams. See [Concat].
func Concat2[K, V any](seqs ...iter.Seq2[K, V]) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for _, s := range seqs {
			if s == nil {
				continue
			}
			for k, v := range s {
				if !yield(k, v) {
					return
				}
			}
		}
	}
}
