package seq_test

import (
	"math"
	"testing"

	"github.com/coseq/coseq/seq"
)

// With many keys FoldBy goes another way than with few, and changes over in between.
func TestFoldByOfManyKeys(t *testing.T) {
	for _, keys := range []int{1, 1<<14 - 1, 1 << 14, 1<<14 + 1, 50_000} {
		values := seq.Take(seq.Cycle(seq.Range(0, keys)), 2*keys+1)
		got := seq.FoldBy(values, func(v int) int { return v }, 10, func(acc, v int) int {
			return 2*acc + v
		})
		if len(got) != keys {
			t.Errorf("%d keys, want %d", len(got), keys)
		}
		for v, acc := range got {
			want := 4*10 + 3*v // each twice
			if v == 0 {
				want = 8 * 10
			}
			if acc != want {
				t.Fatalf("of %d keys, %d has %d, want %d", keys, v, acc, want)
			}
		}
	}
}

// Each NaN is a key of its own, and none gets lost.
func TestFoldByOfManyNaNs(t *testing.T) {
	const n = 1<<14 + 5
	got := seq.FoldBy(seq.RepeatN(math.NaN(), n), func(v float64) float64 { return v }, 1,
		func(acc int, _ float64) int { return acc + 1 })
	sum := 0
	for _, acc := range got {
		sum += acc
	}
	if len(got) != n || sum != 2*n {
		t.Errorf("%d keys that come to %d, want %d and %d", len(got), sum, n, 2*n)
	}
}
