package seq_test

import (
	"cmp"
	"slices"

	"github.com/coseq/coseq/seq"
)

// Operators with several sources, each of which is under test in turn.

func lawsOfCombine() lawTable {
	return lawTable{
		"Concat": slices.Concat(
			held(
				func(s ints) ints { return seq.Concat(s, nil, seq.Of(9)) },
				on(vs(), vs(9), 0, 0),
				on(vs(1), vs(1, 9), 1, 1, 1),
				on(vs(1, 2), vs(1, 2, 9), 2, 1, 2, 2),
			),
			held(
				func(s ints) ints { return seq.Concat(seq.Of(9), s, s) },
				on(vs(), vs(9), 0, 0),
				on(vs(1, 2), vs(9, 1, 2, 1, 2), 4, 0, 1, 2, 3, 4),
			),
		),
		"Append": held(
			func(s ints) ints { return seq.Append(s, 8, 9) },
			on(vs(), vs(8, 9), 0, 0, 0),
			on(vs(1), vs(1, 8, 9), 1, 1, 1, 1),
			on(vs(1, 2), vs(1, 2, 8, 9), 2, 1, 2, 2, 2),
		),
		"Prepend": held(
			func(s ints) ints { return seq.Prepend(s, 8, 9) },
			on(vs(), vs(8, 9), 0, 0, 0),
			on(vs(1), vs(8, 9, 1), 1, 0, 0, 1),
			on(vs(1, 2), vs(8, 9, 1, 2), 2, 0, 0, 1, 2),
		),
		"Interleave": slices.Concat(
			held(
				func(s ints) ints { return seq.Interleave(s, seq.Of(8, 9)) },
				on(vs(), vs(8, 9), 0, 0, 0),
				on(vs(1), vs(1, 8, 9), 1, 1, 1, 1),
				on(vs(1, 2, 3), vs(1, 8, 2, 9, 3), 3, 1, 1, 2, 2, 3),
			),
			held(
				func(s ints) ints { return seq.Interleave(seq.Of(8, 9), s, seq.Of(7)) },
				on(vs(), vs(8, 7, 9), 0, 0, 0, 0),
				on(vs(1, 2, 3), vs(8, 1, 7, 9, 2, 3), 3, 0, 1, 1, 1, 2, 3),
			),
			held(
				func(s ints) ints { return seq.Interleave(s, s) },
				on(vs(1, 2), vs(1, 1, 2, 2), 4, 1, 2, 3, 4),
			),
		),
		"Product": slices.Concat(
			held(
				func(s ints) lawPairs { return seq.Pairs(seq.Product(s, seq.Of(8, 9))) },
				on(vs(), prs(), 0),
				on(vs(1), prs(p(1, 8), p(1, 9)), 1, 1, 1),
				on(vs(1, 2), prs(p(1, 8), p(1, 9), p(2, 8), p(2, 9)), 2, 1, 1, 2, 2),
			),
			held(
				func(s ints) lawPairs { return seq.Pairs(seq.Product(seq.Of(8, 9), s)) },
				on(vs(), prs(), 0),
				on(vs(1, 2), prs(p(8, 1), p(8, 2), p(9, 1), p(9, 2)), 2, 1, 2, 2, 2),
			),
			held( // no more than one of a, for no b
				func(s ints) lawPairs { return seq.Pairs(seq.Product(s, seq.Empty[int]())) },
				on(vs(1, 2), prs(), 1),
			),
		),
		"JoinBy": slices.Concat(
			held(
				func(s ints) lawPairs { return lawJoin(s, seq.Of(10, 20, 11)) },
				on(vs(), prs(), 0),
				on(vs(1), prs(p(1, 11)), 1, 1),
				on(vs(0, 5, 1), prs(p(0, 10), p(0, 20), p(1, 11)), 3, 1, 1, 3),
			),
			held(
				func(s ints) lawPairs { return lawJoin(seq.Of(0, 1), s) },
				on(vs(), prs(), 0),
				on(vs(10, 20, 11), prs(p(0, 10), p(0, 20), p(1, 11)), 3, 3, 3, 3),
			),
			held( // a is not started, for no b
				func(s ints) lawPairs { return lawJoin(s, seq.Empty[int]()) },
				on(vs(1, 2), prs(), 0),
			),
		),
	}
}

func lawLastDigit(v int) int { return v % 10 }

func lawJoin(a, b ints) lawPairs {
	return seq.JoinBy(a, b, tapped(lawLastDigit), tapped(lawLastDigit))
}

func lawsOfMerges() lawTable {
	return lawTable{
		"Merge": slices.Concat(
			held(
				func(s ints) ints { return seq.Merge(s, seq.Of(2, 4)) },
				on(vs(), vs(2, 4), 0, 0, 0),
				on(vs(3), vs(2, 3, 4), 1, 1, 1, 1),
				on(vs(1, 3, 5), vs(1, 2, 3, 4, 5), 3, 1, 2, 2, 3, 3),
			),
			held(
				func(s ints) ints { return seq.Merge(seq.Of(2, 4), s) },
				on(vs(), vs(2, 4), 0, 0, 0),
				on(vs(1, 3, 5), vs(1, 2, 3, 4, 5), 3, 1, 2, 2, 3, 3),
			),
			held(
				func(s ints) ints { return seq.Merge(s, s) },
				on(vs(1, 2), vs(1, 1, 2, 2), 4, 2, 3, 4, 4),
			),
		),
		"MergeFunc": slices.Concat(
			held(
				func(s ints) ints { return lawMerge(s, seq.Of(2, 4), seq.Of(2)) },
				on(vs(), vs(2, 2, 4), 0, 0, 0, 0),
				on(vs(3), vs(2, 2, 3, 4), 1, 1, 1, 1, 1),
				on(vs(1, 3, 5), vs(1, 2, 2, 3, 4, 5), 3, 1, 2, 2, 2, 3, 3),
			),
			held(
				func(s ints) ints { return lawMerge(seq.Of(2, 4), seq.Of(2), s) },
				on(vs(), vs(2, 2, 4), 0, 0, 0, 0),
				on(vs(1, 3, 5), vs(1, 2, 2, 3, 4, 5), 3, 1, 2, 2, 2, 3, 3),
			),
		),
	}
}

func lawMerge(seqs ...ints) ints { return seq.MergeFunc(tapped2(cmp.Compare[int]), seqs...) }
