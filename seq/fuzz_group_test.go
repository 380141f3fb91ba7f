package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

// fuzzGroupings are the operators that yield slices, on slices.
var fuzzGroupings = []struct {
	name string
	op   func(s ints, n int) iter.Seq[[]int]
	want func(vs []int, n int) [][]int
}{
	{"Chunk", seq.Chunk[int], func(vs []int, n int) [][]int {
		return slices.Collect(slices.Chunk(vs, n))
	}},
	{"Window", seq.Window[int], func(vs []int, n int) (out [][]int) {
		for i := n; i <= len(vs); i++ {
			out = append(out, vs[i-n:i])
		}
		return out
	}},
	{"ChunkBy", func(s ints, n int) iter.Seq[[]int] {
		return seq.Values(seq.ChunkBy(s, fuzzMod(n)))
	}, func(vs []int, n int) [][]int {
		return modelRuns(vs, func(a, b int) bool { return fuzzMod(n)(a) != fuzzMod(n)(b) })
	}},
	{"SplitWhen", func(s ints, n int) iter.Seq[[]int] {
		return seq.SplitWhen(s, func(a, b int) bool { return a > b+n })
	}, func(vs []int, n int) [][]int {
		return modelRuns(vs, func(a, b int) bool { return a > b+n })
	}},
}

// FuzzGroups keeps every slice that it is given, appends to it, and looks at
// them all when the walk has ended, at stop or later: none may have changed.
func FuzzGroups(f *testing.F) {
	f.Add([]byte{}, uint8(0), uint8(1))
	f.Add([]byte("a sequence that is longer than a few windows"), uint8(9), uint8(20))
	f.Add([]byte{1, 1, 1, 2, 2, 1, 1, 3}, uint8(2), uint8(3))
	f.Add([]byte{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, uint8(0), uint8(255))
	f.Add(make([]byte, 300), uint8(3), uint8(255))
	f.Fuzz(func(t *testing.T, data []byte, size, stop uint8) {
		vs, n := fuzzInts(data), int(size)+1
		for _, grouping := range fuzzGroupings {
			want := grouping.want(vs, n)
			want = want[:min(int(stop), len(want))]
			var got [][]int
			for group := range fuzzPrefix(grouping.op(slices.Values(vs), n), int(stop)) {
				got = append(got, group)
				_ = append(group, -1, -2)
			}
			if !slices.EqualFunc(got, want, slices.Equal[[]int]) {
				t.Errorf("%s(%v, %d): kept %v, want %v", grouping.name, vs, n, got, want)
			}
		}
	})
}
