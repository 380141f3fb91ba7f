package seq_test

import (
	"iter"
	"slices"

	"github.com/coseq/coseq/seq"
)

type (
	lawPairs   = iter.Seq[pair]
	lawChunks  = iter.Seq[[]int]
	lawStrings = iter.Seq[string]
	lawFloats  = iter.Seq[float64]
)

// onPairs makes an operator on sequences of single values of one on pairs.
func onPairs(op func(ints2) ints2) func(lawPairs) lawPairs {
	return func(s lawPairs) lawPairs {
		if s == nil {
			return seq.Pairs(op(nil))
		}
		return seq.Pairs(op(seq.Unpair(s)))
	}
}

func lawsOfPairs() lawTable {
	return lawTable{
		"Pairs": held(
			func(s ints) lawPairs {
				if s == nil {
					return seq.Pairs[int, int](nil)
				}
				return seq.Pairs(func(yield func(int, int) bool) {
					s(func(v int) bool { return yield(v, 10*v) })
				})
			},
			on(vs(), prs(), 0),
			on(vs(1), prs(p(1, 10)), 1, 1),
			on(vs(1, 2), prs(p(1, 10), p(2, 20)), 2, 1, 2),
		),
		"Unpair": held(
			func(s lawPairs) ints {
				return func(yield func(int) bool) {
					seq.Unpair(s)(func(a, b int) bool { return yield(a + b) })
				}
			},
			on(prs(), vs(), 0),
			on(prs(p(1, 10)), vs(11), 1, 1),
			on(prs(p(1, 10), p(2, 20)), vs(11, 22), 2, 1, 2),
		),
		"Keys": held(
			func(s lawPairs) ints { return seq.Keys(seq.Unpair(s)) },
			on(prs(), vs(), 0),
			on(prs(p(1, 10)), vs(1), 1, 1),
			on(prs(p(1, 10), p(2, 20)), vs(1, 2), 2, 1, 2),
		),
		"Values": held(
			func(s lawPairs) ints { return seq.Values(seq.Unpair(s)) },
			on(prs(), vs(), 0),
			on(prs(p(1, 10)), vs(10), 1, 1),
			on(prs(p(1, 10), p(2, 20)), vs(10, 20), 2, 1, 2),
		),
		"Swap": held(
			onPairs(seq.Swap[int, int]),
			on(prs(), prs(), 0),
			on(prs(p(1, 10)), prs(p(10, 1)), 1, 1),
			on(prs(p(1, 10), p(2, 20)), prs(p(10, 1), p(20, 2)), 2, 1, 2),
		),
		"Map2": held(
			onPairs(func(s ints2) ints2 {
				return seq.Map2(s, func(a, b int) (int, int) {
					lawWire.Touch()
					return a + b, b
				})
			}),
			on(prs(), prs(), 0),
			on(prs(p(1, 10)), prs(p(11, 10)), 1, 1),
			on(prs(p(1, 10), p(2, 20)), prs(p(11, 10), p(22, 20)), 2, 1, 2),
		),
		"MapValues": held(
			onPairs(func(s ints2) ints2 { return seq.MapValues(s, tapped(lawDouble)) }),
			on(prs(), prs(), 0),
			on(prs(p(1, 10)), prs(p(1, 20)), 1, 1),
			on(prs(p(1, 10), p(2, 20)), prs(p(1, 20), p(2, 40)), 2, 1, 2),
		),
		"Filter2": held(
			onPairs(func(s ints2) ints2 {
				return seq.Filter2(s, tapped2(func(a, b int) bool { return a < b }))
			}),
			on(prs(), prs(), 0),
			on(prs(p(2, 1)), prs(), 1),
			on(prs(p(1, 0), p(1, 2), p(3, 3), p(3, 4)), prs(p(1, 2), p(3, 4)), 4, 2, 4),
		),
		"Take2": slices.Concat(
			held(
				onPairs(func(s ints2) ints2 { return seq.Take2(s, 2) }),
				on(prs(), prs(), 0),
				on(prs(p(1, 1)), prs(p(1, 1)), 1, 1),
				on(prs(p(1, 1), p(2, 2), p(3, 3)), prs(p(1, 1), p(2, 2)), 2, 1, 2),
			),
			held(
				onPairs(func(s ints2) ints2 { return seq.Take2(s, 0) }),
				on(prs(p(1, 1)), prs(), 0),
			),
		),
		"Drop2": held(
			onPairs(func(s ints2) ints2 { return seq.Drop2(s, 1) }),
			on(prs(), prs(), 0),
			on(prs(p(1, 1)), prs(), 1),
			on(prs(p(1, 1), p(2, 2), p(3, 3)), prs(p(2, 2), p(3, 3)), 3, 2, 3),
		),
		"Concat2": slices.Concat(
			held(
				onPairs(func(s ints2) ints2 { return seq.Concat2(s, nil, slices.All(vs(7))) }),
				on(prs(), prs(p(0, 7)), 0, 0),
				on(prs(p(1, 1)), prs(p(1, 1), p(0, 7)), 1, 1, 1),
				on(prs(p(1, 1), p(2, 2)), prs(p(1, 1), p(2, 2), p(0, 7)), 2, 1, 2, 2),
			),
			held(
				onPairs(func(s ints2) ints2 { return seq.Concat2(slices.All(vs(7)), s) }),
				on(prs(), prs(p(0, 7)), 0, 0),
				on(prs(p(1, 1), p(2, 2)), prs(p(0, 7), p(1, 1), p(2, 2)), 2, 0, 1, 2),
			),
		),
	}
}
