package seq_test

import (
	"math"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

var (
	lawEndless   = []seqtest.Option{seqtest.Endless()}
	lawSingleUse = []seqtest.Option{seqtest.SingleUse()}
)

func lawsOfSources() lawTable {
	return lawTable{
		"Empty":   from(seq.Empty[int], vs()),
		"Of":      from(func() ints { return seq.Of(1, 2, 3) }, vs(1, 2, 3)),
		"Repeat":  from(func() ints { return seq.Repeat(7) }, vs(7, 7, 7), lawEndless...),
		"RepeatN": from(func() ints { return seq.RepeatN(7, 3) }, vs(7, 7, 7)),
		"Iterate": from(
			func() ints { return seq.Iterate(1, tapped(lawDouble)) }, vs(1, 2, 4, 8), lawEndless...,
		),
		"Unfold": from(
			func() ints {
				return seq.Unfold(3, func(n int) (int, int, bool) {
					lawWire.Touch()
					return 10 * n, n - 1, n > 0
				})
			}, vs(30, 20, 10),
		),
		"Generate": from(lawCountdown, vs(3, 2, 1), lawSingleUse...),
		"FromChan": from(lawChannel, vs(1, 2, 3), lawSingleUse...),
		"Cycle": append(
			heldWith(seq.Cycle[int], lawEndless,
				on(vs(1), vs(1, 1, 1), 1, 1, 1, 1),
				on(vs(1, 2), vs(1, 2, 1, 2, 1), 2, 1, 2, 2, 2, 2),
			),
			held(seq.Cycle[int], on(vs(), vs(), 0))..., // which ends
		),
		"SortedMap": from(
			func() lawPairs { return seq.Pairs(seq.SortedMap(map[int]int{3: 30, 1: 10, 2: 20})) },
			prs(p(1, 10), p(2, 20), p(3, 30)),
		),
	}
}

func lawDouble(v int) int { return 2 * v }

func lawCountdown() ints {
	n := 4
	return seq.Generate(func() (int, bool) {
		n = max(n-1, 0)
		return n, n > 0
	})
}

func lawChannel() ints {
	ch := make(chan int, 3)
	for v := range 3 {
		ch <- v + 1
	}
	close(ch)
	return seq.FromChan(ch)
}

func lawsOfRanges() lawTable {
	return lawTable{
		"Range": append(
			from(func() ints { return seq.Range(2, 5) }, vs(2, 3, 4)),
			from(func() ints { return seq.Range(5, 2) }, vs())...,
		),
		"RangeStep": append(
			from(func() ints { return seq.RangeStep(9, 2, -3) }, vs(9, 6, 3)),
			append(
				from(func() ints { return seq.RangeStep(math.MaxInt-1, math.MaxInt, 5) }, vs(math.MaxInt-1)),
				from(
					func() lawFloats { return seq.RangeStep(0, 1, 0.25) },
					[]float64{0, 0.25, 0.5, 0.75},
				)...,
			)...,
		),
	}
}

func lawsOfCombinatorics() lawTable {
	return lawTable{
		"Combinations": from(
			func() lawChunks { return seq.Combinations(vs(1, 2, 3), 2) },
			chunks(vs(1, 2), vs(1, 3), vs(2, 3)),
		),
		"CombinationsWithReplacement": from(
			func() lawChunks { return seq.CombinationsWithReplacement(vs(1, 2), 2) },
			chunks(vs(1, 1), vs(1, 2), vs(2, 2)),
		),
		"Permutations": from(
			func() lawChunks { return seq.Permutations(vs(1, 2, 3), 2) },
			chunks(vs(1, 2), vs(1, 3), vs(2, 1), vs(2, 3), vs(3, 1), vs(3, 2)),
		),
		"Powerset": from(
			func() lawChunks { return seq.Powerset(vs(1, 2)) },
			chunks(vs(), vs(1), vs(2), vs(1, 2)),
		),
		"ProductN": from(
			func() lawChunks { return seq.ProductN(vs(1, 2), vs(8, 9)) },
			chunks(vs(1, 8), vs(1, 9), vs(2, 8), vs(2, 9)),
		),
	}
}
