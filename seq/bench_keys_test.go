package seq_test

import (
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

// What is kept in maps: with a thousand keys, and with as many as there are values.

func benchEach(b *testing.B, name string, f func(vs []int) int, vs []int) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchSink += f(vs)
		}
	})
}

func benchOnKeys(b *testing.B, byHand, inOneExpression, builtElsewhere func(vs []int) int) {
	thousand := slices.Collect(seq.Map(slices.Values(benchMixed), benchKey))
	for _, c := range []struct {
		name string
		vs   []int
	}{{"1000 keys", thousand}, {"1e6 keys", benchMixed}} {
		benchEach(b, c.name+", by hand", byHand, c.vs)
		benchEach(b, c.name+", in one expression", inOneExpression, c.vs)
		benchEach(b, c.name+", built elsewhere", builtElsewhere, c.vs)
	}
}

func benchSame(v int) int     { return v }
func benchAdd(sum, v int) int { return sum + v }

func BenchmarkDistinct(b *testing.B) {
	benchOnKeys(b,
		func(vs []int) (sum int) {
			seen := make(map[int]struct{})
			for _, v := range vs {
				if _, ok := seen[v]; ok {
					continue
				}
				seen[v] = struct{}{}
				sum += v
			}
			return sum
		},
		func(vs []int) int { return seq.Sum(seq.Distinct(slices.Values(vs))) },
		func(vs []int) int { return seq.Sum(seq.Distinct(benchElsewhere(vs))) },
	)
}

func BenchmarkCountBy(b *testing.B) {
	benchOnKeys(b,
		func(vs []int) int {
			counts := make(map[int]int)
			for _, v := range vs {
				counts[benchSame(v)]++
			}
			return len(counts)
		},
		func(vs []int) int { return len(seq.CountBy(slices.Values(vs), benchSame)) },
		func(vs []int) int { return len(seq.CountBy(benchElsewhere(vs), benchSame)) },
	)
}

func BenchmarkFoldBy(b *testing.B) {
	benchOnKeys(b,
		func(vs []int) int {
			sums := make(map[int]int)
			for _, v := range vs {
				sums[benchSame(v)] += v
			}
			return len(sums)
		},
		func(vs []int) int { return len(seq.FoldBy(slices.Values(vs), benchSame, 0, benchAdd)) },
		func(vs []int) int { return len(seq.FoldBy(benchElsewhere(vs), benchSame, 0, benchAdd)) },
	)
}

func BenchmarkGroupBy(b *testing.B) {
	benchOnKeys(b,
		func(vs []int) int {
			groups := make(map[int][]int)
			for _, v := range vs {
				k := benchSame(v)
				groups[k] = append(groups[k], v)
			}
			return len(groups)
		},
		func(vs []int) int { return len(seq.GroupBy(slices.Values(vs), benchSame)) },
		func(vs []int) int { return len(seq.GroupBy(benchElsewhere(vs), benchSame)) },
	)
}
