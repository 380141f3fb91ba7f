package seq_test

import (
	"iter"
	"slices"
	"strconv"

	"github.com/coseq/coseq/seq"
)

// oraclePairsOf returns the pairs as a sequence.
func oraclePairsOf(pairs [][2]int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for _, pair := range pairs {
			if !yield(pair[0], pair[1]) {
				return
			}
		}
	}
}

func oraclePairs() oracleTable {
	return oracleTable{
		"map2": func(c oracleArgs) any {
			sums := func(k, v int) (int, int) { return v, k + v }
			return oracleTuples(seq.Map2(oraclePairsOf(c.Pairs), sums))
		},
		"filter2": func(c oracleArgs) any {
			rising := func(k, v int) bool { return k <= v }
			return oracleTuples(seq.Filter2(oraclePairsOf(c.Pairs), rising))
		},
		"take2": func(c oracleArgs) any { return oracleTuples(seq.Take2(oraclePairsOf(c.Pairs), c.N)) },
		"drop2": func(c oracleArgs) any { return oracleTuples(seq.Drop2(oraclePairsOf(c.Pairs), c.N)) },
		"concat2": func(c oracleArgs) any {
			n := min(c.N, len(c.Pairs))
			first, last := oraclePairsOf(c.Pairs[:n]), oraclePairsOf(c.Pairs[n:])
			return oracleTuples(seq.Concat2(first, oraclePairsOf(c.Pairs), last))
		},
		"keys":   func(c oracleArgs) any { return listOf(seq.Keys(oraclePairsOf(c.Pairs))) },
		"values": func(c oracleArgs) any { return listOf(seq.Values(oraclePairsOf(c.Pairs))) },
		"swap":   func(c oracleArgs) any { return oracleTuples(seq.Swap(oraclePairsOf(c.Pairs))) },
		"mapvalues": func(c oracleArgs) any {
			square := func(v int) int { return v * v }
			return oracleTuples(seq.MapValues(oraclePairsOf(c.Pairs), square))
		},
	}
}

// oracleParsed is the script's parsed: each number, or its error.
func oracleParsed(c oracleArgs) iter.Seq2[int, error] {
	return seq.TryMap(slices.Values(c.Digits), strconv.Atoi)
}

func oracleErrors() oracleTable {
	return oracleTable{
		"trymap": func(c oracleArgs) any {
			failed := func(err error) bool { return err != nil }
			return oracleTuples(seq.MapValues(oracleParsed(c), failed))
		},
		"trycollect": func(c oracleArgs) any {
			vs, err := seq.TryCollect(oracleParsed(c))
			return []any{append([]int{}, vs...), err != nil}
		},
		"collectall": func(c oracleArgs) any {
			vs, err := seq.CollectAll(oracleParsed(c))
			errs := 0
			if joined, ok := err.(interface{ Unwrap() []error }); ok {
				errs = len(joined.Unwrap())
			}
			return []any{append([]int{}, vs...), errs}
		},
		"stoponerror": func(c oracleArgs) any {
			var err error
			vs := listOf(seq.Take(seq.StopOnError(oracleParsed(c), &err), c.N))
			return []any{vs, err != nil}
		},
	}
}

func oracleShare() oracleTable {
	return oracleTable{
		"memoize": func(c oracleArgs) any {
			i := -1
			memo := seq.Memoize(seq.Generate(func() (v int, ok bool) { // which only works once
				if i++; i >= len(c.A) {
					return 0, false
				}
				return c.A[i], true
			}))
			return [][]int{listOf(seq.Take(memo, c.N)), listOf(memo)}
		},
		"memoize_nested": func(c oracleArgs) any {
			memo := seq.Memoize(slices.Values(c.A))
			return oracleTuples(seq.Product(memo, memo))
		},
	}
}
