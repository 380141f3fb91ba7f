package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelPairs(t *testing.T) { modelPairOps().run(t) }

func modelPairOps() modelTests {
	return modelTests{
		"Map2": modelSized(0,
			func(s ints, n int) iter.Seq[[2]any] {
				f := func(i, v int) (int, int) { return v * n, i }
				return modelPairs(seq.Map2(modelIndexed(s), f))
			},
			func(vs []int, n int) (out [][2]any) {
				for i, v := range vs {
					out = append(out, [2]any{v * n, i})
				}
				return out
			}),
		"Filter2": modelSized(0,
			func(s ints, n int) iter.Seq[[2]any] {
				return modelPairs(seq.Filter2(modelIndexed(s), modelRelation(n)))
			},
			func(vs []int, n int) (out [][2]any) {
				for i, v := range vs {
					if modelRelation(n)(i, v) {
						out = append(out, [2]any{i, v})
					}
				}
				return out
			}),
		"Take2": modelSized(0,
			func(s ints, n int) iter.Seq[[2]any] { return modelPairs(seq.Take2(modelIndexed(s), n)) },
			func(vs []int, n int) [][2]any { return modelPairsOf(vs)[:min(n, len(vs))] }),
		"Drop2": modelSized(0,
			func(s ints, n int) iter.Seq[[2]any] { return modelPairs(seq.Drop2(modelIndexed(s), n)) },
			func(vs []int, n int) [][2]any { return modelPairsOf(vs)[min(n, len(vs)):] }),
		"Concat2": modelBinary(
			func(a, b ints) iter.Seq[[2]any] {
				return modelPairs(seq.Concat2(modelIndexed(a), modelIndexed(b), modelIndexed(a)))
			},
			func(a, b []int) [][2]any {
				return slices.Concat(modelPairsOf(a), modelPairsOf(b), modelPairsOf(a))
			}),
		"Keys": modelUnary(
			func(s ints) ints { return seq.Keys(modelIndexed(s)) },
			func(vs []int) (out []int) {
				for i := range vs {
					out = append(out, i)
				}
				return out
			}),
		"Values": modelUnary(
			func(s ints) ints { return seq.Values(modelIndexed(s)) },
			func(vs []int) []int { return vs }),
		"Swap": modelUnary(
			func(s ints) iter.Seq[[2]any] { return modelPairs(seq.Swap(modelIndexed(s))) },
			func(vs []int) (out [][2]any) {
				for i, v := range vs {
					out = append(out, [2]any{v, i})
				}
				return out
			}),
		"MapValues": modelSized(0,
			func(s ints, n int) iter.Seq[[2]any] {
				times := func(v int) int { return v * n }
				return modelPairs(seq.MapValues(modelIndexed(s), times))
			},
			func(vs []int, n int) (out [][2]any) {
				for i, v := range vs {
					out = append(out, [2]any{i, v * n})
				}
				return out
			}),
		"Pairs": modelUnary(
			func(s ints) iter.Seq[pair] { return seq.Pairs(modelIndexed(s)) },
			func(vs []int) (out []pair) {
				for i, v := range vs {
					out = append(out, pair{First: i, Second: v})
				}
				return out
			}),
		"Unpair": modelUnary(
			func(s ints) iter.Seq[[2]any] {
				return modelPairs(seq.Unpair(seq.Pairs(modelIndexed(s))))
			},
			modelPairsOf),
	}
}

// modelIndexed yields the values of s with their indices.
func modelIndexed(s ints) ints2 {
	return func(yield func(int, int) bool) {
		i := 0
		for v := range s {
			if !yield(i, v) {
				return
			}
			i++
		}
	}
}

// modelPairsOf returns the values with their indices.
func modelPairsOf(vs []int) (out [][2]any) {
	for i, v := range vs {
		out = append(out, [2]any{i, v})
	}
	return out
}
