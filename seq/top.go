package seq

import (
	"cmp"
	"iter"
	"slices"
)

// Top returns the n greatest values of s in the order of [cmp.Compare], the greatest
// first; all if there are fewer. It reads, holds and costs what [TopFunc] does. Top
// panics if n is negative.
func Top[V cmp.Ordered](s iter.Seq[V], n int) []V {
	if n < 0 {
		panic("seq.Top: n must not be negative")
	}
	return top(s, n, cmp.Compare[V])
}

// TopFunc returns the n greatest values of s as cmp orders them, the greatest first;
// all if there are fewer. Of equal values the first in s are taken, and come first. It
// holds n values, and takes O(log n) for one that is among the greatest so far, O(1)
// for any other. It does not start s if n is 0. The slice is nil if it is empty.
// TopFunc panics if n is negative.
func TopFunc[V any](s iter.Seq[V], n int, cmp func(a, b V) int) []V {
	if n < 0 {
		panic("seq.TopFunc: n must not be negative")
	}
	return top(s, n, cmp)
}

// A ranked value is one of a sequence with its place there.
type ranked[V any] struct {
	value V
	place int
}

// top keeps the best so far in a heap, the worst of them first.
func top[V any](s iter.Seq[V], n int, cmp func(a, b V) int) []V {
	if s == nil || n == 0 {
		return nil
	}
	rank := func(a, b ranked[V]) int { // negative if a is the better one
		if c := cmp(b.value, a.value); c != 0 {
			return c
		}
		return a.place - b.place
	}
	best := heap[ranked[V]]{before: func(a, b ranked[V]) bool { return rank(a, b) > 0 }}
	place := 0
	s(func(v V) bool {
		place++
		switch {
		case len(best.items) < n:
			best.push(ranked[V]{v, place})
		case cmp(v, best.items[0].value) > 0:
			best.items[0] = ranked[V]{v, place}
			best.fix()
		}
		return true
	})
	slices.SortFunc(best.items, rank)
	var values []V
	for _, b := range best.items {
		values = append(values, b.value)
	}
	return values
}
