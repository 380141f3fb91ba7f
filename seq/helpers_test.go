package seq_test

import (
	"iter"
	"slices"

	"github.com/coseq/coseq/seq"
)

// What the oracles, the models and the fuzz targets share.

type (
	ints   = iter.Seq[int]
	ints2  = iter.Seq2[int, int]
	intErr = iter.Seq2[int, error]
	pair   = seq.Pair[int, int]
)

// listOf collects s; of no values it makes an empty slice, not a nil one.
func listOf[V any](s iter.Seq[V]) []V { return slices.AppendSeq([]V{}, s) }

// pairsOf collects s.
func pairsOf[K, V any](s iter.Seq2[K, V]) []seq.Pair[K, V] {
	pairs := []seq.Pair[K, V]{}
	for k, v := range s {
		pairs = append(pairs, seq.Pair[K, V]{First: k, Second: v})
	}
	return pairs
}

// foundIn turns the result of a search into a slice: of v, or of nothing.
func foundIn[V any](v V, ok bool) []V {
	if !ok {
		return nil
	}
	return []V{v}
}
