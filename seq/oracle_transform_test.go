package seq_test

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/coseq/coseq/seq"
)

func oracleTransform() oracleTable {
	return oracleTable{
		"map": func(c oracleArgs) any {
			return listOf(seq.Map(slices.Values(c.A), func(v int) int { return v*c.V + 1 }))
		},
		"map_words": func(c oracleArgs) any {
			return listOf(seq.Map(slices.Values(c.W), strings.ToUpper))
		},
		"filter": func(c oracleArgs) any { return listOf(seq.Filter(slices.Values(c.A), oracleEven)) },
		"reject": func(c oracleArgs) any { return listOf(seq.Reject(slices.Values(c.A), oracleEven)) },
		"filtermap": func(c oracleArgs) any {
			return listOf(seq.FilterMap(slices.Values(c.Digits), func(s string) (int, bool) {
				n, err := strconv.Atoi(s)
				return n, err == nil
			}))
		},
		"flatmap": func(c oracleArgs) any {
			below := func(v int) iter.Seq[int] { return seq.Range(0, v) }
			return listOf(seq.FlatMap(slices.Values(c.A), below))
		},
		"flatten": func(c oracleArgs) any {
			return listOf(seq.Flatten(slices.Values(oracleSeqs(c.Lists))))
		},
		"flattenslices": func(c oracleArgs) any {
			return listOf(seq.FlattenSlices(slices.Values(c.Lists)))
		},
		"tap": func(c oracleArgs) any {
			seen := []int{}
			vs := listOf(seq.Tap(slices.Values(c.A), func(v int) { seen = append(seen, v) }))
			return [][]int{vs, seen}
		},
		"scan": func(c oracleArgs) any {
			return listOf(seq.Scan(slices.Values(c.A), c.V, func(acc, v int) int { return acc + v }))
		},
		"scan_max": func(c oracleArgs) any {
			return listOf(seq.Scan(slices.Values(c.A), c.V, func(acc, v int) int { return max(acc, v) }))
		},
		"scan_words": func(c oracleArgs) any {
			return listOf(seq.Scan(slices.Values(c.W), 0, func(n int, s string) int { return n + len(s) }))
		},
		"enumerate":   func(c oracleArgs) any { return oracleTuples(seq.Enumerate(slices.Values(c.W))) },
		"intersperse": func(c oracleArgs) any { return listOf(seq.Intersperse(slices.Values(c.A), c.V)) },
	}
}
