package seq

import "iter"

// Combinations returns an iterator over all ways to choose k of vs, each in the
// order of vs, in the lexicographic order of the places chosen: that of Python's
// itertools. There are none if k is greater than len(vs), and one, empty, if k is 0.
// It holds k indices. Each slice is new. Combinations panics if k is negative.
func Combinations[V any](vs []V, k int) iter.Seq[[]V] {
	if k < 0 {
		panic("seq.Combinations: k must not be negative")
	}
	return func(yield func([]V) bool) { combine(vs, k, yield) }
}

// Powerset returns an iterator over all subsets of vs, the empty one first: the
// [Combinations] of none, of one, and so on up to all. There are 2 to the power of
// len(vs). It holds len(vs) indices. Each slice is new.
func Powerset[V any](vs []V) iter.Seq[[]V] {
	return func(yield func([]V) bool) {
		for k := 0; k <= len(vs) && combine(vs, k, yield); k++ {
		}
	}
}

// combine yields the combinations of k of vs, and reports whether to go on.
func combine[V any](vs []V, k int, yield func([]V) bool) bool {
	if k > len(vs) {
		return true
	}
	at := make([]int, k)
	for i := range at {
		at[i] = i
	}
	for yield(pick(vs, at)) {
		// The last index that can go up does, and those after it follow it closely.
		i := k - 1
		for i >= 0 && at[i] == i+len(vs)-k {
			i--
		}
		if i < 0 {
			return true
		}
		for v := at[i] + 1; i < k; i++ {
			at[i] = v
			v++
		}
	}
	return false
}

// CombinationsWithReplacement returns an iterator over all ways to choose one of vs
// k times, each in the order of vs, in the lexicographic order of the places chosen:
// that of Python's itertools. There are none if vs is empty, but one, empty, if k is
// 0. It holds k indices. Each slice is new. CombinationsWithReplacement panics if k
// is negative.
func CombinationsWithReplacement[V any](vs []V, k int) iter.Seq[[]V] {
	if k < 0 {
		panic("seq.CombinationsWithReplacement: k must not be negative")
	}
	return func(yield func([]V) bool) {
		if len(vs) == 0 && k > 0 {
			return
		}
		at := make([]int, k)
		for yield(pick(vs, at)) {
			i := k - 1
			for i >= 0 && at[i] == len(vs)-1 {
				i--
			}
			if i < 0 {
				return
			}
			for v := at[i] + 1; i < k; i++ {
				at[i] = v
			}
		}
	}
}

// Permutations returns an iterator over all ways to line up k of vs, in the
// lexicographic order of their places in vs: that of Python's itertools. There are
// none if k is greater than len(vs), and one, empty, if k is 0. It holds len(vs)
// indices. Each slice is new. Permutations panics if k is negative.
func Permutations[V any](vs []V, k int) iter.Seq[[]V] {
	if k < 0 {
		panic("seq.Permutations: k must not be negative")
	}
	return func(yield func([]V) bool) {
		if k > len(vs) {
			return
		}
		at := make([]int, len(vs)) // the first k are the permutation
		for i := range at {
			at[i] = i
		}
		for yield(pick(vs, at[:k])) && nextPermutation(at, k) {
		}
	}
}

// nextPermutation makes at[:k] the next one, and keeps the rest sorted. It returns
// false after the last one.
func nextPermutation(at []int, k int) bool {
	for i := k - 1; i >= 0; i-- {
		// The rest is sorted, so the first that is greater is the next one up.
		for j := i + 1; j < len(at); j++ {
			if at[j] > at[i] {
				at[i], at[j] = at[j], at[i]
				return true
			}
		}
		// There is none: at[i] is the greatest and moves behind the rest.
		v := at[i]
		copy(at[i:], at[i+1:])
		at[len(at)-1] = v
	}
	return false
}

// ProductN returns an iterator over all ways to choose one value of each of lists, in
// lexicographic order of the places chosen: the last list goes round first, as in
// Python's itertools. There are none if a list is empty, and one, empty, if there is
// no list. It holds len(lists) indices. Each slice is new. See [Product] for two
// sequences.
func ProductN[V any](lists ...[]V) iter.Seq[[]V] {
	return func(yield func([]V) bool) {
		for _, list := range lists {
			if len(list) == 0 {
				return
			}
		}
		at := make([]int, len(lists))
		for {
			product := make([]V, len(lists))
			for i, list := range lists {
				product[i] = list[at[i]]
			}
			if !yield(product) || !turn(at, lists) {
				return
			}
		}
	}
}

// turn moves at on like the wheels of a counter, and returns false when all are back
// at the start.
func turn[V any](at []int, lists [][]V) bool {
	for i := len(at) - 1; i >= 0; i-- {
		if at[i]++; at[i] < len(lists[i]) {
			return true
		}
		at[i] = 0
	}
	return false
}

// pick returns a new slice of the values of vs at some places.
func pick[V any](vs []V, at []int) []V {
	picked := make([]V, len(at))
	for i, j := range at {
		picked[i] = vs[j]
	}
	return picked
}
