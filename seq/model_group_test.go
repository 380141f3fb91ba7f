package seq_test

import (
	"iter"
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelGroup(t *testing.T) { modelGroup().run(t) }

func modelGroup() modelTests {
	return modelTests{
		"Chunk": modelSized(1, seq.Chunk[int], func(vs []int, n int) (out [][]int) {
			for i := 0; i < len(vs); i += n {
				out = append(out, vs[i:min(i+n, len(vs))])
			}
			return out
		}),
		"ChunkBy": modelSized(0,
			func(s ints, n int) iter.Seq[[2]any] { return modelPairs(seq.ChunkBy(s, modelKey(n))) },
			func(vs []int, n int) (out [][2]any) {
				key := modelKey(n)
				different := func(a, b int) bool { return key(a) != key(b) }
				for _, run := range modelRuns(vs, different) {
					out = append(out, [2]any{key(run[0]), run})
				}
				return out
			}),
		"SplitWhen": modelSized(0,
			func(s ints, n int) iter.Seq[[]int] { return seq.SplitWhen(s, modelRelation(n)) },
			func(vs []int, n int) [][]int { return modelRuns(vs, modelRelation(n)) }),
		"Window": modelSized(1, seq.Window[int], func(vs []int, n int) (out [][]int) {
			for i := range len(vs) - n + 1 {
				out = append(out, vs[i:i+n])
			}
			return out
		}),
		"Pairwise": modelUnary(
			func(s ints) iter.Seq[[2]any] { return modelPairs(seq.Pairwise(s)) },
			func(vs []int) (out [][2]any) {
				for i := 1; i < len(vs); i++ {
					out = append(out, [2]any{vs[i-1], vs[i]})
				}
				return out
			}),
		"RunLength": modelUnary(
			func(s ints) iter.Seq[[2]any] { return modelPairs(seq.RunLength(s)) },
			func(vs []int) (out [][2]any) {
				for _, run := range modelRuns(vs, func(a, b int) bool { return a != b }) {
					out = append(out, [2]any{run[0], len(run)})
				}
				return out
			}),
		"GroupBy": modelFold(
			func(s ints, n int) map[int][]int { return seq.GroupBy(s, modelKey(n)) },
			func(vs []int, n int) map[int][]int {
				groups := map[int][]int{}
				for _, v := range vs {
					groups[modelKey(n)(v)] = append(groups[modelKey(n)(v)], v)
				}
				return groups
			}),
		"FoldBy": modelFold(
			func(s ints, n int) map[int]int {
				return seq.FoldBy(s, modelKey(n), 1, func(acc, v int) int { return 3*acc + v })
			},
			func(vs []int, n int) map[int]int {
				folds := map[int]int{}
				for _, v := range vs {
					acc, ok := folds[modelKey(n)(v)]
					if !ok {
						acc = 1
					}
					folds[modelKey(n)(v)] = 3*acc + v
				}
				return folds
			}),
		"CountBy": modelFold(
			func(s ints, n int) map[int]int { return seq.CountBy(s, modelKey(n)) },
			func(vs []int, n int) map[int]int {
				counts := map[int]int{}
				for _, v := range vs {
					counts[modelKey(n)(v)]++
				}
				return counts
			}),
		"KeyBy": modelFold(
			func(s ints, n int) map[int]int { return seq.KeyBy(s, modelKey(n)) },
			func(vs []int, n int) map[int]int {
				last := map[int]int{}
				for _, v := range vs {
					last[modelKey(n)(v)] = v
				}
				return last
			}),
		"Partition": modelFold(
			func(s ints, n int) [2][]int {
				in, out := seq.Partition(s, modelIn(n))
				return [2][]int{append([]int{}, in...), append([]int{}, out...)}
			},
			func(vs []int, n int) [2][]int {
				parts := [2][]int{{}, {}}
				for _, v := range vs {
					i := 1
					if modelIn(n)(v) {
						i = 0
					}
					parts[i] = append(parts[i], v)
				}
				return parts
			}),
	}
}

// modelRuns splits vs between two values that split holds for.
func modelRuns(vs []int, split func(a, b int) bool) (runs [][]int) {
	for i, v := range vs {
		if i == 0 || split(vs[i-1], v) {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], v)
	}
	return runs
}
