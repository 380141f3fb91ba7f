package seq

import (
	"iter"
	"slices"

	"github.com/samber/lo/it"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/seq"
)

// The functions below are not inlined, so that each is compiled by itself, as it would
// be in the program of a user.

func chain() measure.Work {
	return measure.Work{
		Name:  "seq-chain",
		Title: "Map, filter, take and sum in one expression",
		About: "`Sum(Take(Filter(Map(values, triple), odd), n/2))`, ranged over where it is built: " +
			"there the compiler can make a plain loop of it.",
		Ways: []measure.Way{
			{Name: "coseq", Run: over(chainOfSeq)},
			{Name: "lo/it", Run: over(chainOfLo)},
			{Name: "loop", Run: over(chainByHand)},
		},
	}
}

func chainElsewhere() measure.Work {
	return measure.Work{
		Name:  "seq-chain-elsewhere",
		Title: "The same, built elsewhere",
		About: "The chain comes out of a function that is not inlined, as from another package or " +
			"out of a struct: each operator is a call for each value.",
		Ways: []measure.Way{
			{Name: "coseq", Run: over(func(vs []int) int { return seq.Sum(builtOfSeq(vs)) })},
			{Name: "lo/it", Run: over(func(vs []int) int { return it.Sum(builtOfLo(vs)) })},
			{Name: "loop", Run: over(chainByHand)},
		},
	}
}

//go:noinline
func chainByHand(vs []int) int {
	sum, left := 0, len(vs)/2
	for _, v := range vs {
		if left == 0 {
			break
		}
		if v = triple(v); !odd(v) {
			continue
		}
		sum += v
		left--
	}
	return sum
}

//go:noinline
func chainOfSeq(vs []int) int {
	return seq.Sum(seq.Take(seq.Filter(seq.Map(slices.Values(vs), triple), odd), len(vs)/2))
}

//go:noinline
func chainOfLo(vs []int) int {
	return it.Sum(it.Take(it.Filter(it.Map(slices.Values(vs), triple), odd), len(vs)/2))
}

//go:noinline
func builtOfSeq(vs []int) iter.Seq[int] {
	return seq.Take(seq.Filter(seq.Map(slices.Values(vs), triple), odd), len(vs)/2)
}

//go:noinline
func builtOfLo(vs []int) iter.Seq[int] {
	return it.Take(it.Filter(it.Map(slices.Values(vs), triple), odd), len(vs)/2)
}

// The compiler does not inline a call that it is already in the middle of inlining, and
// tells calls apart by their place in the source.
func twice() measure.Work {
	return measure.Work{
		Name:  "seq-chain-twice",
		Title: "Map, filter, map, filter and sum in one expression",
		About: "From the second use of an operator on, the compiler makes calls of a chain. " +
			"`FilterMap` for the second two is the way around that.",
		Ways: []measure.Way{
			{Name: "coseq", Run: over(twiceOfSeq)},
			{Name: "coseq FilterMap", Run: over(twiceOfFilterMap)},
			{Name: "lo/it", Run: over(twiceOfLo)},
			{Name: "loop", Run: over(twiceByHand)},
		},
	}
}

//go:noinline
func twiceByHand(vs []int) (sum int) {
	for _, v := range vs {
		if v = triple(v); !odd(v) {
			continue
		}
		if v = triple(v); tens(v) {
			sum += v
		}
	}
	return sum
}

//go:noinline
func twiceOfSeq(vs []int) int {
	return seq.Sum(seq.Filter(seq.Map(
		seq.Filter(seq.Map(slices.Values(vs), triple), odd), triple), tens))
}

//go:noinline
func twiceOfFilterMap(vs []int) int {
	return seq.Sum(seq.FilterMap(seq.Filter(seq.Map(slices.Values(vs), triple), odd),
		func(v int) (int, bool) { v = triple(v); return v, tens(v) }))
}

//go:noinline
func twiceOfLo(vs []int) int {
	return it.Sum(it.Filter(it.Map(
		it.Filter(it.Map(slices.Values(vs), triple), odd), triple), tens))
}
