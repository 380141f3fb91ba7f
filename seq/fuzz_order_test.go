package seq_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/seq"
)

// FuzzMerge merges the pieces of the data between zeros, ordered by their tens
// only, and breaks off at stop.
func FuzzMerge(f *testing.F) {
	f.Add([]byte{}, uint8(0))
	f.Add([]byte{0, 0, 0}, uint8(1))
	f.Add([]byte{11, 12, 13, 0, 11, 21, 0, 15, 0, 9, 16, 31}, uint8(5))
	f.Add([]byte{41, 31, 21, 0, 42, 32, 22}, uint8(200))
	f.Add([]byte{1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 9, 0}, uint8(8))
	f.Add([]byte{5, 5, 5, 5, 0, 0, 5, 5, 0, 5}, uint8(6))
	f.Fuzz(func(t *testing.T, data []byte, stop uint8) {
		synctest.Test(t, func(t *testing.T) {
			lists := fuzzPieces(data[:min(len(data), 500)])
			fuzzMergeFunc(t, lists, int(stop))
			fuzzMerge(t, lists)
		})
	})
}

// fuzzMerge merges the lists in the order of integers.
func fuzzMerge(t *testing.T, lists [][]int) {
	want := slices.Sorted(slices.Values(slices.Concat(lists...)))
	for _, list := range lists {
		slices.Sort(list)
	}
	if got := slices.Collect(seq.Merge(oracleSeqs(lists)...)); !slices.Equal(got, want) {
		t.Errorf("merged %v: got %v, want %v", lists, got, want)
	}
}

func fuzzMergeFunc(t *testing.T, lists [][]int, stop int) {
	open := 0
	var seqs []ints
	var want []int
	for _, list := range lists {
		slices.SortStableFunc(list, oracleByTens)
		seqs = append(seqs, fuzzSource(list, &open))
		want = append(want, list...)
	}
	slices.SortStableFunc(want, oracleByTens)
	merged := seq.MergeFunc(oracleByTens, seqs...)
	if got := slices.Collect(merged); !slices.Equal(got, want) {
		t.Errorf("merged %v: got %v, want %v", lists, got, want)
	}
	want = want[:min(stop, len(want))]
	if got := slices.Collect(fuzzPrefix(merged, stop)); !slices.Equal(got, want) {
		t.Errorf("merged %v as far as %d: got %v, want %v", lists, stop, got, want)
	}
	if open != 0 {
		t.Errorf("merged %v: %d walks over the sources have not ended", lists, open)
	}
}

// fuzzPieces splits the data at its zeros.
func fuzzPieces(data []byte) [][]int {
	pieces := [][]int{nil}
	for _, b := range data {
		if b == 0 {
			pieces = append(pieces, nil)
			continue
		}
		pieces[len(pieces)-1] = append(pieces[len(pieces)-1], int(b))
	}
	return pieces
}

// FuzzJoinBy joins by the tens against two nested loops.
func FuzzJoinBy(f *testing.F) {
	f.Add([]byte{}, []byte{1}, uint8(0))
	f.Add([]byte{11, 12, 21, 11}, []byte{13, 22, 14, 30}, uint8(3))
	f.Add([]byte{1, 2, 3}, []byte{}, uint8(9))
	f.Add([]byte{250, 7, 255}, []byte{251, 8, 252, 251}, uint8(255))
	f.Fuzz(func(t *testing.T, as, bs []byte, stop uint8) {
		a, b := fuzzInts(as), fuzzInts(bs)
		var want []pair
		for _, x := range a {
			for _, y := range b {
				if x/10 == y/10 {
					want = append(want, pair{First: x, Second: y})
				}
			}
		}
		joined := seq.JoinBy(slices.Values(a), slices.Values(b), oracleTens, oracleTens)
		for _, most := range []int{int(stop), len(want) + 1} {
			want := want[:min(most, len(want))]
			if got := slices.Collect(fuzzPrefix(joined, most)); !slices.Equal(got, want) {
				t.Errorf("JoinBy(%v, %v) = %v, want %v", a, b, got, want)
			}
		}
	})
}

// FuzzTop holds the best of n against a stable sort.
func FuzzTop(f *testing.F) {
	f.Add([]byte{}, uint8(3))
	f.Add([]byte{31, 32, 33, 11, 34, 21}, uint8(2))
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, uint8(4))
	f.Add([]byte("stability is not for free"), uint8(7))
	f.Fuzz(func(t *testing.T, data []byte, n uint8) {
		vs := fuzzInts(data)
		falling := func(a, b int) int { return oracleByTens(b, a) }
		want := slices.SortedStableFunc(slices.Values(vs), falling)
		want = want[:min(int(n), len(want))]
		if got := seq.TopFunc(slices.Values(vs), int(n), oracleByTens); !slices.Equal(got, want) {
			t.Errorf("TopFunc(%v, %d) = %v, want %v", vs, n, got, want)
		}
		slices.SortFunc(vs, func(a, b int) int { return b - a })
		want = vs[:min(int(n), len(vs))]
		if got := seq.Top(slices.Values(fuzzInts(data)), int(n)); !slices.Equal(got, want) {
			t.Errorf("Top(%v, %d) = %v, want %v", fuzzInts(data), n, got, want)
		}
	})
}

// fuzzInts returns the first of the data as integers, and not so many that a
// model that is not clever takes long.
func fuzzInts(data []byte) []int {
	return modelMap(data[:min(len(data), 500)], func(b byte) int { return int(b) })
}
