package seq

import "iter"

// GroupBy returns the values of s by their keys, those of a key in order. The map
// is empty if s is, and never nil. To count or to add up groups, [FoldBy] holds less.
// Groups of neighbours, as they come, are what [ChunkBy] makes.
func GroupBy[V any, K comparable](s iter.Seq[V], key func(V) K) map[K][]V {
	groups := make(map[K][]V)
	if s == nil {
		return groups
	}
	s(func(v V) bool {
		k := key(v)
		groups[k] = append(groups[k], v)
		return true
	})
	return groups
}

// FoldBy returns, for each key, what [Fold] makes of init and the values of s with
// that key. It holds one accumulator for each key. The map is empty if s is, and
// never nil. All keys begin with the same init: if it refers to something, f must not
// change that.
func FoldBy[V any, K comparable, Acc any](
	s iter.Seq[V], key func(V) K, init Acc, f func(Acc, V) Acc,
) map[K]Acc {
	folded := make(map[K]Acc)
	if s == nil {
		return folded
	}
	few := make(map[K]*Acc)
	s(func(v V) bool {
		k := key(v)
		if acc := few[k]; acc != nil {
			*acc = f(*acc, v)
		} else if acc, ok := folded[k]; ok {
			folded[k] = f(acc, v)
		} else {
			addFold(few, folded, k, f(init, v))
		}
		return true
	})
	unbox(few, folded)
	return folded
}

// fewKeys is up to how many keys the accumulators of FoldBy are held by pointer: so a
// value costs one look-up, and not another one to store what f returns. With more keys
// that second one, of a place just visited, costs less than a second map does.
const fewKeys = 1 << 14

// addFold adds the accumulator of a new key: to few, until there are many.
func addFold[K comparable, Acc any](few map[K]*Acc, folded map[K]Acc, k K, acc Acc) {
	if len(few) == fewKeys {
		unbox(few, folded)
	}
	if len(folded) > 0 {
		folded[k] = acc
		return
	}
	boxed := acc // so that acc itself is not allocated where there are many
	few[k] = &boxed
}

// unbox moves all accumulators of few to folded.
func unbox[K comparable, Acc any](few map[K]*Acc, folded map[K]Acc) {
	for k, acc := range few {
		folded[k] = *acc
	}
	clear(few)
}

// CountBy returns the number of values of s for each key. The map is empty if s is,
// and never nil.
func CountBy[V any, K comparable](s iter.Seq[V], key func(V) K) map[K]int {
	counts := make(map[K]int)
	if s == nil {
		return counts
	}
	s(func(v V) bool {
		counts[key(v)]++
		return true
	})
	return counts
}

// KeyBy returns the values of s by their keys; the last of those with the same key.
// The map is empty if s is, and never nil.
func KeyBy[V any, K comparable](s iter.Seq[V], key func(V) K) map[K]V {
	values := make(map[K]V)
	if s == nil {
		return values
	}
	s(func(v V) bool {
		values[key(v)] = v
		return true
	})
	return values
}

// Partition returns the values of s for which f returns true, and the rest, each in
// order; a part without values is nil.
func Partition[V any](s iter.Seq[V], f func(V) bool) (matching, rest []V) {
	if s == nil {
		return nil, nil
	}
	s(func(v V) bool {
		if f(v) {
			matching = append(matching, v)
		} else {
			rest = append(rest, v)
		}
		return true
	})
	return matching, rest
}
