package seq

import "iter"

// Union returns an iterator over the values of all seqs, each once, in the order in
// which they first come. It streams, starts a sequence when the one before has ended,
// and holds each value that it has yielded.
func Union[V comparable](seqs ...iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		seen := make(map[V]struct{})
		for _, s := range seqs {
			for v := range orEmpty(s) {
				if _, ok := seen[v]; ok {
					continue
				}
				seen[v] = struct{}{}
				if !yield(v) {
					return
				}
			}
		}
	}
}

// Intersect returns an iterator over the values of s that are also in each of
// others, each once, in the order of s. It first reads others, one after another,
// and holds the values that all have, but no more than the first of others has. Then
// it reads s until it has yielded all these; none of s if there are none. Others must
// end; s need not. A NaN is in none.
func Intersect[V comparable](s iter.Seq[V], others ...iter.Seq[V]) iter.Seq[V] {
	if len(others) == 0 {
		return Distinct(s)
	}
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		left := common(others)
		if len(left) == 0 {
			return
		}
		for v := range s {
			if _, ok := left[v]; !ok {
				continue
			}
			delete(left, v)
			if !yield(v) || len(left) == 0 {
				return
			}
		}
	}
}

// common returns the values that all seqs have. It reads a sequence no further than
// it needs to, and none after one that has nothing in common with those before.
func common[V comparable](seqs []iter.Seq[V]) map[V]struct{} {
	all := make(map[V]struct{})
	for v := range orEmpty(seqs[0]) {
		if v == v { // not a NaN, which could not be deleted
			all[v] = struct{}{}
		}
	}
	for _, s := range seqs[1:] {
		both := make(map[V]struct{})
		if len(all) == 0 {
			return both
		}
		for v := range orEmpty(s) {
			if _, ok := all[v]; !ok {
				continue
			}
			both[v] = struct{}{}
			if len(both) == len(all) {
				break
			}
		}
		all = both
	}
	return all
}

// Difference returns an iterator over the values of s that are in none of others,
// each once, in the order of s. It first reads others, one after another, and then
// streams s. It holds the values of others and each value that it has yielded. Others
// must end; s need not.
func Difference[V comparable](s iter.Seq[V], others ...iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		seen := make(map[V]struct{})
		for _, other := range others {
			for v := range orEmpty(other) {
				seen[v] = struct{}{}
			}
		}
		for v := range s {
			if _, ok := seen[v]; ok {
				continue
			}
			seen[v] = struct{}{}
			if !yield(v) {
				return
			}
		}
	}
}
