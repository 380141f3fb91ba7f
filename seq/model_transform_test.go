package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelTransform(t *testing.T) { modelTransform().run(t) }

func modelTransform() modelTests {
	return modelTests{
		"Map": modelSized(0,
			func(s ints, n int) ints { return seq.Map(s, func(v int) int { return v*n + 1 }) },
			func(vs []int, n int) (out []int) {
				for _, v := range vs {
					out = append(out, v*n+1)
				}
				return out
			}),
		"Filter": modelSized(0,
			func(s ints, n int) ints { return seq.Filter(s, modelIn(n)) },
			func(vs []int, n int) (out []int) {
				for _, v := range vs {
					if modelIn(n)(v) {
						out = append(out, v)
					}
				}
				return out
			}),
		"Reject": modelSized(0,
			func(s ints, n int) ints { return seq.Reject(s, modelIn(n)) },
			func(vs []int, n int) (out []int) {
				for _, v := range vs {
					if !modelIn(n)(v) {
						out = append(out, v)
					}
				}
				return out
			}),
		"FilterMap": modelSized(0,
			func(s ints, n int) iter.Seq[string] {
				return seq.FilterMap(s, func(v int) (string, bool) {
					return string(rune('a' + v)), modelIn(n)(v)
				})
			},
			func(vs []int, n int) (out []string) {
				for _, v := range vs {
					if modelIn(n)(v) {
						out = append(out, string(rune('a'+v)))
					}
				}
				return out
			}),
		"FlatMap": modelSized(0,
			func(s ints, n int) ints {
				return seq.FlatMap(s, func(v int) ints { return modelTimes(v, v*n%4) })
			},
			func(vs []int, n int) (out []int) {
				for _, v := range vs {
					for range v * n % 4 {
						out = append(out, v)
					}
				}
				return out
			}),
		"Flatten": modelUnary(
			func(s ints) ints {
				return seq.Flatten(func(yield func(ints) bool) {
					for v := range s {
						if !yield(modelTimes(v, v)) {
							return
						}
					}
				})
			},
			modelFlattened),
		"FlattenSlices": modelUnary(
			func(s ints) ints {
				return seq.FlattenSlices(func(yield func([]int) bool) {
					for v := range s {
						if !yield(slices.Repeat([]int{v}, v)) {
							return
						}
					}
				})
			},
			modelFlattened),
		"Tap": modelUnary(
			func(s ints) iter.Seq[pair] { // each value beside the one that was seen last
				return func(yield func(pair) bool) {
					seen := -1
					for v := range seq.Tap(s, func(v int) { seen = v }) {
						if !yield(pair{First: seen, Second: v}) {
							return
						}
					}
				}
			},
			func(vs []int) (out []pair) {
				for _, v := range vs {
					out = append(out, pair{First: v, Second: v})
				}
				return out
			}),
		"Scan": modelSized(0,
			func(s ints, n int) ints { return seq.Scan(s, n, func(acc, v int) int { return 2*acc + v }) },
			func(vs []int, n int) []int {
				out := []int{n}
				for _, v := range vs {
					n = 2*n + v
					out = append(out, n)
				}
				return out
			}),
		"Enumerate": modelUnary(
			func(s ints) iter.Seq[[2]any] { return modelPairs(seq.Enumerate(s)) },
			func(vs []int) (out [][2]any) {
				for i, v := range vs {
					out = append(out, [2]any{i, v})
				}
				return out
			}),
		"Intersperse": modelSized(0,
			func(s ints, n int) ints { return seq.Intersperse(s, n) },
			func(vs []int, n int) (out []int) {
				for i, v := range vs {
					if i > 0 {
						out = append(out, n)
					}
					out = append(out, v)
				}
				return out
			}),
	}
}

// modelTimes yields v n times.
func modelTimes(v, n int) ints { return slices.Values(slices.Repeat([]int{v}, n)) }

// modelFlattened has each value as often as it says.
func modelFlattened(vs []int) (out []int) {
	for _, v := range vs {
		for range v {
			out = append(out, v)
		}
	}
	return out
}
