package seq_test

import (
	"slices"
	"strconv"

	"github.com/coseq/coseq/seq"
	"golang.org/x/exp/constraints"
)

func oracleSources() oracleTable {
	return oracleTable{
		"range": func(c oracleArgs) any { return listOf(seq.Range(c.Lo, c.Hi)) },
		"range_int8": func(c oracleArgs) any {
			return oracleEnds(listOf(seq.Range(int8(c.Lo8), int8(c.Hi8))))
		},
		"range_uint8": func(c oracleArgs) any {
			return oracleEnds(listOf(seq.Range(uint8(c.Lo8+128), uint8(c.Hi8+128))))
		},
		"rangestep": func(c oracleArgs) any { return listOf(seq.RangeStep(c.Lo, c.Hi, c.Step)) },
		"rangestep_int8": func(c oracleArgs) any {
			return oracleEnds(listOf(seq.RangeStep(int8(c.Lo8), int8(c.Hi8), int8(c.Step8))))
		},
		"rangestep_uint8": func(c oracleArgs) any {
			return oracleEnds(listOf(seq.RangeStep(
				uint8(c.Lo8+128), uint8(c.Hi8+128), uint8(c.Size*40))))
		},
		"rangestep_int64": func(c oracleArgs) any { // beyond what JSON's numbers hold
			texts := []string{}
			for v := range seq.RangeStep(c.Lo64, c.Hi64, c.Step64) {
				texts = append(texts, strconv.FormatInt(v, 10))
			}
			return texts
		},
		"arange": func(c oracleArgs) any {
			return oracleEnds(listOf(seq.RangeStep(c.Start, c.Stop, c.Delta)))
		},

		"repeat":  func(c oracleArgs) any { return listOf(seq.Take(seq.Repeat(c.V), c.N)) },
		"repeatn": func(c oracleArgs) any { return listOf(seq.RepeatN(c.V, c.N)) },
		"iterate": func(c oracleArgs) any {
			next := func(v int) int { return v + c.Step }
			return listOf(seq.Take(seq.Iterate(c.V, next), c.N))
		},
		"iterate_powers": func(c oracleArgs) any {
			next := func(v int) int { return 3*v - 1 }
			return listOf(seq.Take(seq.Iterate(c.V, next), c.N))
		},
		"generate": func(c oracleArgs) any {
			i := -1
			return listOf(seq.Generate(func() (v int, ok bool) {
				if i++; i == len(c.A) {
					return 0, false
				}
				return c.A[i], true
			}))
		},
		"unfold": func(c oracleArgs) any {
			digits := func(n int) (digit, rest int, ok bool) { return n % 10, n / 10, n > 0 }
			return listOf(seq.Unfold(c.N*1371+max(c.Step, -c.Step), digits))
		},
		"cycle": func(c oracleArgs) any {
			return listOf(seq.Take(seq.Cycle(slices.Values(c.A)), c.N))
		},
		"sortedmap": func(c oracleArgs) any {
			m := map[int]int{}
			for _, pair := range c.Pairs {
				m[pair[0]] = pair[1]
			}
			return oracleTuples(seq.SortedMap(m))
		},
	}
}

// oracleEnds returns enough of a range to tell it by, as the script does.
func oracleEnds[N constraints.Integer | constraints.Float](vs []N) any {
	first, last := []float64{}, []float64{}
	for i, v := range vs {
		if i < 3 {
			first = append(first, float64(v))
		}
		if len(vs) > 2 && i >= len(vs)-3 {
			last = append(last, float64(v))
		}
	}
	return []any{len(vs), first, last}
}
