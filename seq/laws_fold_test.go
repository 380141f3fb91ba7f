package seq_test

import (
	"cmp"
	"iter"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

// Consumers are held to the laws as operators that yield one value.

// lawFound is what consumers return that may find nothing.
type lawFound = seq.Pair[int, bool]

func lawIs(v int) []lawFound { return []lawFound{{First: v, Second: true}} }

var lawNothing = []lawFound{{}}

// foundBy makes an operator of such a consumer.
func foundBy(f func(ints) (int, bool)) func(ints) iter.Seq[lawFound] {
	return seqtest.Result(func(s ints) lawFound { return seq.PairOf(f(s)) })
}

func lawsOfFolds() lawTable {
	return lawTable{
		"Fold": held(
			seqtest.Result(func(s ints) int { return seq.Fold(s, 100, tapped2(lawAdd)) }),
			on(vs(), vs(100), 0, 0),
			on(vs(1), vs(101), 1, 1),
			on(vs(1, 2, 3), vs(106), 3, 3),
		),
		"FoldWhile": held(
			seqtest.Result(func(s ints) int {
				return seq.FoldWhile(s, 100, func(acc, v int) (int, bool) {
					lawWire.Touch()
					return acc + v, acc+v < 103
				})
			}),
			on(vs(), vs(100), 0, 0),
			on(vs(1), vs(101), 1, 1),
			on(vs(1, 2, 3), vs(103), 2, 2),
		),
		"Reduce": held(
			foundBy(func(s ints) (int, bool) { return seq.Reduce(s, tapped2(lawAdd)) }),
			on(vs(), lawNothing, 0, 0),
			on(vs(1), lawIs(1), 1, 1),
			on(vs(1, 2, 3), lawIs(6), 3, 3),
		),
		"Sum": held(
			seqtest.Result(seq.Sum[int]),
			on(vs(), vs(0), 0, 0), on(vs(1), vs(1), 1, 1), on(vs(1, 2, 3), vs(6), 3, 3),
		),
		"Prod": held(
			seqtest.Result(seq.Prod[int]),
			on(vs(), vs(1), 0, 0), on(vs(2), vs(2), 1, 1), on(vs(2, 3, 4), vs(24), 3, 3),
		),
		"Mean": held(
			seqtest.Result(func(s ints) lawMean { return seq.PairOf(seq.Mean(s)) }),
			on(vs(), []lawMean{{}}, 0, 0),
			on(vs(2), []lawMean{{First: 2, Second: true}}, 1, 1),
			on(vs(1, 2), []lawMean{{First: 1.5, Second: true}}, 2, 2),
		),
		"Count": held(
			seqtest.Result(seq.Count[int]),
			on(vs(), vs(0), 0, 0), on(vs(7), vs(1), 1, 1), on(vs(7, 8, 9), vs(3), 3, 3),
		),
		"Join": held(
			seqtest.Result(func(s lawStrings) string { return seq.Join(s, "-") }),
			on([]string{}, []string{""}, 0, 0),
			on([]string{"a"}, []string{"a"}, 1, 1),
			on([]string{"a", "", "b"}, []string{"a--b"}, 3, 3),
		),
		"ForEach": held(
			seqtest.Result(func(s ints) (seen []int) {
				seq.ForEach(s, func(v int) {
					lawWire.Touch()
					seen = append(seen, v)
				})
				return seen
			}),
			on(vs(), chunks(vs()), 0, 0),
			on(vs(1), chunks(vs(1)), 1, 1),
			on(vs(1, 2, 3), chunks(vs(1, 2, 3)), 3, 3),
		),
		"Drain": held(
			func(s ints) ints {
				return func(yield func(int) bool) { seq.Drain(s) }
			},
			on(vs(), vs(), 0), on(vs(1), vs(), 1), on(vs(1, 2, 3), vs(), 3),
		),
	}
}

// lawMean is what Mean returns, lawEnds what MinMax does.
type (
	lawMean = seq.Pair[float64, bool]
	lawEnds struct {
		least, greatest int
		ok              bool
	}
)

// Values whose last digits are in another order than they are.
func lawsOfExtremes() lawTable {
	return lawTable{
		"Min": held(
			foundBy(seq.Min[int]),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(12, 3, 21), lawIs(3), 3, 3),
		),
		"Max": held(
			foundBy(seq.Max[int]),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(12, 3, 21), lawIs(21), 3, 3),
		),
		"MinMax": held(
			seqtest.Result(func(s ints) (e lawEnds) {
				e.least, e.greatest, e.ok = seq.MinMax(s)
				return e
			}),
			on(vs(), []lawEnds{{}}, 0, 0),
			on(vs(1), []lawEnds{{1, 1, true}}, 1, 1),
			on(vs(12, 3, 21), []lawEnds{{3, 21, true}}, 3, 3),
		),
		"MinBy": held(
			foundBy(func(s ints) (int, bool) { return seq.MinBy(s, tapped(lawLastDigit)) }),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(12, 3, 21), lawIs(21), 3, 3),
		),
		"MaxBy": held(
			foundBy(func(s ints) (int, bool) { return seq.MaxBy(s, tapped(lawLastDigit)) }),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(12, 3, 21), lawIs(3), 3, 3),
		),
		"MinFunc": held(
			foundBy(func(s ints) (int, bool) { return seq.MinFunc(s, tapped2(cmp.Compare[int])) }),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(12, 3, 21), lawIs(3), 3, 3),
		),
		"MaxFunc": held(
			foundBy(func(s ints) (int, bool) { return seq.MaxFunc(s, tapped2(cmp.Compare[int])) }),
			on(vs(), lawNothing, 0, 0), on(vs(1), lawIs(1), 1, 1), on(vs(12, 3, 21), lawIs(21), 3, 3),
		),
	}
}
