package seq

import "iter"

// The operators of this package call their sources directly, s(func(v V) bool {…}),
// where a range loop would be as good a way to write it: its checks cost a third more
// when a chain is inlined. Each looks for nil and calls s by itself, and none is made of
// another, since the compiler inlines no call inside of itself and tells calls apart by
// their line and column: a helper that calls s would be inlined once in a chain.

// Map returns an iterator over f of each value of s. It streams.
func Map[V, W any](s iter.Seq[V], f func(V) W) iter.Seq[W] {
	return func(yield func(W) bool) {
		if s == nil {
			return
		}
		s(func(v V) bool { return yield(f(v)) })
	}
}

// Filter returns an iterator over the values of s for which keep returns true. It
// streams, and reads on until it finds one.
func Filter[V any](s iter.Seq[V], keep func(V) bool) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		s(func(v V) bool { return !keep(v) || yield(v) })
	}
}

// Reject returns an iterator over the values of s for which drop returns false. It
// streams, and reads on until it finds one.
func Reject[V any](s iter.Seq[V], drop func(V) bool) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		s(func(v V) bool { return drop(v) || yield(v) })
	}
}

// FilterMap returns an iterator over what f returns together with true for the
// values of s: [Map] and [Filter] in one. It streams, and reads on until it finds
// one.
func FilterMap[V, W any](s iter.Seq[V], f func(V) (W, bool)) iter.Seq[W] {
	return func(yield func(W) bool) {
		if s == nil {
			return
		}
		s(func(v V) bool {
			w, ok := f(v)
			return !ok || yield(w)
		})
	}
}

// Tap returns an iterator over the values of s that calls f with each before it
// yields it. It streams.
func Tap[V any](s iter.Seq[V], f func(V)) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		s(func(v V) bool {
			f(v)
			return yield(v)
		})
	}
}

// Scan returns an iterator over init and all that [Fold] would go through: init
// first, before anything is read, then f of what it yielded last and of the next
// value of s. That is one more than s has, and init alone if s is empty. It streams.
func Scan[V, Acc any](s iter.Seq[V], init Acc, f func(Acc, V) Acc) iter.Seq[Acc] {
	return func(yield func(Acc) bool) {
		if !yield(init) || s == nil {
			return
		}
		acc := init
		s(func(v V) bool {
			acc = f(acc, v)
			return yield(acc)
		})
	}
}

// Enumerate returns an iterator over the values of s, each after its index, which
// counts from 0. It streams.
func Enumerate[V any](s iter.Seq[V]) iter.Seq2[int, V] {
	return func(yield func(int, V) bool) {
		if s == nil {
			return
		}
		i := -1
		s(func(v V) bool {
			i++
			return yield(i, v)
		})
	}
}

// Intersperse returns an iterator over the values of s with sep between any two. It
// streams, but reads one value ahead, as a sep is yielded when another value is
// sure to follow.
func Intersperse[V any](s iter.Seq[V], sep V) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		begun := false
		s(func(v V) bool {
			if begun && !yield(sep) {
				return false
			}
			begun = true
			return yield(v)
		})
	}
}
