package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

// Every figure is a ratio to the loop by hand, or to raw iter.Pull, that runs in the
// same process over the same million of ints:
//
//	go test -run '^$' -bench . -count 10 ./seq | benchstat -
//
// On a shared machine pin it to one core (taskset -c 0) and look at the minima.
//
// "in one expression" is a chain that is ranged over in the function that makes it,
// where the compiler can inline all of it; "built elsewhere" is one that comes from a
// function which is not inlined, as from another package or out of a struct.

const benchN = 1_000_000

var (
	benchInts  = slices.Collect(seq.Range(0, benchN))
	benchMixed = func() []int { // each once, in no order
		vs := make([]int, benchN)
		for i := range vs {
			vs[i] = (i * 7919) % benchN
		}
		return vs
	}()
	benchSink int // so that no result is optimised away
)

func benchTriple(v int) int { return 3 * v }
func benchOdd(v int) bool   { return v%2 != 0 }
func benchTens(v int) bool  { return v%10 != 5 }
func benchKey(v int) int    { return v % 1000 }

//go:noinline
func benchElsewhere(vs []int) iter.Seq[int] { return slices.Values(vs) }

//go:noinline
func benchMapFilterTake(vs []int) iter.Seq[int] {
	return seq.Take(seq.Filter(seq.Map(slices.Values(vs), benchTriple), benchOdd), benchN/2)
}

//go:noinline
func benchByHand(vs []int) int {
	sum, left := 0, benchN/2
	for _, v := range vs {
		if v = benchTriple(v); !benchOdd(v) {
			continue
		}
		sum += v
		if left--; left == 0 {
			break
		}
	}
	return sum
}

//go:noinline
func benchRangedOver(vs []int) int {
	sum := 0
	for v := range seq.Take(
		seq.Filter(seq.Map(slices.Values(vs), benchTriple), benchOdd), benchN/2) {
		sum += v
	}
	return sum
}

func BenchmarkMapFilterTakeSum(b *testing.B) {
	b.Run("by hand", func(b *testing.B) {
		for b.Loop() {
			benchSink = benchByHand(benchInts)
		}
	})
	b.Run("in one expression", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchSink = seq.Sum(seq.Take(
				seq.Filter(seq.Map(slices.Values(benchInts), benchTriple), benchOdd), benchN/2))
		}
	})
	// In a function, as what b.Loop does to variables of its body costs more than the loop.
	b.Run("in one expression, ranged over", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchSink = benchRangedOver(benchInts)
		}
	})
	b.Run("built elsewhere", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchSink = seq.Sum(benchMapFilterTake(benchInts))
		}
	})
}

// The compiler does not inline a call that it is already in the middle of inlining,
// and tells calls apart by their place in the source: from the second use of an
// operator on, a chain is made of calls.
func BenchmarkSameOperatorTwice(b *testing.B) {
	b.Run("by hand", func(b *testing.B) {
		for b.Loop() {
			sum := 0
			for _, v := range benchInts {
				if v = benchTriple(v); !benchOdd(v) {
					continue
				}
				if v = benchTriple(v); benchTens(v) {
					sum += v
				}
			}
			benchSink = sum
		}
	})
	b.Run("Map Filter Map Filter", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchSink = seq.Sum(seq.Filter(seq.Map(
				seq.Filter(seq.Map(slices.Values(benchInts), benchTriple), benchOdd), benchTriple), benchTens))
		}
	})
	b.Run("Map Filter FilterMap", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchSink = seq.Sum(seq.FilterMap(
				seq.Filter(seq.Map(slices.Values(benchInts), benchTriple), benchOdd),
				func(v int) (int, bool) { v = benchTriple(v); return v, benchTens(v) }))
		}
	})
}
