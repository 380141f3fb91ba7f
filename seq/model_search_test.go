package seq_test

import (
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelSearch(t *testing.T) { modelSearches().run(t) }

func modelSearches() modelTests {
	return modelTests{
		"Every": modelFold(
			func(s ints, n int) bool { return seq.Every(s, modelIn(n)) },
			func(vs []int, n int) bool { return modelCount(vs, n) == len(vs) }),
		"Some": modelFold(
			func(s ints, n int) bool { return seq.Some(s, modelIn(n)) },
			func(vs []int, n int) bool { return modelCount(vs, n) > 0 }),
		"None": modelFold(
			func(s ints, n int) bool { return seq.None(s, modelIn(n)) },
			func(vs []int, n int) bool { return modelCount(vs, n) == 0 }),
		"Count": modelFold(
			func(s ints, _ int) int { return seq.Count(s) },
			func(vs []int, _ int) int { return len(vs) }),
		"Contains": modelFold(seq.Contains[int], slices.Contains[[]int]),
		"Find": modelFold(
			func(s ints, n int) []int { return foundIn(seq.Find(s, modelIn(n))) },
			func(vs []int, n int) []int {
				for _, v := range vs {
					if modelIn(n)(v) {
						return []int{v}
					}
				}
				return nil
			}),
		"First": modelFold(
			func(s ints, _ int) []int { return foundIn(seq.First(s)) },
			func(vs []int, _ int) []int { return vs[:min(1, len(vs))] }),
		"Last": modelFold(
			func(s ints, _ int) []int { return foundIn(seq.Last(s)) },
			func(vs []int, _ int) []int { return vs[max(0, len(vs)-1):] }),
		"Nth": modelFold(
			func(s ints, n int) []int { return foundIn(seq.Nth(s, n)) },
			func(vs []int, n int) []int { return vs[min(n, len(vs)):min(n+1, len(vs))] }),
		"Single": modelFold(
			func(s ints, _ int) []int { return foundIn(seq.Single(s)) },
			func(vs []int, _ int) []int {
				if len(vs) == 1 {
					return vs
				}
				return nil
			}),
		"IsEmpty": modelFold(
			func(s ints, _ int) bool { return seq.IsEmpty(s) },
			func(vs []int, _ int) bool { return len(vs) == 0 }),
		"IsSorted": modelFold(
			func(s ints, _ int) bool { return seq.IsSorted(s) },
			func(vs []int, _ int) bool { return slices.IsSorted(vs) }),
		"Equal":   modelFold2(seq.Equal[int], slices.Equal[[]int]),
		"Compare": modelFold2(seq.Compare[int], slices.Compare[[]int]),
		"EqualFunc": modelFold2(
			func(a, b ints) bool {
				return seq.EqualFunc(a, b, func(x, y int) bool { return x <= y })
			},
			func(a, b []int) bool {
				return slices.EqualFunc(a, b, func(x, y int) bool { return x <= y })
			}),
		"ForEach": modelFold(
			func(s ints, _ int) (seen []int) {
				seq.ForEach(s, func(v int) { seen = append(seen, v) })
				return seen
			},
			func(vs []int, _ int) []int { return vs }),
		"Drain": modelFold(
			func(s ints, _ int) (n int) {
				seq.Drain(func(yield func(int) bool) {
					for v := range s {
						n++
						if !yield(v) {
							return
						}
					}
				})
				return n
			},
			func(vs []int, _ int) int { return len(vs) }),
	}
}

// modelCount counts the values that predicate n holds for.
func modelCount(vs []int, n int) (count int) {
	for _, v := range vs {
		if modelIn(n)(v) {
			count++
		}
	}
	return count
}
