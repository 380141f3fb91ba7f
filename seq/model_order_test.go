package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelOrder(t *testing.T) { modelOrder().run(t) }

func modelOrder() modelTests {
	return modelTests{
		"Distinct": modelUnary(seq.Distinct[int], func(vs []int) []int {
			return modelFirsts(vs, modelKey(3))
		}),
		"DistinctBy": modelSized(0,
			func(s ints, n int) ints { return seq.DistinctBy(s, modelKey(n)) },
			func(vs []int, n int) []int { return modelFirsts(vs, modelKey(n)) }),
		"Compact": modelUnary(seq.Compact[int], func(vs []int) []int {
			return slices.Compact(slices.Clone(vs))
		}),
		"CompactBy": modelSized(0,
			func(s ints, n int) ints { return seq.CompactBy(s, modelKey(n)) },
			func(vs []int, n int) (out []int) {
				different := func(a, b int) bool { return modelKey(n)(a) != modelKey(n)(b) }
				for _, run := range modelRuns(vs, different) {
					out = append(out, run[0])
				}
				return out
			}),
		"Union": modelBinary(
			func(a, b ints) ints { return seq.Union(a, b) },
			func(a, b []int) []int { return modelFirsts(slices.Concat(a, b), modelKey(3)) }),
		"Intersect": modelBinary(
			func(a, b ints) ints { return seq.Intersect(a, b) },
			func(a, b []int) []int {
				out := slices.DeleteFunc(slices.Clone(a), func(v int) bool { return !slices.Contains(b, v) })
				return modelFirsts(out, modelKey(3))
			}),
		"Difference": modelBinary(
			func(a, b ints) ints { return seq.Difference(a, b) },
			func(a, b []int) []int {
				out := slices.DeleteFunc(slices.Clone(a), func(v int) bool { return slices.Contains(b, v) })
				return modelFirsts(out, modelKey(3))
			}),
		"Top": modelFold(seq.Top[int], func(vs []int, n int) []int {
			sorted := slices.Sorted(slices.Values(vs))
			slices.Reverse(sorted)
			return sorted[:min(n, len(sorted))]
		}),
		"TopFunc": modelFold(
			func(s ints, n int) []int {
				tagged := modelTagged(slices.Collect(s))
				return seq.TopFunc(slices.Values(tagged), n, oracleByTens)
			},
			func(vs []int, n int) []int {
				falling := func(a, b int) int { return oracleByTens(b, a) }
				sorted := slices.SortedStableFunc(slices.Values(modelTagged(vs)), falling)
				return sorted[:min(n, len(sorted))]
			}),
		"JoinBy": modelBinary(
			func(a, b ints) iter.Seq[pair] {
				as, bs := modelTagged(slices.Collect(a)), modelTagged(slices.Collect(b))
				return seq.JoinBy(slices.Values(as), slices.Values(bs), oracleTens, oracleTens)
			},
			func(a, b []int) (out []pair) {
				for _, x := range modelTagged(a) {
					for _, y := range modelTagged(b) {
						if x/10 == y/10 {
							out = append(out, pair{First: x, Second: y})
						}
					}
				}
				return out
			}),
	}
}

// modelFirsts has of the values of each key the first.
func modelFirsts(vs []int, key func(int) int) (out []int) {
	for _, v := range vs {
		known := slices.ContainsFunc(out, func(u int) bool { return key(u) == key(v) })
		if !known {
			out = append(out, v)
		}
	}
	return out
}
