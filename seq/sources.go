package seq

import (
	"cmp"
	"iter"
	"maps"
	"slices"
)

// Empty returns an iterator over nothing.
func Empty[V any]() iter.Seq[V] {
	return func(func(V) bool) {}
}

// Of returns an iterator over vs, which it holds and does not copy: [slices.Values]
// for values that are not in a slice.
func Of[V any](vs ...V) iter.Seq[V] {
	return func(yield func(V) bool) {
		for _, v := range vs {
			if !yield(v) {
				return
			}
		}
	}
}

// Repeat returns an endless iterator over v, again and again.
func Repeat[V any](v V) iter.Seq[V] {
	return func(yield func(V) bool) {
		for yield(v) {
		}
	}
}

// RepeatN returns an iterator that yields v n times. It panics if n is negative.
func RepeatN[V any](v V, n int) iter.Seq[V] {
	if n < 0 {
		panic("seq.RepeatN: n must not be negative")
	}
	return func(yield func(V) bool) {
		for i := 0; i < n && yield(v); i++ {
		}
	}
}

// Iterate returns an endless iterator over seed, f(seed), f(f(seed)) and so on.
// f is called when its result is asked for, and not before.
func Iterate[V any](seed V, f func(V) V) iter.Seq[V] {
	return func(yield func(V) bool) {
		for v := seed; yield(v); v = f(v) {
		}
	}
}

// Unfold returns an iterator over the values that f makes of a state: f is given
// the state, at first this one, and returns a value and the next state, or false
// to end. It is the reverse of [Fold]. Every loop begins with the first state, so
// that the iterator can be ranged over again if f does not change what it is given.
func Unfold[State, V any](state State, f func(State) (V, State, bool)) iter.Seq[V] {
	return func(yield func(V) bool) {
		for v, next, ok := f(state); ok && yield(v); v, next, ok = f(next) {
		}
	}
}

// Generate returns an iterator over the values that f returns, until it returns
// false. What f remembers is not reset: a second loop goes on where the first one
// ended. See [Unfold] for values that come again.
func Generate[V any](f func() (V, bool)) iter.Seq[V] {
	return func(yield func(V) bool) {
		for v, ok := f(); ok && yield(v); v, ok = f() {
		}
	}
}

// Cycle returns an iterator over the values of s, then the same values again, and
// so on without end; over nothing if s has none. It ranges over s once in a loop,
// so that s may be single-use and costs nothing from the second time on, and holds
// all values of s. Over an endless s, it is s, and its memory grows with each value.
func Cycle[V any](s iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		var all []V
		for v := range s {
			if !yield(v) {
				return
			}
			all = append(all, v)
		}
		for len(all) > 0 {
			for _, v := range all {
				if !yield(v) {
					return
				}
			}
		}
	}
}

// FromChan returns an iterator over what is received from ch until it is closed.
// It receives a value when one is asked for: what a loop leaves is there for the
// next loop, or for another receiver, and nothing comes twice. A loop waits as long as
// ch is open and empty. A nil channel is an empty one here.
func FromChan[V any](ch <-chan V) iter.Seq[V] {
	return func(yield func(V) bool) {
		if ch == nil {
			return
		}
		for v := range ch {
			if !yield(v) {
				return
			}
		}
	}
}

// SortedMap returns an iterator over the keys and values of m in ascending order
// of the keys, in that of [cmp.Compare]. Each loop sorts what m holds when it
// begins, and holds as much memory.
func SortedMap[K cmp.Ordered, V any](m map[K]V) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		entries := slices.AppendSeq(make([]Pair[K, V], 0, len(m)), Pairs(maps.All(m)))
		slices.SortFunc(entries, func(a, b Pair[K, V]) int { return cmp.Compare(a.First, b.First) })
		for _, e := range entries {
			if !yield(e.First, e.Second) {
				return
			}
		}
	}
}
