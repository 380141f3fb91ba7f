package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

func lawTens(v int) int { return v / 10 }

// lawRun is what ChunkBy yields.
type lawRun = seq.Pair[int, []int]

func lawsOfGroups() lawTable {
	return lawTable{
		"Chunk": held(
			func(s ints) lawChunks { return seq.Chunk(s, 2) },
			on(vs(), chunks(), 0),
			on(vs(1), chunks(vs(1)), 1, 1),
			on(vs(1, 2, 3, 4), chunks(vs(1, 2), vs(3, 4)), 4, 2, 4),
			on(vs(1, 2, 3, 4, 5), chunks(vs(1, 2), vs(3, 4), vs(5)), 5, 2, 4, 5),
		),
		"ChunkBy": held(
			func(s ints) iter.Seq[lawRun] { return seq.Pairs(seq.ChunkBy(s, tapped(lawTens))) },
			on(vs(), []lawRun{}, 0),
			on(vs(10), []lawRun{{First: 1, Second: vs(10)}}, 1, 1),
			on(vs(10, 11, 20, 12), []lawRun{
				{First: 1, Second: vs(10, 11)}, {First: 2, Second: vs(20)}, {First: 1, Second: vs(12)},
			}, 4, 3, 4, 4),
		),
		"SplitWhen": held(
			func(s ints) lawChunks {
				return seq.SplitWhen(s, tapped2(func(a, b int) bool { return a > b }))
			},
			on(vs(), chunks(), 0),
			on(vs(1), chunks(vs(1)), 1, 1),
			on(vs(1, 2, 1, 3, 0), chunks(vs(1, 2), vs(1, 3), vs(0)), 5, 3, 5, 5),
		),
		"Window": append(
			held(
				func(s ints) lawChunks { return seq.Window(s, 2) },
				on(vs(), chunks(), 0),
				on(vs(1), chunks(), 1),
				on(vs(1, 2, 3, 4), chunks(vs(1, 2), vs(2, 3), vs(3, 4)), 4, 2, 3, 4),
			),
			held(
				func(s ints) lawChunks { return seq.Window(s, 1) },
				on(vs(1, 2), chunks(vs(1), vs(2)), 2, 1, 2),
			)...,
		),
		"Pairwise": held(
			func(s ints) lawPairs { return seq.Pairs(seq.Pairwise(s)) },
			on(vs(), prs(), 0),
			on(vs(1), prs(), 1),
			on(vs(1, 2, 3), prs(p(1, 2), p(2, 3)), 3, 2, 3),
		),
		"RunLength": held(
			func(s ints) lawPairs { return seq.Pairs(seq.RunLength(s)) },
			on(vs(), prs(), 0),
			on(vs(7), prs(p(7, 1)), 1, 1),
			on(vs(7, 7, 8, 7), prs(p(7, 2), p(8, 1), p(7, 1)), 4, 3, 4, 4),
		),
	}
}

// lawMap is a sequence's one value, a map.
type lawMap[V any] = []map[int]V

func lawsOfMaps() lawTable {
	return lawTable{
		"GroupBy": held(
			seqtest.Result(func(s ints) map[int][]int { return seq.GroupBy(s, tapped(lawTens)) }),
			on(vs(), lawMap[[]int]{{}}, 0, 0),
			on(vs(10), lawMap[[]int]{{1: vs(10)}}, 1, 1),
			on(vs(10, 20, 11), lawMap[[]int]{{1: vs(10, 11), 2: vs(20)}}, 3, 3),
		),
		"FoldBy": held(
			seqtest.Result(func(s ints) map[int]int {
				return seq.FoldBy(s, tapped(lawTens), 100, tapped2(lawAdd))
			}),
			on(vs(), lawMap[int]{{}}, 0, 0),
			on(vs(10), lawMap[int]{{1: 110}}, 1, 1),
			on(vs(10, 20, 11), lawMap[int]{{1: 121, 2: 120}}, 3, 3),
		),
		"CountBy": held(
			seqtest.Result(func(s ints) map[int]int { return seq.CountBy(s, tapped(lawTens)) }),
			on(vs(), lawMap[int]{{}}, 0, 0),
			on(vs(10), lawMap[int]{{1: 1}}, 1, 1),
			on(vs(10, 20, 11), lawMap[int]{{1: 2, 2: 1}}, 3, 3),
		),
		"KeyBy": held(
			seqtest.Result(func(s ints) map[int]int { return seq.KeyBy(s, tapped(lawTens)) }),
			on(vs(), lawMap[int]{{}}, 0, 0),
			on(vs(10), lawMap[int]{{1: 10}}, 1, 1),
			on(vs(10, 20, 11), lawMap[int]{{1: 11, 2: 20}}, 3, 3),
		),
		"Partition": held(
			seqtest.Result(func(s ints) lawSlices {
				return seq.PairOf(seq.Partition(s, tapped(lawEven)))
			}),
			on(vs(), []lawSlices{{}}, 0, 0),
			on(vs(2), []lawSlices{{First: vs(2)}}, 1, 1),
			on(vs(1, 2, 3), []lawSlices{{First: vs(2), Second: vs(1, 3)}}, 3, 3),
		),
	}
}

// What is yielded has no capacity beyond its length, so that an append copies.
func TestCapacities(t *testing.T) {
	values := vs(11, 12, 21, 22, 23, 5, 31)
	s := slices.Values(values)
	for name, parts := range map[string]lawChunks{
		"Chunk":                       seq.Chunk(s, 3),
		"ChunkBy":                     seq.Values(seq.ChunkBy(s, lawTens)),
		"SplitWhen":                   seq.SplitWhen(s, func(a, b int) bool { return a > b }),
		"Window":                      seq.Window(s, 3),
		"Combinations":                seq.Combinations(values, 3),
		"CombinationsWithReplacement": seq.CombinationsWithReplacement(values, 2),
		"Permutations":                seq.Permutations(values, 2),
		"Powerset":                    seq.Powerset(values),
		"ProductN":                    seq.ProductN(values, values),
	} {
		for part := range parts {
			if cap(part) != len(part) {
				t.Errorf("%s: %v has a capacity of %d", name, part, cap(part))
			}
		}
	}
}
