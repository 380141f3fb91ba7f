package seq_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/seq"
)

// FuzzPipeline builds a pipeline of operators, one for each byte of stages, and
// holds it against the same on slices: walked as far as stop, and then to its end.
func FuzzPipeline(f *testing.F) {
	every := make([]byte, len(fuzzStages))
	for i := range every {
		every[i] = byte(i)
		f.Add([]byte("the source"), []byte{byte(i), byte(i + 100)}, uint8(3))
	}
	f.Add([]byte("the quick brown fox"), every, uint8(0))
	f.Add([]byte{}, every, uint8(1))
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8}, []byte{18, 18, 13, 19, 23, 14}, uint8(9))
	f.Fuzz(func(t *testing.T, source, stages []byte, stop uint8) {
		synctest.Test(t, func(t *testing.T) { // in which no coroutine may be left
			fuzzPipeline(t, source[:min(len(source), 40)], stages[:min(len(stages), 6)], int(stop))
		})
	})
}

func fuzzPipeline(t *testing.T, source, stages []byte, stop int) {
	open := 0
	want := modelMap(source, func(b byte) int { return int(b) })
	s := fuzzSource(want, &open)
	names := ""
	var memos []ints
	for _, b := range stages {
		stage, n := fuzzStages[int(b)%len(fuzzStages)], int(b)/len(fuzzStages)
		s, want = stage.op(s, n), stage.want(want, n)
		if stage.name == "Memoize" {
			memos = append(memos, s)
		}
		names += fmt.Sprintf(".%s(%d)", stage.name, n)
	}
	for _, most := range []int{stop, len(want) + 1, stop, len(want) + 1} {
		got := slices.Collect(fuzzPrefix(s, most))
		if want := want[:min(most, len(want))]; !slices.Equal(got, want) {
			t.Fatalf("%v%s: as far as %d got %v, want %v", source, names, most, got, want)
		}
	}
	for _, memo := range memos {
		seq.Drain(memo) // the one operator that may hold its source until then
	}
	if open != 0 {
		t.Errorf("%v%s: %d walks over the source have not ended", source, names, open)
	}
}

// fuzzSource yields the values and counts the walks that have not ended.
func fuzzSource(vs []int, open *int) ints {
	return func(yield func(int) bool) {
		*open++
		defer func() { *open-- }()
		for _, v := range vs {
			if !yield(v) {
				return
			}
		}
	}
}

// fuzzPrefix is the slow and sure Take, whose loop breaks.
func fuzzPrefix[V any](s iter.Seq[V], most int) iter.Seq[V] {
	return func(yield func(V) bool) {
		left := most
		for v := range s {
			if left == 0 || !yield(v) {
				return
			}
			left--
		}
	}
}
