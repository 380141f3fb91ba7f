package seq_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

// Each of these orders is the order of the numbers of the places in the pool,
// of all the rows of places that there are or of those of one kind.
func TestModelCombinatorics(t *testing.T) {
	tests := map[string]struct {
		op   func([]string, int) iter.Seq[[]string]
		kind func(places []int) bool
	}{
		"Combinations": {seq.Combinations[string], func(places []int) bool {
			return slices.IsSorted(places) && modelApart(places)
		}},
		"CombinationsWithReplacement": {
			seq.CombinationsWithReplacement[string], slices.IsSorted[[]int],
		},
		"Permutations": {seq.Permutations[string], modelApart},
		"ProductN": {
			func(pool []string, k int) iter.Seq[[]string] {
				return seq.ProductN(slices.Repeat([][]string{pool}, k)...)
			},
			func([]int) bool { return true },
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for n := range 6 {
				for k := range 6 {
					pool := modelPool(n)
					want := modelSelections(pool, k, test.kind)
					modelWalk(t, test.op(pool, k), want, pool, k)
				}
			}
		})
	}
}

func TestModelPowerset(t *testing.T) {
	for n := range 8 {
		var want [][]string
		for k := range n + 1 {
			want = append(want, slices.Collect(seq.Combinations(modelPool(n), k))...)
		}
		modelWalk(t, seq.Powerset(modelPool(n)), want, n)
	}
}

// Every list of up to three pools of up to three values.
func TestModelProductN(t *testing.T) {
	for a := range 4 {
		for b := range 4 {
			for c := range 4 {
				pools := [][]string{modelPool(a), modelPool(b), modelPool(c)}
				var want [][]string
				for _, x := range pools[0] {
					for _, y := range pools[1] {
						for _, z := range pools[2] {
							want = append(want, []string{x, y, z})
						}
					}
				}
				modelWalk(t, seq.ProductN(pools...), want, pools)
			}
		}
	}
}

// modelPool returns n values, the last of which is the first once more: they
// are told apart by place.
func modelPool(n int) []string {
	pool := []string{}
	for i := range n {
		pool = append(pool, fmt.Sprint(i%max(1, n-1)))
	}
	return pool
}

// modelSelections returns the values at each row of k places that is of the
// kind, in the order of the places.
func modelSelections(pool []string, k int, kind func([]int) bool) (out [][]string) {
	places := make([]int, 0, k)
	var extend func()
	extend = func() {
		if len(places) == k {
			if kind(places) {
				row := make([]string, k)
				for i, place := range places {
					row[i] = pool[place]
				}
				out = append(out, row)
			}
			return
		}
		for place := range pool {
			places = append(places, place)
			extend()
			places = places[:len(places)-1]
		}
	}
	extend()
	return out
}

// modelApart reports whether no two of the places are the same.
func modelApart(places []int) bool {
	for i, place := range places {
		if slices.Contains(places[:i], place) {
			return false
		}
	}
	return true
}
