package seq_test

import (
	"cmp"
	"slices"

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
