package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
	gocmp "github.com/google/go-cmp/cmp"
)

var (
	nilInts  ints
	nilPairs ints2
	nilErrs  intErr
)

func keepAll(int) bool          { return true }
func same(v int) int            { return v }
func plus(a, b int) int         { return a + b }
func rising(a, b int) bool      { return a < b }
func tryAll(v int) (int, error) { return v, nil }

func lengthOf[V any](s iter.Seq[V]) int { return len(slices.Collect(s)) }

func lengthOf2[K, V any](s iter.Seq2[K, V]) int { return len(pairsOf(s)) }

// A nil sequence is an empty one, for every operator on one sequence.
func TestNil(t *testing.T) {
	for name, got := range map[string]int{
		"Cycle":         lengthOf(seq.Cycle(nilInts)),
		"FromChan":      lengthOf(seq.FromChan[int](nil)),
		"SortedMap":     lengthOf2(seq.SortedMap[int, int](nil)),
		"Of":            lengthOf(seq.Of[int]()),
		"Map":           lengthOf(seq.Map(nilInts, same)),
		"Filter":        lengthOf(seq.Filter(nilInts, keepAll)),
		"Reject":        lengthOf(seq.Reject(nilInts, keepAll)),
		"FilterMap":     lengthOf(seq.FilterMap(nilInts, func(v int) (int, bool) { return v, true })),
		"FlatMap":       lengthOf(seq.FlatMap(nilInts, func(int) ints { return seq.Of(1) })),
		"FlatMap to":    lengthOf(seq.FlatMap(seq.Of(1), func(int) ints { return nil })),
		"Flatten":       lengthOf(seq.Flatten[int](nil)),
		"Flatten of":    lengthOf(seq.Flatten(seq.Of(nilInts, nilInts))),
		"FlattenSlices": lengthOf(seq.FlattenSlices[int](nil)),
		"Tap":           lengthOf(seq.Tap(nilInts, func(int) {})),
		"Enumerate":     lengthOf2(seq.Enumerate(nilInts)),
		"Intersperse":   lengthOf(seq.Intersperse(nilInts, 0)),
		"Take":          lengthOf(seq.Take(nilInts, 1)),
		"Drop":          lengthOf(seq.Drop(nilInts, 0)),
		"TakeWhile":     lengthOf(seq.TakeWhile(nilInts, keepAll)),
		"TakeUntil":     lengthOf(seq.TakeUntil(nilInts, keepAll)),
		"DropWhile":     lengthOf(seq.DropWhile(nilInts, keepAll)),
		"TakeLast":      lengthOf(seq.TakeLast(nilInts, 1)),
		"DropLast":      lengthOf(seq.DropLast(nilInts, 0)),
		"StepBy":        lengthOf(seq.StepBy(nilInts, 1)),
		"Chunk":         lengthOf(seq.Chunk(nilInts, 1)),
		"ChunkBy":       lengthOf2(seq.ChunkBy(nilInts, same)),
		"SplitWhen":     lengthOf(seq.SplitWhen(nilInts, rising)),
		"Window":        lengthOf(seq.Window(nilInts, 1)),
		"Pairwise":      lengthOf2(seq.Pairwise(nilInts)),
		"RunLength":     lengthOf2(seq.RunLength(nilInts)),
		"Distinct":      lengthOf(seq.Distinct(nilInts)),
		"DistinctBy":    lengthOf(seq.DistinctBy(nilInts, same)),
		"Compact":       lengthOf(seq.Compact(nilInts)),
		"CompactBy":     lengthOf(seq.CompactBy(nilInts, same)),
		"Map2":          lengthOf2(seq.Map2(nilPairs, func(k, v int) (int, int) { return k, v })),
		"Filter2":       lengthOf2(seq.Filter2(nilPairs, rising)),
		"Take2":         lengthOf2(seq.Take2(nilPairs, 1)),
		"Drop2":         lengthOf2(seq.Drop2(nilPairs, 0)),
		"Keys":          lengthOf(seq.Keys(nilPairs)),
		"Values":        lengthOf(seq.Values(nilPairs)),
		"Swap":          lengthOf2(seq.Swap(nilPairs)),
		"MapValues":     lengthOf2(seq.MapValues(nilPairs, same)),
		"Pairs":         lengthOf(seq.Pairs(nilPairs)),
		"Unpair":        lengthOf2(seq.Unpair[int, int](nil)),
		"TryMap":        lengthOf2(seq.TryMap(nilInts, tryAll)),
		"StopOnError":   lengthOf(seq.StopOnError(nilErrs, new(error))),
		"WithError":     lengthOf2(seq.WithError(nilInts, new(error))),
		"Memoize":       lengthOf(seq.Memoize(nilInts)),
		"Once":          lengthOf(seq.Once(nilInts)),
	} {
		if got != 0 {
			t.Errorf("%s yields %d of nothing", name, got)
		}
	}
}

