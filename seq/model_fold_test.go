package seq_test

import (
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelFold(t *testing.T) { modelFolds().run(t) }

func modelFolds() modelTests {
	return modelTests{
		"Fold": modelFold(
			func(s ints, n int) int {
				return seq.Fold(s, n, func(acc, v int) int { return 3*acc + v })
			},
			func(vs []int, n int) int {
				for _, v := range vs {
					n = 3*n + v
				}
				return n
			}),
		"FoldWhile": modelFold(
			func(s ints, n int) int {
				return seq.FoldWhile(s, 0, func(acc, v int) (int, bool) { return acc + v, acc+v < n })
			},
			func(vs []int, n int) (acc int) {
				for _, v := range vs {
					if acc += v; acc >= n {
						break
					}
				}
				return acc
			}),
		"Reduce": modelFold(
			func(s ints, _ int) []int {
				return foundIn(seq.Reduce(s, func(a, b int) int { return 3*a - b }))
			},
			func(vs []int, _ int) []int {
				if len(vs) == 0 {
					return nil
				}
				acc := vs[0]
				for _, v := range vs[1:] {
					acc = 3*acc - v
				}
				return []int{acc}
			}),
		"Sum": modelFold(
			func(s ints, _ int) int { return seq.Sum(s) },
			func(vs []int, _ int) (sum int) {
				for _, v := range vs {
					sum += v
				}
				return sum
			}),
		"Prod": modelFold(
			func(s ints, _ int) int { return seq.Prod(s) },
			func(vs []int, _ int) int {
				prod := 1
				for _, v := range vs {
					prod *= v
				}
				return prod
			}),
		"Mean": modelFold(
			func(s ints, _ int) []float64 { return foundIn(seq.Mean(s)) },
			func(vs []int, _ int) []float64 {
				if len(vs) == 0 {
					return nil
				}
				sum := 0
				for _, v := range vs {
					sum += v
				}
				return []float64{float64(sum) / float64(len(vs))}
			}),
		"Min": modelFold(
			func(s ints, _ int) []int { return foundIn(seq.Min(s)) },
			func(vs []int, _ int) []int { return modelBest(vs, func(a, b int) bool { return a < b }) }),
		"Max": modelFold(
			func(s ints, _ int) []int { return foundIn(seq.Max(s)) },
			func(vs []int, _ int) []int { return modelBest(vs, func(a, b int) bool { return a > b }) }),
		"MinMax": modelFold(
			func(s ints, _ int) []pair {
				least, greatest, ok := seq.MinMax(s)
				return foundIn(pair{First: least, Second: greatest}, ok)
			},
			func(vs []int, _ int) []pair {
				if len(vs) == 0 {
					return nil
				}
				return []pair{{First: slices.Min(vs), Second: slices.Max(vs)}}
			}),
		"MinBy":   modelFold(modelTaggedFold(seq.MinBy[int, int], oracleTens), modelLeast),
		"MaxBy":   modelFold(modelTaggedFold(seq.MaxBy[int, int], oracleTens), modelGreatest),
		"MinFunc": modelFold(modelTaggedFold(seq.MinFunc[int], oracleByTens), modelLeast),
		"MaxFunc": modelFold(modelTaggedFold(seq.MaxFunc[int], oracleByTens), modelGreatest),
	}
}

// modelTaggedFold is a search by key among values that can be told apart.
func modelTaggedFold[F any](op func(ints, F) (int, bool), f F) func(ints, int) []int {
	return func(s ints, _ int) []int {
		return foundIn(op(slices.Values(modelTagged(slices.Collect(s))), f))
	}
}

func modelLeast(vs []int, _ int) []int {
	return modelBest(modelTagged(vs), func(a, b int) bool { return a/10 < b/10 })
}

func modelGreatest(vs []int, _ int) []int {
	return modelBest(modelTagged(vs), func(a, b int) bool { return a/10 > b/10 })
}

// modelBest returns the first value that no other is better than.
func modelBest(vs []int, better func(a, b int) bool) []int {
	if len(vs) == 0 {
		return nil
	}
	best := vs[0]
	for _, v := range vs {
		if better(v, best) {
			best = v
		}
	}
	return []int{best}
}
