package seq_test

import (
	"slices"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

var lawYes, lawNo = []bool{true}, []bool{false}

func lawsOfSearches() lawTable {
	return lawTable{
		"Every": held(
			seqtest.Result(func(s ints) bool { return seq.Every(s, tapped(lawSmall)) }),
			on(vs(), lawYes, 0, 0),
			on(vs(1), lawYes, 1, 1),
			on(vs(1, 3, 1), lawNo, 2, 2),
			on(vs(1, 2, 1), lawYes, 3, 3),
		),
		"Some": held(
			seqtest.Result(func(s ints) bool { return seq.Some(s, tapped(lawLarge)) }),
			on(vs(), lawNo, 0, 0),
			on(vs(1), lawNo, 1, 1),
			on(vs(1, 3, 1), lawYes, 2, 2),
			on(vs(1, 2, 1), lawNo, 3, 3),
		),
		"None": held(
			seqtest.Result(func(s ints) bool { return seq.None(s, tapped(lawLarge)) }),
			on(vs(), lawYes, 0, 0),
			on(vs(1), lawYes, 1, 1),
			on(vs(1, 3, 1), lawNo, 2, 2),
			on(vs(1, 2, 1), lawYes, 3, 3),
		),
		"Contains": held(
			seqtest.Result(func(s ints) bool { return seq.Contains(s, 3) }),
			on(vs(), lawNo, 0, 0),
			on(vs(1), lawNo, 1, 1),
			on(vs(1, 3, 1), lawYes, 2, 2),
		),
		"Find": held(
			foundBy(func(s ints) (int, bool) { return seq.Find(s, tapped(lawLarge)) }),
			on(vs(), lawNothing, 0, 0),
			on(vs(1), lawNothing, 1, 1),
			on(vs(1, 4, 3), lawIs(4), 2, 2),
		),
		"First": held(
			foundBy(seq.First[int]),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(1, 2), lawIs(1), 1, 1),
		),
		"Last": held(
			foundBy(seq.Last[int]),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(1, 2), lawIs(2), 2, 2),
		),
		"Nth": held(
			foundBy(func(s ints) (int, bool) { return seq.Nth(s, 1) }),
			on(vs(), lawNothing, 0, 0),
			on(vs(1), lawNothing, 1, 1),
			on(vs(1, 2, 3), lawIs(2), 2, 2),
		),
		"Single": held(
			foundBy(seq.Single[int]),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(1, 2, 3), lawNothing, 2, 2),
		),
		"IsEmpty": held(
			seqtest.Result(seq.IsEmpty[int]),
			on(vs(), lawYes, 0, 0), on(vs(1), lawNo, 1, 1), on(vs(1, 2, 3), lawNo, 1, 1),
		),
		"IsSorted": held(
			seqtest.Result(seq.IsSorted[int]),
			on(vs(), lawYes, 0, 0),
			on(vs(1), lawYes, 1, 1),
			on(vs(1, 2, 2), lawYes, 3, 3),
			on(vs(1, 0, 2), lawNo, 2, 2),
		),
	}
}

// Two sequences, each of which is under test in turn.
func lawsOfComparisons() lawTable {
	return lawTable{
		"Equal": slices.Concat(
			held(
				seqtest.Result(func(s ints) bool { return seq.Equal(s, seq.Of(1, 2)) }),
				on(vs(), lawNo, 0, 0),
				on(vs(1), lawNo, 1, 1),
				on(vs(1, 2), lawYes, 2, 2),
				on(vs(1, 2, 3, 4), lawNo, 3, 3),
				on(vs(0, 2, 3), lawNo, 1, 1),
			),
			held(
				seqtest.Result(func(s ints) bool { return seq.Equal(seq.Of(1, 2), s) }),
				on(vs(), lawNo, 0, 0),
				on(vs(1, 2), lawYes, 2, 2),
				on(vs(1, 2, 3, 4), lawNo, 3, 3),
				on(vs(0, 2, 3), lawNo, 1, 1),
			),
		),
		"EqualFunc": slices.Concat(
			held(
				seqtest.Result(func(s ints) bool { return seq.EqualFunc(s, seq.Of(10, 20), lawTenfold) }),
				on(vs(), lawNo, 0, 0),
				on(vs(1), lawNo, 1, 1),
				on(vs(1, 2), lawYes, 2, 2),
				on(vs(0, 2, 3), lawNo, 1, 1),
			),
			held(
				seqtest.Result(func(s ints) bool { return seq.EqualFunc(seq.Of(1, 2), s, lawTenfold) }),
				on(vs(), lawNo, 0, 0),
				on(vs(10, 20), lawYes, 2, 2),
				on(vs(10, 20, 30, 40), lawNo, 3, 3),
			),
		),
		"Compare": slices.Concat(
			held(
				seqtest.Result(func(s ints) int { return seq.Compare(s, seq.Of(1, 2)) }),
				on(vs(), vs(-1), 0, 0),
				on(vs(1), vs(-1), 1, 1),
				on(vs(1, 2), vs(0), 2, 2),
				on(vs(1, 2, 3, 4), vs(1), 3, 3),
				on(vs(3, 2, 3), vs(1), 1, 1),
			),
			held(
				seqtest.Result(func(s ints) int { return seq.Compare(seq.Of(1, 2), s) }),
				on(vs(), vs(1), 0, 0),
				on(vs(1, 2), vs(0), 2, 2),
				on(vs(1, 2, 3, 4), vs(-1), 3, 3),
				on(vs(3, 2, 3), vs(-1), 1, 1),
			),
		),
	}
}

func lawTenfold(a, b int) bool {
	lawWire.Touch()
	return 10*a == b
}
