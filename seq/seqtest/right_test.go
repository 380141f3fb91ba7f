package seqtest_test

import (
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

// Operators that are right, of every kind that there is an option for.
func rightOnes() []trial[int] {
	var wire seqtest.Tripwire
	none := func(ints) ints { return nil }
	return []trial[int]{
		{name: "double", op: double, in: oneToFour, want: doubled, opts: []seqtest.Option{seqtest.Reads(4), seqtest.ReadsAt(1, 2, 3, 4)}},
		{name: "of nothing", op: double, opts: []seqtest.Option{seqtest.Reads(0)}},
		{name: "nil", op: none, in: oneToFour, opts: []seqtest.Option{seqtest.Reads(0), seqtest.NilSource()}},
		{name: "none", op: nilSafe, opts: []seqtest.Option{seqtest.NilSource()}},
		{name: "pulled", op: pulled, in: oneToFour, want: oneToFour, opts: []seqtest.Option{seqtest.ReadsAt(1, 2, 3, 4)}},
		{name: "on a goroutine", op: onGoroutineOf(oneToFour), in: nil, want: oneToFour},
		{name: "endless", op: cycle, in: []int{1, 2}, want: []int{1, 2, 1, 2, 1}, opts: []seqtest.Option{seqtest.Endless(), seqtest.Reads(5)}},
		{name: "endless, none of it", op: cycle, in: []int{1, 2}, opts: []seqtest.Option{seqtest.Endless()}},
		{name: "single use", op: once, in: oneToFour, want: oneToFour, opts: []seqtest.Option{seqtest.SingleUse(), seqtest.Reads(4)}},
		{name: "single use, endless", op: func(s ints) ints { return once(cycle(s)) }, in: []int{1}, want: []int{1, 1}, opts: []seqtest.Option{seqtest.SingleUse(), seqtest.Endless()}},
		{name: "cached", op: cached, in: oneToFour, want: oneToFour, opts: []seqtest.Option{seqtest.Holds(), seqtest.Reads(4)}},
		{name: "called", op: called(&wire, func(f func()) { f() }), in: oneToFour, want: oneToFour, opts: []seqtest.Option{seqtest.Calls(&wire)}},
		{name: "consumer", op: seqtest.Result(total), in: oneToFour, want: []int{10}, opts: []seqtest.Option{seqtest.Reads(4), seqtest.ReadsAt(4)}},
	}
}

func TestRight(t *testing.T) {
	runAll(t, rightOnes())
	for _, c := range rightOnes() {
		bubble(t, c.name+" in a bubble", func(t *testing.T) { c.run(t) })
	}
}

func nilSafe(s ints) ints {
	if s == nil {
		return func(func(int) bool) {}
	}
	return double(s)
}

func pulled(s ints) ints {
	return func(yield func(int) bool) {
		next, stop := iter.Pull(s)
		defer stop()
		for v, ok := next(); ok && yield(v); v, ok = next() {
		}
	}
}

// onGoroutineOf ranges over values on a goroutine, which it waits for.
func onGoroutineOf(values []int) func(ints) ints {
	return func(ints) ints { return onGoroutine(slices.Values(values)) }
}

// cached walks its source once, and keeps it open after a break. It starts again
// after a panic, and is spent after that.
func cached(s ints) ints {
	var cache []int
	var next func() (int, bool)
	return func(yield func(int) bool) {
		for k := 0; ; k++ {
			if k < len(cache) {
				if !yield(cache[k]) {
					return
				}
				continue
			}
			if next == nil {
				next, _ = iter.Pull(s) // nobody stops it: it ends by itself
			}
			if !readOn(&cache, &next) {
				return
			}
			k--
		}
	}
}

// readOn reads one more value, and drops all that there is should that go wrong.
func readOn(cache *[]int, next *func() (int, bool)) bool {
	done := false
	defer func() {
		if !done {
			*cache, *next = nil, nil
		}
	}()
	v, ok := (*next)()
	if done = true; ok {
		*cache = append(*cache, v)
	}
	return ok
}

func total(s ints) (sum int) {
	for v := range s {
		sum += v
	}
	return sum
}

func TestCheck(t *testing.T) {
	seqtest.Check(t, slices.Values(oneToFour), oneToFour...)
	seqtest.Check(t, slices.Chunk(oneToFour, 3), []int{1, 2, 3}, []int{4})
	seqtest.Check[string](t, nil)
	seqtest.Check(t, slices.Values([]float64{1, math.NaN()}), 1, math.NaN())
	seqtest.Check2(t, slices.All([]string{"a", "b"}), seq.PairOf(0, "a"), seq.PairOf(1, "b"))
	seqtest.Check2(t, maps.All(map[string][]int{"a": nil}), seq.PairOf("a", []int{}))
	seqtest.Check2[int, int](t, nil)
	seqtest.CheckSingleUse(t, strings.Lines("a\nb\n"), "a\n", "b\n")
	seqtest.CheckSingleUse(t, once(slices.Values(oneToFour)), oneToFour...)
	seqtest.CheckSingleUse[int](t, nil)
}

func TestCheckWrong(t *testing.T) {
	check := func(name, want string, check func(t testing.TB)) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			var r recorder
			check(&r)
			if got := fmt.Sprint(r.laws()); got != want {
				t.Errorf("%s, want %s", strings.Join(r.reports, "\n"), want)
			}
		})
	}
	s := slices.Values(oneToFour)
	check("values", "[Values]", func(t testing.TB) { seqtest.Check(t, s, 1, 2, 3) })
	check("nil", "[Values]", func(t testing.TB) { seqtest.Check(t, nil, 1) })
	check("pairs", "[Values]", func(t testing.TB) {
		seqtest.Check2(t, slices.All(oneToFour), seq.PairOf(1, 0))
	})
	check("replay", "[Replay]", func(t testing.TB) { seqtest.Check(t, takeOnce(s), 1, 2) })
	check("lines", "[Replay]", func(t testing.TB) {
		seqtest.Check(t, strings.Lines("a\nb\n"), "a\n", "b\n")
	})
	check("break", "[Break]", func(t testing.TB) { seqtest.Check(t, chainOn(s), 1, 2, 3, 4, 1, 2, 3, 4) })
	check("release", "[Release]", func(t testing.TB) { seqtest.Check(t, pullsOnly(2)(s), 1, 2) })
	check("independence", "[Independence]", func(t testing.TB) {
		seqtest.Check(t, sharedCounter(s), 0, 1, 2, 3)
	})
	check("panic", "[Panic]", func(t testing.TB) { seqtest.Check(t, swallows(s), oneToFour...) })
	check("retention", "[Retention]", func(t testing.TB) {
		seqtest.Check(t, chunkReused(s), []int{1, 2}, []int{3, 4})
	})
	check("not single use", "[SingleUse]", func(t testing.TB) {
		seqtest.CheckSingleUse(t, s, oneToFour...)
	})
	check("single use, but wrong", "[Values]", func(t testing.TB) { seqtest.CheckSingleUse(t, s, 2) })
	// Against what package iter says, strings.SplitSeq has its last part once more.
	check("split", "[SingleUse]", func(t testing.TB) {
		seqtest.CheckSingleUse(t, strings.SplitSeq("a,b", ","), "a", "b")
	})
}

