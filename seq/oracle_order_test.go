package seq_test

import (
	"slices"
	"strings"

	"github.com/coseq/coseq/seq"
)

func oracleOrder() oracleTable {
	return oracleTable{
		"distinct": func(c oracleArgs) any { return listOf(seq.Distinct(slices.Values(c.A))) },
		"distinctby": func(c oracleArgs) any {
			return listOf(seq.DistinctBy(slices.Values(c.I), oracleTens))
		},
		"distinctby_words": func(c oracleArgs) any {
			return listOf(seq.DistinctBy(slices.Values(c.W), strings.ToLower))
		},
		"compact": func(c oracleArgs) any { return listOf(seq.Compact(slices.Values(c.A))) },
		"compactby": func(c oracleArgs) any {
			return listOf(seq.CompactBy(slices.Values(c.I), oracleTens))
		},

		"union": func(c oracleArgs) any { return listOf(seq.Union(oracleSeqs(c.Lists)...)) },
		"intersect": func(c oracleArgs) any {
			others := oracleSeqs(c.Lists[:min(2, len(c.Lists))])
			return listOf(seq.Intersect(slices.Values(c.A), others...))
		},
		"difference": func(c oracleArgs) any {
			others := oracleSeqs(c.Lists[:min(2, len(c.Lists))])
			return listOf(seq.Difference(slices.Values(c.A), others...))
		},

		"top": func(c oracleArgs) any { return append([]int{}, seq.Top(slices.Values(c.A), c.N)...) },
		"topfunc": func(c oracleArgs) any {
			return append([]int{}, seq.TopFunc(slices.Values(c.I), c.N, oracleByTens)...)
		},
		"topfunc_smallest": func(c oracleArgs) any {
			falling := func(a, b int) int { return oracleByTens(b, a) }
			return append([]int{}, seq.TopFunc(slices.Values(c.I), c.N, falling)...)
		},
		"joinby": func(c oracleArgs) any {
			joined := seq.JoinBy(slices.Values(c.I), slices.Values(c.J), oracleTens, oracleTens)
			return oracleTuples(seq.Unpair(joined))
		},
	}
}

func oracleCombinatorics() oracleTable {
	return oracleTable{
		"combinations": func(c oracleArgs) any { return listOf(seq.Combinations(c.Pool, c.N)) },
		"combinations_with_replacement": func(c oracleArgs) any {
			return listOf(seq.CombinationsWithReplacement(c.Pool, max(0, c.V)))
		},
		"permutations": func(c oracleArgs) any {
			return listOf(seq.Permutations(c.Pool[:min(4, len(c.Pool))], c.N))
		},
		"powerset": func(c oracleArgs) any { return listOf(seq.Powerset(c.Pool)) },
		"productn": func(c oracleArgs) any { return listOf(seq.ProductN(c.Pools...)) },
	}
}
