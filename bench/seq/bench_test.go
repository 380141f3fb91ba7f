package seq

import (
	"iter"
	"slices"
	"testing"

	"github.com/samber/lo/it"

	"github.com/coseq/coseq/seq"
)

const n = 1_000_000

var (
	ints  = slices.Collect(seq.Range(0, n))
	mixed = slices.Collect(seq.Map(slices.Values(ints), func(v int) int { return v * 7919 % n }))
	sink  int // so that no result is optimised away
)

func triple(v int) int { return 3 * v }
func odd(v int) bool   { return v%2 != 0 }
func key(v int) int    { return v % 1000 }

//go:noinline
func elsewhere(vs []int) iter.Seq[int] { return slices.Values(vs) }

// The functions below are not inlined, as what b.Loop does to the variables of its
// body would cost more than some of the loops.

//go:noinline
func byHand(vs []int) int {
	sum, left := 0, n/2
	for _, v := range vs {
		if v = triple(v); !odd(v) {
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
func withSeq(vs []int) int {
	return seq.Sum(seq.Take(seq.Filter(seq.Map(slices.Values(vs), triple), odd), n/2))
}

//go:noinline
func withLo(vs []int) int {
	return it.Sum(it.Take(it.Filter(it.Map(slices.Values(vs), triple), odd), n/2))
}

//go:noinline
func chainOfSeq(vs []int) iter.Seq[int] {
	return seq.Take(seq.Filter(seq.Map(slices.Values(vs), triple), odd), n/2)
}

//go:noinline
func chainOfLo(vs []int) iter.Seq[int] {
	return it.Take(it.Filter(it.Map(slices.Values(vs), triple), odd), n/2)
}

func run(b *testing.B, name string, f func() int) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = f()
		}
	})
}

func BenchmarkMapFilterTakeSum(b *testing.B) {
	run(b, "by hand", func() int { return byHand(ints) })
	run(b, "coseq, in one expression", func() int { return withSeq(ints) })
	run(b, "coseq, built elsewhere", func() int { return seq.Sum(chainOfSeq(ints)) })
	run(b, "lo, in one expression", func() int { return withLo(ints) })
	run(b, "lo, built elsewhere", func() int { return it.Sum(chainOfLo(ints)) })
}

// lengths is not inlined either: the slices are as for a caller that keeps them.
//
//go:noinline
func lengths[V any](slices iter.Seq[[]V]) (sum int) {
	for vs := range slices {
		sum += len(vs)
	}
	return sum
}

func BenchmarkChunk(b *testing.B) {
	run(b, "by hand", func() (sum int) {
		chunk := make([]int, 0, 100)
		for _, v := range ints {
			if chunk = append(chunk, v); len(chunk) == 100 {
				sum += len(chunk)
				chunk = make([]int, 0, 100)
			}
		}
		return sum
	})
	run(b, "coseq", func() int { return lengths(seq.Chunk(elsewhere(ints), 100)) })
	run(b, "lo", func() int { return lengths(it.Chunk(elsewhere(ints), 100)) })
}

func BenchmarkWindow(b *testing.B) {
	run(b, "lo", func() int { return lengths(it.Window(elsewhere(ints), 10)) })
	run(b, "coseq", func() int { return lengths(seq.Window(elsewhere(ints), 10)) })
}

func BenchmarkZip(b *testing.B) {
	vs := ints[:n/10]
	run(b, "raw iter.Pull", func() (sum int) {
		next, stop := iter.Pull(elsewhere(vs))
		defer stop()
		for v, ok := next(); ok; v, ok = next() {
			sum += v
		}
		return sum
	})
	run(b, "coseq", func() (sum int) {
		for v, w := range seq.Zip(elsewhere(vs), elsewhere(vs)) {
			sum += v + w
		}
		return sum
	})
	run(b, "lo", func() (sum int) {
		for p := range it.Zip2(elsewhere(vs), elsewhere(vs)) {
			sum += p.A + p.B
		}
		return sum
	})
}

func BenchmarkDistinct(b *testing.B) {
	keys := slices.Collect(seq.Map(slices.Values(mixed), key))
	run(b, "by hand", func() int {
		seen := make(map[int]struct{})
		for _, v := range keys {
			if _, ok := seen[v]; !ok {
				seen[v] = struct{}{}
			}
		}
		return len(seen)
	})
	run(b, "coseq", func() int { return seq.Count(seq.Distinct(elsewhere(keys))) })
	run(b, "lo", func() int { return seq.Count(it.Uniq(elsewhere(keys))) })
}

func BenchmarkCountBy(b *testing.B) {
	run(b, "by hand", func() int {
		counts := make(map[int]int)
		for _, v := range mixed {
			counts[key(v)]++
		}
		return len(counts)
	})
	run(b, "coseq", func() int { return len(seq.CountBy(elsewhere(mixed), key)) })
	run(b, "lo", func() int { return len(it.CountValuesBy(elsewhere(mixed), key)) })
}

func BenchmarkGroupBy(b *testing.B) {
	run(b, "by hand", func() int {
		groups := make(map[int][]int)
		for _, v := range mixed {
			k := key(v)
			groups[k] = append(groups[k], v)
		}
		return len(groups)
	})
	run(b, "coseq", func() int { return len(seq.GroupBy(elsewhere(mixed), key)) })
	run(b, "lo", func() int { return len(it.GroupBy(elsewhere(mixed), key)) })
}