// Whatever is wrong is said in one sentence.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		want string
		op   func(ints) ints
		out  []int
		opt  seqtest.Option
	}{
		{"Values: the first walk yielded 4 as value 2, want 5", double, []int{2, 5}, nil},
		{"Values: the first walk ended after 4 values, before 10", double, []int{2, 4, 6, 8, 10}, nil},
		{"Values: the first walk yielded 6 after the 2 values wanted", double, []int{2, 4}, nil},
		{"Laziness: building the sequence ranged over the source", eager, oneToFour, nil},
		{"Replay: the second walk yielded 3 after the 2 values wanted", takeOnce, []int{1, 2}, nil},
		{
			"Thrift: the first walk read 4 values of the source, Reads allows 3",
			takeLate, []int{1, 2, 3}, seqtest.Reads(3),
		},
		{
			"Panic: a panic in the body at value 1 did not come out of the walk as it was: the walk returned",
			swallows, oneToFour, nil,
		},
	} {
		var r recorder
		var opts []seqtest.Option
		if c.opt != nil {
			opts = append(opts, c.opt)
		}
		seqtest.CheckOp(&r, c.op, oneToFour, c.out, opts...)
		if len(r.reports) == 0 || r.reports[0] != "seqtest: "+c.want {
			t.Errorf("%q, want %q", r.reports, c.want)
		}
	}
}

// What a walk writes to the capacity of slices is put back.
func TestMarginsRestored(t *testing.T) {
	all := []int{1, 2, 3, 4}
	seqtest.Check(t, func(yield func([]int) bool) { yield(all[:2]) }, []int{1, 2})
	if !slices.Equal(all, oneToFour) {
		t.Errorf("the array is %v, want %v", all, oneToFour)
	}
}

func TestReadsMisuse(t *testing.T) {
	defer func() {
		if p := recover(); p != "seqtest.Reads: n must not be negative" {
			t.Errorf("panicked with %v", p)
		}
	}()
	seqtest.Reads(-1)
}
