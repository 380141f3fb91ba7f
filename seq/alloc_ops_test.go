package seq_test

import (
	"iter"

	"github.com/coseq/coseq/seq"
)

func allocKeep(v int) bool { return v%3 != 0 }
func allocDouble(v int) int {
	return 2 * v
}

// allocDrain drains pairs.
func allocDrain[K, V any](s iter.Seq2[K, V]) {
	for range s {
	}
}

// allocOps are all operators that stream, each drained over an opaque source.
var allocOps = map[string]func(s iter.Seq[int]){
	"Append":    func(s iter.Seq[int]) { seq.Drain(seq.Append(s, 1, 2)) },
	"Compact":   func(s iter.Seq[int]) { seq.Drain(seq.Compact(s)) },
	"CompactBy": func(s iter.Seq[int]) { seq.Drain(seq.CompactBy(s, allocDouble)) },
	"Concat":    func(s iter.Seq[int]) { seq.Drain(seq.Concat(s, s)) },
	"Difference": func(s iter.Seq[int]) {
		seq.Drain(seq.Difference(allocTens(s), allocTens(s)))
	},
	"Distinct":    func(s iter.Seq[int]) { seq.Drain(seq.Distinct(allocTens(s))) },
	"DistinctBy":  func(s iter.Seq[int]) { seq.Drain(seq.DistinctBy(allocTens(s), allocDouble)) },
	"Drop":        func(s iter.Seq[int]) { seq.Drain(seq.Drop(s, 3)) },
	"DropLast":    func(s iter.Seq[int]) { seq.Drain(seq.DropLast(s, 3)) },
	"DropWhile":   func(s iter.Seq[int]) { seq.Drain(seq.DropWhile(s, allocKeep)) },
	"Filter":      func(s iter.Seq[int]) { seq.Drain(seq.Filter(s, allocKeep)) },
	"Interleave":  func(s iter.Seq[int]) { seq.Drain(seq.Interleave(s, s)) },
	"Intersect":   func(s iter.Seq[int]) { seq.Drain(seq.Intersect(s, seq.Of(1, -1))) },
	"Intersperse": func(s iter.Seq[int]) { seq.Drain(seq.Intersperse(s, 0)) },
	"Map":         func(s iter.Seq[int]) { seq.Drain(seq.Map(s, allocDouble)) },
	"Merge":       func(s iter.Seq[int]) { seq.Drain(seq.Merge(s, s, s)) },
	"Once":        func(s iter.Seq[int]) { seq.Drain(seq.Once(s)) },
	"Prepend":     func(s iter.Seq[int]) { seq.Drain(seq.Prepend(s, 1, 2)) },
	"Reject":      func(s iter.Seq[int]) { seq.Drain(seq.Reject(s, allocKeep)) },
	"Scan": func(s iter.Seq[int]) {
		seq.Drain(seq.Scan(s, 0, func(a, v int) int { return a + v }))
	},
	"StepBy":   func(s iter.Seq[int]) { seq.Drain(seq.StepBy(s, 2)) },
	"Take":     func(s iter.Seq[int]) { seq.Drain(seq.Take(s, 1e9)) },
	"TakeLast": func(s iter.Seq[int]) { seq.Drain(seq.TakeLast(s, 3)) },
	"TakeUntil": func(s iter.Seq[int]) {
		seq.Drain(seq.TakeUntil(s, func(v int) bool { return v < 0 }))
	},
	"TakeWhile": func(s iter.Seq[int]) {
		seq.Drain(seq.TakeWhile(s, func(v int) bool { return v >= 0 }))
	},
	"Tap":        func(s iter.Seq[int]) { seq.Drain(seq.Tap(s, func(int) {})) },
	"Union":      func(s iter.Seq[int]) { seq.Drain(seq.Union(allocTens(s), allocTens(s))) },
	"Enumerate":  func(s iter.Seq[int]) { allocDrain(seq.Enumerate(s)) },
	"Pairwise":   func(s iter.Seq[int]) { allocDrain(seq.Pairwise(s)) },
	"Product":    func(s iter.Seq[int]) { allocDrain(seq.Product(s, seq.Of(1, 2))) },
	"RunLength":  func(s iter.Seq[int]) { allocDrain(seq.RunLength(s)) },
	"Zip":        func(s iter.Seq[int]) { allocDrain(seq.Zip(s, s)) },
	"ZipLongest": func(s iter.Seq[int]) { allocDrain(seq.ZipLongest(s, s, 0, 0)) },
	"ZipStrict":  func(s iter.Seq[int]) { allocDrain(seq.ZipStrict(s, s)) },
	"ZipWith": func(s iter.Seq[int]) {
		seq.Drain(seq.ZipWith(s, s, func(a, b int) int { return a + b }))
	},
	"Concat2": func(s iter.Seq[int]) {
		allocDrain(seq.Concat2(seq.Enumerate(s), seq.Enumerate(s)))
	},
	"Drop2": func(s iter.Seq[int]) { allocDrain(seq.Drop2(seq.Enumerate(s), 3)) },
	"Filter2": func(s iter.Seq[int]) {
		allocDrain(seq.Filter2(seq.Enumerate(s), func(i, _ int) bool { return i > 2 }))
	},
	"Keys": func(s iter.Seq[int]) { seq.Drain(seq.Keys(seq.Enumerate(s))) },
	"Map2": func(s iter.Seq[int]) {
		allocDrain(seq.Map2(seq.Enumerate(s), func(i, v int) (int, int) { return v, i }))
	},
	"MapValues": func(s iter.Seq[int]) {
		allocDrain(seq.MapValues(seq.Enumerate(s), allocDouble))
	},
	"Pairs, Unpair": func(s iter.Seq[int]) {
		allocDrain(seq.Unpair(seq.Pairs(seq.Enumerate(s))))
	},
	"Swap":   func(s iter.Seq[int]) { allocDrain(seq.Swap(seq.Enumerate(s))) },
	"Take2":  func(s iter.Seq[int]) { allocDrain(seq.Take2(seq.Enumerate(s), 1e9)) },
	"Values": func(s iter.Seq[int]) { seq.Drain(seq.Values(seq.Enumerate(s))) },
	"FilterMap": func(s iter.Seq[int]) {
		seq.Drain(seq.FilterMap(s, func(v int) (int, bool) { return v, allocKeep(v) }))
	},
	"FlatMap": func(s iter.Seq[int]) {
		inner := seq.Of(1, 2)
		seq.Drain(seq.FlatMap(s, func(int) iter.Seq[int] { return inner }))
	},
	"Flatten": func(s iter.Seq[int]) {
		inner := seq.Of(1, 2)
		seq.Drain(seq.Flatten(seq.Map(s, func(int) iter.Seq[int] { return inner })))
	},
	"FlattenSlices": func(s iter.Seq[int]) {
		inner := []int{1, 2}
		seq.Drain(seq.FlattenSlices(seq.Map(s, func(int) []int { return inner })))
	},
	"JoinBy": func(s iter.Seq[int]) {
		seq.Drain(seq.JoinBy(s, seq.Of(1, 2), allocDouble, allocDouble))
	},
	"StopOnError, TryMap, WithError": func(s iter.Seq[int]) {
		var err error
		tried := seq.TryMap(s, func(v int) (int, error) { return v, nil })
		allocDrain(seq.WithError(seq.StopOnError(tried, &err), &err))
	},
}

