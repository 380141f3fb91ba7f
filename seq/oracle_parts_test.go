package seq_test

import (
	"slices"

	"github.com/coseq/coseq/seq"
)

func oracleParts() oracleTable {
	return oracleTable{
		"take":   func(c oracleArgs) any { return listOf(seq.Take(slices.Values(c.A), c.N)) },
		"drop":   func(c oracleArgs) any { return listOf(seq.Drop(slices.Values(c.A), c.N)) },
		"stepby": func(c oracleArgs) any { return listOf(seq.StepBy(slices.Values(c.A), c.Size)) },
		"slice": func(c oracleArgs) any {
			part := seq.Take(seq.Drop(slices.Values(c.A), c.N), c.V+2)
			return listOf(seq.StepBy(part, c.Size))
		},
		"takewhile": func(c oracleArgs) any {
			return listOf(seq.TakeWhile(slices.Values(c.A), oracleSmall))
		},
		"takeuntil": func(c oracleArgs) any {
			return listOf(seq.TakeUntil(slices.Values(c.A), oracleEven))
		},
		"dropwhile": func(c oracleArgs) any {
			return listOf(seq.DropWhile(slices.Values(c.A), oracleSmall))
		},
		"takelast": func(c oracleArgs) any { return listOf(seq.TakeLast(slices.Values(c.A), c.N)) },
		"droplast": func(c oracleArgs) any { return listOf(seq.DropLast(slices.Values(c.A), c.N)) },
	}
}
