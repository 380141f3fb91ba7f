package seq_test

import (
	"iter"
	"slices"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

func lawsOfZips() lawTable {
	return lawTable{
		"Zip": slices.Concat(
			held(
				func(s ints) lawPairs { return seq.Pairs(seq.Zip(s, seq.Of(8, 9))) },
				on(vs(), prs(), 0),
				on(vs(1), prs(p(1, 8)), 1, 1),
				on(vs(1, 2, 3, 4), prs(p(1, 8), p(2, 9)), 3, 1, 2),
			),
			held(
				func(s ints) lawPairs { return seq.Pairs(seq.Zip(seq.Of(8, 9), s)) },
				on(vs(), prs(), 0),
				on(vs(1, 2, 3), prs(p(8, 1), p(9, 2)), 2, 1, 2),
			),
			held(
				func(s ints) lawPairs { return seq.Pairs(seq.Zip(s, s)) },
				on(vs(1, 2), prs(p(1, 1), p(2, 2)), 4, 2, 4),
			),
		),
		"ZipWith": slices.Concat(
			held(
				func(s ints) ints { return seq.ZipWith(s, seq.Of(8, 9), tapped2(lawAdd)) },
				on(vs(), vs(), 0),
				on(vs(1), vs(9), 1, 1),
				on(vs(1, 2, 3, 4), vs(9, 11), 3, 1, 2),
			),
			held(
				func(s ints) ints { return seq.ZipWith(seq.Of(8, 9), s, tapped2(lawAdd)) },
				on(vs(), vs(), 0),
				on(vs(1, 2, 3), vs(9, 11), 2, 1, 2),
			),
		),
		"ZipLongest": slices.Concat(
			held(
				func(s ints) lawPairs { return seq.Pairs(seq.ZipLongest(s, seq.Of(8, 9), -1, -2)) },
				on(vs(), prs(p(-1, 8), p(-1, 9)), 0, 0, 0),
				on(vs(1), prs(p(1, 8), p(-1, 9)), 1, 1, 1),
				on(vs(1, 2, 3), prs(p(1, 8), p(2, 9), p(3, -2)), 3, 1, 2, 3),
			),
			held(
				func(s ints) lawPairs { return seq.Pairs(seq.ZipLongest(seq.Of(8), s, -1, -2)) },
				on(vs(), prs(p(8, -2)), 0, 0),
				on(vs(1, 2, 3), prs(p(8, 1), p(-1, 2), p(-1, 3)), 3, 1, 2, 3),
			),
		),
		"ZipStrict": slices.Concat(
			held(
				func(s ints) iter.Seq[lawStrict] { return seq.Pairs(seq.ZipStrict(s, seq.Of(8, 9))) },
				on(vs(), []lawStrict{lawUnequal}, 0, 0),
				on(vs(1), []lawStrict{lawBoth(1, 8), lawUnequal}, 1, 1, 1),
				on(vs(1, 2), []lawStrict{lawBoth(1, 8), lawBoth(2, 9)}, 2, 1, 2),
				on(vs(1, 2, 3, 4), []lawStrict{lawBoth(1, 8), lawBoth(2, 9), lawUnequal}, 3, 1, 2, 3),
			),
			held(
				func(s ints) iter.Seq[lawStrict] { return seq.Pairs(seq.ZipStrict(seq.Of(8), s)) },
				on(vs(), []lawStrict{lawUnequal}, 0, 0),
				on(vs(1), []lawStrict{lawBoth(8, 1)}, 1, 1),
				on(vs(1, 2, 3), []lawStrict{lawBoth(8, 1), lawUnequal}, 2, 1, 2),
			),
		),
		"Unzip": held(
			seqtest.Result(func(s lawPairs) lawSlices { return seq.PairOf(seq.Unzip(seq.Unpair(s))) }),
			on(prs(), []lawSlices{{}}, 0, 0),
			on(prs(p(1, 8)), []lawSlices{{First: vs(1), Second: vs(8)}}, 1, 1),
			on(prs(p(1, 8), p(2, 9)), []lawSlices{{First: vs(1, 2), Second: vs(8, 9)}}, 2, 2),
		),
	}
}

// lawSlices are the two results of Unzip and Partition.
type lawSlices = seq.Pair[[]int, []int]

// lawStrict is what ZipStrict yields.
type lawStrict = seq.Pair[pair, error]

var lawUnequal = lawStrict{Second: seq.ErrUnequal}

func lawBoth(a, b int) lawStrict { return lawStrict{First: p(a, b)} }
