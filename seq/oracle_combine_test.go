package seq_test

import (
	"cmp"
	"errors"
	"slices"

	"github.com/coseq/coseq/seq"
)

func oracleCombine() oracleTable {
	return oracleTable{
		"concat":  func(c oracleArgs) any { return listOf(seq.Concat(oracleSeqs(c.Lists)...)) },
		"append":  func(c oracleArgs) any { return listOf(seq.Append(slices.Values(c.A), c.B...)) },
		"prepend": func(c oracleArgs) any { return listOf(seq.Prepend(slices.Values(c.A), c.B...)) },
		"zip": func(c oracleArgs) any {
			return oracleTuples(seq.Zip(slices.Values(c.A), slices.Values(c.W)))
		},
		"ziplongest": func(c oracleArgs) any {
			return oracleTuples(seq.ZipLongest(slices.Values(c.A), slices.Values(c.B), c.V, c.V))
		},
		"zipstrict": func(c oracleArgs) any {
			pairs, err := seq.TryCollect(seq.ZipStrict(slices.Values(c.A), slices.Values(c.B)))
			tuples := oracleTuples(seq.Unpair(slices.Values(pairs)))
			return []any{tuples, errors.Is(err, seq.ErrUnequal)}
		},
		"zipwith": func(c oracleArgs) any {
			digits := func(x, y int) int { return 10*x + y }
			return listOf(seq.ZipWith(slices.Values(c.A), slices.Values(c.B), digits))
		},
		"unzip": func(c oracleArgs) any {
			keys, values := seq.Unzip(oraclePairsOf(c.Pairs))
			return [][]int{append([]int{}, keys...), append([]int{}, values...)}
		},
		"interleave": func(c oracleArgs) any { return listOf(seq.Interleave(oracleSeqs(c.Lists)...)) },
		"merge":      func(c oracleArgs) any { return listOf(seq.Merge(oracleSeqs(c.Rows)...)) },
		"mergefunc": func(c oracleArgs) any {
			return listOf(seq.MergeFunc(oracleByHundreds, oracleSeqs(c.IDRows)...))
		},
		"mergefunc_reverse": func(c oracleArgs) any {
			for _, row := range c.Rows {
				slices.Reverse(row)
			}
			falling := func(a, b int) int { return cmp.Compare(b, a) }
			return listOf(seq.MergeFunc(falling, oracleSeqs(c.Rows)...))
		},
		"product": func(c oracleArgs) any {
			return oracleTuples(seq.Product(slices.Values(c.A), slices.Values(c.W)))
		},
	}
}