// One of several sequences may be nil, and all of them.
func TestNilAmongSeveral(t *testing.T) {
	s := seq.Of(1, 2)
	for name, got := range map[string][]int{
		"Concat":        listOf(seq.Concat(nil, s, nil)),
		"Append":        listOf(seq.Append(nil, 1, 2)),
		"Prepend":       listOf(seq.Prepend(nil, 1, 2)),
		"Interleave":    listOf(seq.Interleave(nil, s, nil)),
		"Interleave to": listOf(seq.Interleave(s, nil)),
		"Merge":         listOf(seq.Merge(nil, s, nil)),
		"Merge to":      listOf(seq.Merge(s, nil)),
		"MergeFunc":     listOf(seq.MergeFunc(oracleByTens, nil, s)),
		"Union":         listOf(seq.Union(nil, s, nil)),
		"Difference":    listOf(seq.Difference(s, nil)),
		"Intersect":     listOf(seq.Intersect(s)),
		"Scan":          append(listOf(seq.Scan(nilInts, 1, plus)), 2),
		"Concat2":       listOf(seq.Values(seq.Concat2(nil, seq.Enumerate(s), nil))),
		"ZipLongest":    listOf(seq.Values(seq.ZipLongest(nilInts, s, 0, 0))),
		"ZipLongest to": listOf(seq.Keys(seq.ZipLongest(s, nilInts, 0, 0))),
		"Flatten":       listOf(seq.Flatten(seq.Of(nil, s, nil))),
		"StopOnError":   listOf(seq.StopOnError(seq.TryMap(s, tryAll), new(error))),
	} {
		if want := []int{1, 2}; !slices.Equal(got, want) {
			t.Errorf("%s yields %v, want %v", name, got, want)
		}
	}
	for name, got := range map[string]int{
		"Concat":      lengthOf(seq.Concat[int](nil, nil)),
		"Interleave":  lengthOf(seq.Interleave[int](nil, nil)) + lengthOf(seq.Interleave[int]()),
		"Merge":       lengthOf(seq.Merge[int](nil, nil)) + lengthOf(seq.Merge[int]()),
		"Zip":         lengthOf2(seq.Zip(s, nilInts)) + lengthOf2(seq.Zip(nilInts, s)),
		"ZipWith":     lengthOf(seq.ZipWith(s, nilInts, plus)) + lengthOf(seq.ZipWith(nilInts, s, plus)),
		"ZipLongest":  lengthOf2(seq.ZipLongest(nilInts, nilInts, 1, 2)),
		"ZipStrict":   lengthOf2(seq.ZipStrict(nilInts, nilInts)),
		"Product":     lengthOf2(seq.Product(s, nilInts)) + lengthOf2(seq.Product(nilInts, s)),
		"Union":       lengthOf(seq.Union[int](nil)) + lengthOf(seq.Union[int]()),
		"Intersect":   lengthOf(seq.Intersect(s, nil)) + lengthOf(seq.Intersect(nil, s)),
		"Difference":  lengthOf(seq.Difference(nil, s)) + lengthOf(seq.Difference(nilInts)),
		"JoinBy":      lengthOf(seq.JoinBy(s, nilInts, same, same)),
		"JoinBy from": lengthOf(seq.JoinBy(nilInts, s, same, same)),
		"Concat2":     lengthOf2(seq.Concat2[int, int](nil)) + lengthOf2(seq.Concat2[int, int]()),
		"ProductN":    lengthOf(seq.ProductN([]int{1}, nil)),
		"Combination": lengthOf(seq.Combinations[int](nil, 1)),
	} {
		if got != 0 {
			t.Errorf("%s yields %d of nothing", name, got)
		}
	}
}

// What comes of a fold or a search of nothing.
func TestNilFolds(t *testing.T) {
	none := func(_ int, ok bool) any { return ok }
	matching, rest := seq.Partition(nilInts, keepAll)
	as, bs := seq.Unzip(nilPairs)
	tried, tryErr := seq.TryCollect(nilErrs)
	all, allErr := seq.CollectAll(nilErrs)
	_, _, minmax := seq.MinMax(nilInts)
	_, mean := seq.Mean(nilInts)
	called := 0
	seq.ForEach(nilInts, func(int) { called++ })
	seq.Drain(nilInts)

	got := []any{
		matching, rest, as, bs, tried, tryErr, all, allErr, minmax, mean, called,
		seq.GroupBy(nilInts, same), seq.FoldBy(nilInts, same, 1, plus),
		seq.CountBy(nilInts, same), seq.KeyBy(nilInts, same),
		seq.Top(nilInts, 3), seq.TopFunc(nilInts, 3, oracleByTens),
		seq.Fold(nilInts, 7, plus),
		seq.FoldWhile(nilInts, 7, func(acc, v int) (int, bool) { return acc + v, true }),
		none(seq.Reduce(nilInts, plus)), seq.Sum(nilInts), seq.Prod(nilInts),
		none(seq.Min(nilInts)), none(seq.Max(nilInts)),
		none(seq.MinBy(nilInts, same)), none(seq.MaxBy(nilInts, same)),
		none(seq.MinFunc(nilInts, oracleByTens)), none(seq.MaxFunc(nilInts, oracleByTens)),
		seq.EqualFunc(nilInts, nilInts, rising), seq.Equal(nilInts, nil), seq.Equal(nil, seq.Of(1)),
		seq.Compare(nilInts, nil), seq.Compare(nil, seq.Of(1)), seq.Compare(seq.Of(1), nil),
		seq.Every(nilInts, keepAll), seq.Some(nilInts, keepAll), seq.None(nilInts, keepAll),
		seq.Count(nilInts), seq.Contains(nilInts, 0), none(seq.Find(nilInts, keepAll)),
		none(seq.First(nilInts)), none(seq.Last(nilInts)), none(seq.Nth(nilInts, 0)),
		none(seq.Single(nilInts)), seq.IsEmpty(nilInts), seq.IsSorted(nilInts), seq.Join(nil, "-"),
	}
	var noInts []int
	noErr, empty := error(nil), map[int]int{}
	want := []any{
		noInts, noInts, noInts, noInts, noInts, noErr, noInts, noErr, false, false, 0,
		map[int][]int{},
		empty, empty, empty,
		noInts, noInts,
		7, 7,
		false, 0, 1,
		false, false, false, false, false, false,
		true, true, false,
		0, -1, 1,
		true, false, true,
		0, false, false, false, false, false, false, true, true, "",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("folds and searches of nothing (-want +got):\n%s", diff)
	}
}
