package seq_test

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/seq"
)

// A fuzzStage is an operator from integers to integers, and the same on a slice.
type fuzzStage struct {
	name string
	op   func(s ints, n int) ints
	want func(vs []int, n int) []int
}

func fuzzEven(v int) bool         { return v%2 == 0 }
func fuzzSum(acc, v int) int      { return acc + v }
func fuzzSumOf(vs []int) int      { return seq.Sum(slices.Values(vs)) }
func fuzzBelow(n, v int) bool     { return v < n*8 }
func fuzzMod(n int) func(int) int { return func(v int) int { return v % (n + 1) } }

var fuzzStages = []fuzzStage{
	{"Map", func(s ints, n int) ints {
		return seq.Map(s, func(v int) int { return v ^ n })
	}, func(vs []int, n int) []int {
		return modelMap(vs, func(v int) int { return v ^ n })
	}},
	{"Filter", func(s ints, n int) ints {
		return seq.Filter(s, fuzzEven)
	}, func(vs []int, n int) []int {
		return slices.DeleteFunc(slices.Clone(vs), func(v int) bool { return !fuzzEven(v) })
	}},
	{"Reject", func(s ints, n int) ints {
		return seq.Reject(s, fuzzEven)
	}, func(vs []int, n int) []int {
		return slices.DeleteFunc(slices.Clone(vs), fuzzEven)
	}},
	{"Take", seq.Take[int], func(vs []int, n int) []int { return vs[:min(n, len(vs))] }},
	{"Drop", seq.Drop[int], func(vs []int, n int) []int { return vs[min(n, len(vs)):] }},
	{"TakeLast", seq.TakeLast[int], func(vs []int, n int) []int { return vs[max(0, len(vs)-n):] }},
	{"DropLast", seq.DropLast[int], func(vs []int, n int) []int { return vs[:max(0, len(vs)-n)] }},
	{"TakeWhile", func(s ints, n int) ints {
		return seq.TakeWhile(s, func(v int) bool { return fuzzBelow(n, v) })
	}, func(vs []int, n int) []int { return vs[:fuzzFirstNot(vs, n)] }},
	{"TakeUntil", func(s ints, n int) ints {
		return seq.TakeUntil(s, func(v int) bool { return !fuzzBelow(n, v) })
	}, func(vs []int, n int) []int { return vs[:min(fuzzFirstNot(vs, n)+1, len(vs))] }},
	{"DropWhile", func(s ints, n int) ints {
		return seq.DropWhile(s, func(v int) bool { return fuzzBelow(n, v) })
	}, func(vs []int, n int) []int { return vs[fuzzFirstNot(vs, n):] }},
	{"StepBy", func(s ints, n int) ints {
		return seq.StepBy(s, n+1)
	}, func(vs []int, n int) (out []int) {
		for i := 0; i < len(vs); i += n + 1 {
			out = append(out, vs[i])
		}
		return out
	}},
	{"Scan", func(s ints, n int) ints {
		return seq.Scan(s, n, fuzzSum)
	}, func(vs []int, n int) []int {
		out := []int{n}
		for _, v := range vs {
			n += v
			out = append(out, n)
		}
		return out
	}},
	{"Intersperse", seq.Intersperse[int], func(vs []int, n int) (out []int) {
		for _, v := range vs {
			out = append(out, n, v)
		}
		return out[min(1, len(out)):]
	}},
	{"Chunk", func(s ints, n int) ints {
		return seq.Map(seq.Chunk(s, n+1), fuzzSumOf)
	}, func(vs []int, n int) []int {
		return modelMap(slices.Collect(slices.Chunk(vs, n+1)), fuzzSumOf)
	}},
	{"Window", func(s ints, n int) ints {
		return seq.Map(seq.Window(s, n+1), fuzzSumOf)
	}, func(vs []int, n int) (out []int) {
		for i := n + 1; i <= len(vs); i++ {
			out = append(out, fuzzSumOf(vs[i-n-1:i]))
		}
		return out
	}},
	{"ChunkBy", func(s ints, n int) ints {
		return seq.Map(seq.Values(seq.ChunkBy(s, fuzzMod(n))), fuzzSumOf)
	}, func(vs []int, n int) []int {
		apart := func(a, b int) bool { return fuzzMod(n)(a) != fuzzMod(n)(b) }
		return modelMap(modelRuns(vs, apart), fuzzSumOf)
	}},
	{"DistinctBy", func(s ints, n int) ints {
		return seq.DistinctBy(s, fuzzMod(n))
	}, func(vs []int, n int) []int { return modelFirsts(vs, fuzzMod(n)) }},
	{"Compact", func(s ints, n int) ints {
		return seq.Compact(s)
	}, func(vs []int, n int) []int { return slices.Compact(slices.Clone(vs)) }},
	{"Concat", func(s ints, n int) ints {
		return seq.Concat(s, seq.Range(0, n), s)
	}, func(vs []int, n int) []int {
		return slices.Concat(vs, slices.Collect(seq.Range(0, n)), vs)
	}},
	{"Interleave", func(s ints, n int) ints {
		return seq.Interleave(seq.RepeatN(1, n), s)
	}, func(vs []int, n int) (out []int) {
		for i := range max(n, len(vs)) {
			if i < n {
				out = append(out, 1)
			}
			if i < len(vs) {
				out = append(out, vs[i])
			}
		}
		return out
	}},
	{"Merge", func(s ints, n int) ints {
		return seq.Merge(seq.Range(-n, n), modelSorted(s), seq.RepeatN(n, n))
	}, func(vs []int, n int) []int {
		all := slices.Concat(vs, slices.Repeat([]int{n}, n), slices.Collect(seq.Range(-n, n)))
		return slices.SortedFunc(slices.Values(all), cmp.Compare[int])
	}},
	{"Zip", func(s ints, n int) ints {
		return seq.ZipWith(s, seq.Drop(s, n), func(a, b int) int { return a - b })
	}, func(vs []int, n int) (out []int) {
		for i := n; i < len(vs); i++ {
			out = append(out, vs[i-n]-vs[i])
		}
		return out
	}},
	{"Cycle", func(s ints, n int) ints {
		return seq.Take(seq.Cycle(s), n)
	}, func(vs []int, n int) (out []int) {
		for i := range n {
			if len(vs) > 0 {
				out = append(out, vs[i%len(vs)])
			}
		}
		return out
	}},
	{"Memoize", func(s ints, n int) ints {
		return seq.Memoize(s)
	}, func(vs []int, n int) []int { return vs }},
}

func modelMap[In, Out any](vs []In, f func(In) Out) (out []Out) {
	for _, v := range vs {
		out = append(out, f(v))
	}
	return out
}

// fuzzFirstNot returns the index of the first value that is not below, or the end.
func fuzzFirstNot(vs []int, n int) int {
	i := slices.IndexFunc(vs, func(v int) bool { return !fuzzBelow(n, v) })
	if i < 0 {
		return len(vs)
	}
	return i
}

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
