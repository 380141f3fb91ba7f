package seq_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

// keepers are all operators that yield slices.
var keepers = map[string]iter.Seq[[]int]{
	"Chunk":           seq.Chunk(seq.Range(0, 1000), 7),
	"Chunk of few":    seq.Chunk(seq.Range(0, 5), 1000),
	"Chunk of one":    seq.Chunk(seq.Range(0, 10), 1),
	"ChunkBy":         seq.Values(seq.ChunkBy(seq.Range(0, 100), oracleTens)),
	"SplitWhen":       seq.SplitWhen(seq.Range(0, 9), func(_, v int) bool { return v%3 == 0 }),
	"Window":          seq.Window(seq.Range(0, 1000), 7),
	"Window of one":   seq.Window(seq.Range(0, 1000), 1),
	"Window of many":  seq.Window(seq.Range(0, 1000), 300),
	"Combinations":    seq.Combinations([]int{1, 2, 3, 4}, 2),
	"Combinations 0":  seq.Combinations([]int{1, 2, 3, 4}, 0),
	"Combinations 4":  seq.Combinations([]int{1, 2, 3, 4}, 4),
	"Replacement":     seq.CombinationsWithReplacement([]int{1, 2, 3}, 3),
	"Permutations":    seq.Permutations([]int{1, 2, 3, 4}, 3),
	"Permutations 4":  seq.Permutations([]int{1, 2, 3, 4}, 4),
	"Powerset":        seq.Powerset([]int{1, 2, 3, 4}),
	"ProductN":        seq.ProductN([]int{1, 2}, []int{3, 4, 5}),
	"ProductN of one": seq.ProductN([]int{1, 2}),
	"ProductN of 0":   seq.ProductN[int](),
}

// What is yielded can be kept and appended to: nothing of it is used again, and
// its capacity ends where it ends.
func TestKeepAndAppend(t *testing.T) {
	for name, s := range keepers {
		t.Run(name, func(t *testing.T) {
			var kept [][]int
			var then []string
			for vs := range s {
				if cap(vs) != len(vs) {
					t.Fatalf("%v has a capacity of %d", vs, cap(vs))
				}
				if vs == nil {
					t.Error("a nil slice is yielded")
				}
				kept, then = append(kept, vs), append(then, fmt.Sprint(vs))
				_ = append(vs, -1)
			}
			for i, vs := range kept {
				if now := fmt.Sprint(vs); now != then[i] {
					t.Fatalf("slice %d was %s, and is %s", i, then[i], now)
				}
			}
		})
	}
}

// All but windows can be written to.
func TestKeepAndWrite(t *testing.T) {
	for name, s := range keepers {
		if name[:3] == "Win" {
			continue
		}
		want := slices.Collect(s)
		i := 0
		for vs := range s {
			if !slices.Equal(vs, want[i]) {
				t.Fatalf("%s: slice %d is %v, want %v", name, i, vs, want[i])
			}
			clear(vs)
			i++
		}
	}
}

// What is given is not written to, nor held on to beyond what is said.
func TestPoolsAreLeftAlone(t *testing.T) {
	pool := []int{1, 2, 3}
	seq.Drain(seq.Permutations(pool, 2))
	seq.Drain(seq.Powerset(pool))
	seq.Drain(seq.ProductN(pool, pool))
	seq.Drain(seq.CombinationsWithReplacement(pool, 2))
	if want := []int{1, 2, 3}; !slices.Equal(pool, want) {
		t.Errorf("the pool is %v now", pool)
	}
}
