package seq_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
	gocmp "github.com/google/go-cmp/cmp"
)

// NaN equals nothing where values are compared with ==, is less than any number
// where they are ordered, as by cmp.Compare, and is all there is where Go's min
// and max meet it.
func TestNaN(t *testing.T) {
	nan := math.NaN()
	s := seq.Of(2, nan, 1, nan, nan, 3)
	sorted := seq.Of(nan, nan, 1)
	byNaN := map[float64]int{1: 0, nan: 0}
	itself := func(v float64) float64 { return v }
	minBy, _ := seq.MinBy(s, itself)
	maxBy, _ := seq.MaxBy(s, itself)
	minFunc, _ := seq.MinFunc(s, cmp.Compare[float64])
	least, greatest, _ := seq.MinMax(s)
	mean, _ := seq.Mean(s)
	minimum, _ := seq.Min(s)
	maximum, _ := seq.Max(s)
	_, found := seq.Find(s, func(v float64) bool { return v != v })

	for _, test := range []struct {
		name      string
		got, want any
	}{
		{"Distinct", slices.Collect(seq.Distinct(s)), "[2 NaN 1 NaN NaN 3]"},
		{"Compact", slices.Collect(seq.Compact(s)), "[2 NaN 1 NaN NaN 3]"},
		{"RunLength", slices.Collect(seq.Values(seq.RunLength(s))), "[1 1 1 1 1 1]"},
		{"Union", slices.Collect(seq.Union(sorted, sorted)), "[NaN NaN 1 NaN NaN]"},
		{"Intersect", slices.Collect(seq.Intersect(s, s)), "[2 1 3]"},
		{"Difference", slices.Collect(seq.Difference(s, s)), "[NaN NaN NaN]"},
		{"Contains", seq.Contains(s, nan), false},
		{"Find", found, true},
		{"Equal", seq.Equal(sorted, sorted), false},
		{"Compare", seq.Compare(sorted, sorted), 0},
		{"IsSorted", seq.IsSorted(sorted), true},
		{"IsSorted not", seq.IsSorted(s), false},
		{"Top", seq.Top(s, 4), "[3 2 1 NaN]"},
		{"Merge", slices.Collect(seq.Merge(sorted, seq.Of(nan, 0, 2))), "[NaN NaN NaN 0 1 2]"},
		{"SortedMap", slices.Collect(seq.Keys(seq.SortedMap(byNaN))), "[NaN 1]"},
		{"MinBy", minBy, "NaN"},
		{"MaxBy", maxBy, "3"},
		{"MinFunc", minFunc, "NaN"},
		{"Min", minimum, "NaN"},
		{"Max", maximum, "NaN"},
		{"MinMax", []float64{least, greatest}, "[NaN NaN]"},
		{"Mean", mean, "NaN"},
		{"Sum", seq.Sum(s), "NaN"},
		{"CountBy", len(seq.CountBy(s, itself)), 6},
		{"ChunkBy", slices.Collect(seq.Values(seq.ChunkBy(sorted, itself))), "[[NaN] [NaN] [1]]"},
	} {
		if diff := gocmp.Diff(fmt.Sprint(test.want), fmt.Sprint(test.got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
