package seq_test

import (
	"slices"

	"github.com/coseq/coseq/seq"
)

func oracleFold() oracleTable {
	return oracleTable{
		"fold": func(c oracleArgs) any {
			return seq.Fold(slices.Values(c.A), c.V, func(acc, v int) int { return acc*2 - v })
		},
		"fold_words": func(c oracleArgs) any {
			initials := func(acc, s string) string { return s[:1] + acc }
			return seq.Fold(slices.Values(c.W), "", initials)
		},
		"foldwhile": func(c oracleArgs) any {
			add := func(acc, v int) (int, bool) { return acc + v, acc+v <= 5 }
			return seq.FoldWhile(slices.Values(c.A), min(c.V, 5), add)
		},
		"reduce": func(c oracleArgs) any {
			minus := func(a, b int) int { return a - b }
			return foundIn(seq.Reduce(slices.Values(c.A), minus))
		},
		"sum":         func(c oracleArgs) any { return seq.Sum(slices.Values(c.A)) },
		"sum_floats":  func(c oracleArgs) any { return seq.Sum(slices.Values(c.X)) },
		"prod":        func(c oracleArgs) any { return seq.Prod(slices.Values(c.A)) },
		"prod_floats": func(c oracleArgs) any { return seq.Prod(slices.Values(c.X)) },
		"mean":        func(c oracleArgs) any { return foundIn(seq.Mean(slices.Values(c.A))) },
		"mean_floats": func(c oracleArgs) any { return foundIn(seq.Mean(slices.Values(c.R))) },

		"min": func(c oracleArgs) any { return foundIn(seq.Min(slices.Values(c.A))) },
		"max": func(c oracleArgs) any { return foundIn(seq.Max(slices.Values(c.A))) },
		"minmax": func(c oracleArgs) any {
			least, greatest, ok := seq.MinMax(slices.Values(c.A))
			return append(foundIn(least, ok), foundIn(greatest, ok)...)
		},
		"minby": func(c oracleArgs) any {
			return foundIn(seq.MinBy(slices.Values(c.I), oracleTens))
		},
		"maxby": func(c oracleArgs) any {
			return foundIn(seq.MaxBy(slices.Values(c.I), oracleTens))
		},
		"maxby_words": func(c oracleArgs) any {
			return foundIn(seq.MaxBy(slices.Values(c.W), oracleLen))
		},
		"minfunc": func(c oracleArgs) any {
			return foundIn(seq.MinFunc(slices.Values(c.I), oracleByTens))
		},
		"maxfunc": func(c oracleArgs) any {
			return foundIn(seq.MaxFunc(slices.Values(c.I), oracleByTens))
		},
	}
}

func oracleSearch() oracleTable {
	return oracleTable{
		"equal": func(c oracleArgs) any {
			other := c.B
			if oracleEven(c.N) {
				other = c.A
			}
			return seq.Equal(slices.Values(c.A), slices.Values(other))
		},
		"equalfunc": func(c oracleArgs) any {
			shorter := func(v int, s string) bool { return v < len(s) }
			return seq.EqualFunc(slices.Values(c.A), slices.Values(c.W), shorter)
		},
		"every": func(c oracleArgs) any { return seq.Every(slices.Values(c.A), oracleSmall) },
		"some": func(c oracleArgs) any {
			return seq.Some(slices.Values(c.A), func(v int) bool { return !oracleSmall(v) })
		},
		"none":     func(c oracleArgs) any { return seq.None(slices.Values(c.A), oracleEven) },
		"count":    func(c oracleArgs) any { return seq.Count(slices.Values(c.A)) },
		"contains": func(c oracleArgs) any { return seq.Contains(slices.Values(c.A), c.V) },
		"find": func(c oracleArgs) any {
			large := func(v int) bool { return !oracleSmall(v) }
			return foundIn(seq.Find(slices.Values(c.A), large))
		},
		"first": func(c oracleArgs) any { return foundIn(seq.First(slices.Values(c.A))) },
		"last":  func(c oracleArgs) any { return foundIn(seq.Last(slices.Values(c.A))) },
		"nth":   func(c oracleArgs) any { return foundIn(seq.Nth(slices.Values(c.A), c.N)) },
		"single": func(c oracleArgs) any {
			return foundIn(seq.Single(slices.Values(c.A[:min(c.Size-1, len(c.A))])))
		},
		"isempty": func(c oracleArgs) any { return seq.IsEmpty(slices.Values(c.A)) },
		"issorted": func(c oracleArgs) any {
			if oracleEven(c.N) {
				slices.Sort(c.A)
			}
			return seq.IsSorted(slices.Values(c.A))
		},
		"compare": func(c oracleArgs) any {
			other := c.B
			if oracleEven(c.N) {
				other = c.A[:min(c.N, len(c.A))]
			}
			return seq.Compare(slices.Values(c.A), slices.Values(other))
		},
		"foreach": func(c oracleArgs) any {
			seen := []int{}
			seq.ForEach(slices.Values(c.A), func(v int) { seen = append(seen, v) })
			return seen
		},
		"join": func(c oracleArgs) any {
			return seq.Join(slices.Values(c.W), seq.Join(seq.RepeatN(", ", c.N), ""))
		},
	}
}
