package seq_test

import (
	"slices"
	"strings"

	"github.com/coseq/coseq/seq"
)

func oracleGroup() oracleTable {
	return oracleTable{
		"chunk": func(c oracleArgs) any { return listOf(seq.Chunk(slices.Values(c.A), c.Size)) },
		"chunkby": func(c oracleArgs) any {
			return oracleTuples(seq.ChunkBy(slices.Values(c.I), oracleTens))
		},
		"chunkby_words": func(c oracleArgs) any {
			return oracleTuples(seq.ChunkBy(slices.Values(c.W), oracleLen))
		},
		"splitwhen": func(c oracleArgs) any {
			return listOf(seq.SplitWhen(slices.Values(c.A), func(a, b int) bool { return a > b }))
		},
		"window":    func(c oracleArgs) any { return listOf(seq.Window(slices.Values(c.A), c.Size)) },
		"pairwise":  func(c oracleArgs) any { return oracleTuples(seq.Pairwise(slices.Values(c.A))) },
		"runlength": func(c oracleArgs) any { return oracleTuples(seq.RunLength(slices.Values(c.A))) },

		"groupby": func(c oracleArgs) any { return seq.GroupBy(slices.Values(c.I), oracleTens) },
		"groupby_words": func(c oracleArgs) any {
			return seq.GroupBy(slices.Values(c.W), strings.ToLower)
		},
		"foldby": func(c oracleArgs) any {
			threefold := func(acc, v int) int { return acc*3 + v }
			return seq.FoldBy(slices.Values(c.I), oracleTens, 1, threefold)
		},
		"countby": func(c oracleArgs) any { return seq.CountBy(slices.Values(c.W), oracleLen) },
		"keyby":   func(c oracleArgs) any { return seq.KeyBy(slices.Values(c.I), oracleTens) },
		"partition": func(c oracleArgs) any {
			even, odd := seq.Partition(slices.Values(c.A), oracleEven)
			return [][]int{append([]int{}, even...), append([]int{}, odd...)}
		},
	}
}

func oracleLen(s string) int { return len(s) }