// allocTens makes ten different values of any number.
func allocTens(s iter.Seq[int]) iter.Seq[int] {
	return seq.Map(s, func(v int) int { return v % 10 })
}

// allocSources are all endless sources, and some values of others.
var allocSources = map[string]func(n int) iter.Seq[int]{
	"Cycle": func(n int) iter.Seq[int] { return seq.Take(seq.Cycle(seq.Of(1, 2, 3)), n) },
	"Generate": func(n int) iter.Seq[int] {
		return seq.Take(seq.Generate(func() (int, bool) { return 1, true }), n)
	},
	"Iterate":   func(n int) iter.Seq[int] { return seq.Take(seq.Iterate(1, allocDouble), n) },
	"Range":     func(n int) iter.Seq[int] { return seq.Range(0, n) },
	"RangeStep": func(n int) iter.Seq[int] { return seq.RangeStep(n, 0, -1) },
	"Repeat":    func(n int) iter.Seq[int] { return seq.Take(seq.Repeat(1), n) },
	"RepeatN":   func(n int) iter.Seq[int] { return seq.RepeatN(1, n) },
	"Unfold": func(n int) iter.Seq[int] {
		return seq.Unfold(0, func(i int) (int, int, bool) { return i, i + 1, i < n })
	},
}

// allocTerminals are all operators that return one value.
var allocTerminals = map[string]func(s iter.Seq[int]){
	"Contains": func(s iter.Seq[int]) { seq.Contains(s, -1) },
	"Count":    func(s iter.Seq[int]) { seq.Count(s) },
	"CountBy":  func(s iter.Seq[int]) { seq.CountBy(allocTens(s), allocDouble) },
	"Equal":    func(s iter.Seq[int]) { seq.Equal(s, s) },
	"Every":    func(s iter.Seq[int]) { seq.Every(s, func(v int) bool { return v >= 0 }) },
	"Fold":     func(s iter.Seq[int]) { seq.Fold(s, 0, func(a, v int) int { return a + v }) },
	"FoldBy": func(s iter.Seq[int]) {
		seq.FoldBy(allocTens(s), allocDouble, 0, func(a, v int) int { return a + v })
	},
	"IsSorted":  func(s iter.Seq[int]) { seq.IsSorted(s) },
	"Last":      func(s iter.Seq[int]) { seq.Last(s) },
	"Max":       func(s iter.Seq[int]) { seq.Max(s) },
	"MaxBy":     func(s iter.Seq[int]) { seq.MaxBy(s, allocDouble) },
	"MinMax":    func(s iter.Seq[int]) { seq.MinMax(s) },
	"Nth":       func(s iter.Seq[int]) { seq.Nth(s, 1e9) },
	"Reduce":    func(s iter.Seq[int]) { seq.Reduce(s, func(a, v int) int { return a + v }) },
	"Sum":       func(s iter.Seq[int]) { seq.Sum(s) },
	"Top of 10": func(s iter.Seq[int]) { seq.Top(s, 10) },
}
