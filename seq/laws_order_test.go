package seq_test

import (
	"cmp"
	"slices"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

func lawsOfOrder() lawTable {
	return lawTable{
		"Distinct": held(
			seq.Distinct[int],
			on(vs(), vs(), 0),
			on(vs(1), vs(1), 1, 1),
			on(vs(1, 1, 2, 1), vs(1, 2), 4, 1, 3),
		),
		"DistinctBy": held(
			func(s ints) ints { return seq.DistinctBy(s, tapped(lawTens)) },
			on(vs(), vs(), 0),
			on(vs(10), vs(10), 1, 1),
			on(vs(10, 11, 20, 12), vs(10, 20), 4, 1, 3),
		),
		"Compact": held(
			seq.Compact[int],
			on(vs(), vs(), 0),
			on(vs(0), vs(0), 1, 1),
			on(vs(1, 1, 2, 1), vs(1, 2, 1), 4, 1, 3, 4),
		),
		"CompactBy": held(
			func(s ints) ints { return seq.CompactBy(s, tapped(lawTens)) },
			on(vs(), vs(), 0),
			on(vs(0), vs(0), 1, 1),
			on(vs(10, 11, 20, 12), vs(10, 20, 12), 4, 1, 3, 4),
		),
		"Top": append(
			held(
				seqtest.Result(func(s ints) []int { return seq.Top(s, 2) }),
				on(vs(), chunks(vs()), 0, 0),
				on(vs(1), chunks(vs(1)), 1, 1),
				on(vs(3, 1, 2), chunks(vs(3, 2)), 3, 3),
			),
			held(
				seqtest.Result(func(s ints) []int { return seq.Top(s, 0) }),
				on(vs(3, 1, 2), chunks(vs()), 0, 0),
			)...,
		),
		"TopFunc": held(
			seqtest.Result(func(s ints) []int { return seq.TopFunc(s, 2, tapped2(cmp.Compare[int])) }),
			on(vs(), chunks(vs()), 0, 0),
			on(vs(1), chunks(vs(1)), 1, 1),
			on(vs(1, 3, 2), chunks(vs(3, 2)), 3, 3),
		),
	}
}

func lawsOfSets() lawTable {
	return lawTable{
		"Union": slices.Concat(
			held(
				func(s ints) ints { return seq.Union(s, nil, seq.Of(1, 9)) },
				on(vs(), vs(1, 9), 0, 0, 0),
				on(vs(9), vs(9, 1), 1, 1, 1),
				on(vs(1, 1, 2), vs(1, 2, 9), 3, 1, 3, 3),
			),
			held(
				func(s ints) ints { return seq.Union(seq.Of(1), s) },
				on(vs(), vs(1), 0, 0),
				on(vs(1, 2, 1), vs(1, 2), 3, 0, 2),
			),
		),
		"Intersect": slices.Concat(
			held(
				func(s ints) ints { return seq.Intersect(s) },
				on(vs(), vs(), 0),
				on(vs(1), vs(1), 1, 1),
				on(vs(1, 1, 2), vs(1, 2), 3, 1, 3),
			),
			held(
				func(s ints) ints { return seq.Intersect(s, seq.Of(2, 3)) },
				on(vs(), vs(), 0),
				on(vs(1, 2, 2, 3, 4), vs(2, 3), 4, 2, 4),
			),
			held(
				func(s ints) ints { return seq.Intersect(seq.Of(1, 2, 3), s) },
				on(vs(), vs(), 0),
				on(vs(3, 1, 3), vs(1, 3), 3, 3, 3),
			),
			held( // no further than to all that is in question
				func(s ints) ints { return seq.Intersect(seq.Of(1, 2), seq.Of(1), s) },
				on(vs(), vs(), 0),
				on(vs(5, 1, 7), vs(1), 2, 2),
			),
			held( // not at all, if nothing is
				func(s ints) ints { return seq.Intersect(s, nil) },
				on(vs(1, 2), vs(), 0),
			),
		),
		"Difference": slices.Concat(
			held(
				func(s ints) ints { return seq.Difference(s, seq.Of(2), nil) },
				on(vs(), vs(), 0),
				on(vs(2), vs(), 1),
				on(vs(1, 2, 1, 3), vs(1, 3), 4, 1, 4),
			),
			held(
				func(s ints) ints { return seq.Difference(seq.Of(1, 2, 3), seq.Of(3), s) },
				on(vs(), vs(1, 2), 0, 0, 0),
				on(vs(2, 5), vs(1), 2, 2),
			),
		),
	}
}
