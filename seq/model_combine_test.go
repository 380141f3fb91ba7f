package seq_test

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelCombine(t *testing.T) { modelCombine().run(t) }

func modelCombine() modelTests {
	return modelTests{
		"Concat": modelBinary(
			func(a, b ints) ints { return seq.Concat(a, b, a) },
			func(a, b []int) []int { return slices.Concat(a, b, a) }),
		"Append": modelBinary(
			func(a, b ints) ints { return seq.Append(a, slices.Collect(b)...) },
			func(a, b []int) []int { return slices.Concat(a, b) }),
		"Prepend": modelBinary(
			func(a, b ints) ints { return seq.Prepend(a, slices.Collect(b)...) },
			func(a, b []int) []int { return slices.Concat(b, a) }),
		"Zip": modelBinary(
			func(a, b ints) iter.Seq[[2]any] { return modelPairs(seq.Zip(a, b)) },
			func(a, b []int) (out [][2]any) {
				for i := range min(len(a), len(b)) {
					out = append(out, [2]any{a[i], b[i]})
				}
				return out
			}),
		"ZipLongest": modelBinary(
			func(a, b ints) iter.Seq[[2]any] { return modelPairs(seq.ZipLongest(a, b, -1, -2)) },
			func(a, b []int) (out [][2]any) {
				for i := range max(len(a), len(b)) {
					pair := [2]any{-1, -2}
					if i < len(a) {
						pair[0] = a[i]
					}
					if i < len(b) {
						pair[1] = b[i]
					}
					out = append(out, pair)
				}
				return out
			}),
		"ZipStrict": modelBinary(
			func(a, b ints) iter.Seq[[2]any] {
				unequal := func(err error) bool { return errors.Is(err, seq.ErrUnequal) }
				return modelPairs(seq.MapValues(seq.ZipStrict(a, b), unequal))
			},
			func(a, b []int) (out [][2]any) {
				for i := range min(len(a), len(b)) {
					out = append(out, [2]any{pair{First: a[i], Second: b[i]}, false})
				}
				if len(a) != len(b) {
					out = append(out, [2]any{pair{}, true})
				}
				return out
			}),
		"ZipWith": modelBinary(
			func(a, b ints) ints { return seq.ZipWith(a, b, func(x, y int) int { return 10*x + y }) },
			func(a, b []int) (out []int) {
				for i := range min(len(a), len(b)) {
					out = append(out, 10*a[i]+b[i])
				}
				return out
			}),
		"Unzip": modelFold2(
			func(a, b ints) [2][]int {
				keys, values := seq.Unzip(seq.Product(a, b))
				return [2][]int{append([]int{}, keys...), append([]int{}, values...)}
			},
			func(a, b []int) [2][]int {
				out := [2][]int{{}, {}}
				for _, x := range a {
					for _, y := range b {
						out[0], out[1] = append(out[0], x), append(out[1], y)
					}
				}
				return out
			}),
		"Interleave": modelBinary(
			func(a, b ints) ints { return seq.Interleave(a, b, a) },
			func(a, b []int) (out []int) {
				for i := range max(len(a), len(b)) {
					for _, vs := range [][]int{a, b, a} {
						if i < len(vs) {
							out = append(out, vs[i])
						}
					}
				}
				return out
			}),
		"Merge": modelBinary(
			func(a, b ints) ints { return seq.Merge(modelSorted(a), modelSorted(b)) },
			func(a, b []int) []int { return slices.Sorted(slices.Values(slices.Concat(a, b))) }),
		"MergeFunc": modelBinary(
			func(a, b ints) ints { // each value with the number of the sequence that it is of
				tagged := func(s ints, tag int) ints {
					return seq.Map(modelSorted(s), func(v int) int { return 10*v + tag })
				}
				return seq.MergeFunc(oracleByTens, tagged(a, 1), tagged(b, 2), tagged(a, 3))
			},
			func(a, b []int) (out []int) {
				for tag, vs := range [][]int{a, b, a} {
					for _, v := range vs {
						out = append(out, 10*v+tag+1)
					}
				}
				slices.SortStableFunc(out, oracleByTens)
				return out
			}),
		"Product": modelBinary(
			func(a, b ints) iter.Seq[[2]any] { return modelPairs(seq.Product(a, b)) },
			func(a, b []int) (out [][2]any) {
				for _, x := range a {
					for _, y := range b {
						out = append(out, [2]any{x, y})
					}
				}
				return out
			}),
	}
}

// modelSorted returns the values of s in order.
func modelSorted(s ints) ints { return slices.Values(slices.SortedFunc(s, cmp.Compare[int])) }
