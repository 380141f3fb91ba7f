package seq

import "iter"

// JoinBy returns an iterator over all pairs of a value of a and a value of b with
// equal keys: the inner join of two tables, in the order of a, and of b for each value
// of a. It first reads all of b and holds it by key; then it streams a, or does not
// start it if b is empty. b must end; a need not. Keys are taken once for each value.
func JoinBy[A, B any, K comparable](
	a iter.Seq[A], b iter.Seq[B], keyA func(A) K, keyB func(B) K,
) iter.Seq[Pair[A, B]] {
	return func(yield func(Pair[A, B]) bool) {
		if a == nil {
			return
		}
		partners := GroupBy(b, keyB)
		if len(partners) == 0 {
			return
		}
		for x := range a {
			for _, y := range partners[keyA(x)] {
				if !yield(Pair[A, B]{x, y}) {
					return
				}
			}
		}
	}
}
