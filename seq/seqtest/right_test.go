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
	onceCycled := func(s ints) ints { return once(cycle(s)) }
	return []trial[int]{
		try("double", double, doubled).with(seqtest.Reads(4), seqtest.ReadsAt(1, 2, 3, 4)),
		try("of nothing", double, vs()).on().with(seqtest.Reads(0)),
		try("of one", double, vs(2)).on(1).with(seqtest.Reads(1)),
		try("nil", none, vs()).with(seqtest.Reads(0), seqtest.NilSource()),
		try("nil source", nilSafe, doubled).with(seqtest.NilSource()),
		try("pulled", pulled, oneToFour).with(seqtest.ReadsAt(1, 2, 3, 4)),
		try("on a goroutine", onGoroutine, oneToFour).with(seqtest.ReadsAt(1, 2, 3, 4)),
		try("endless", cycle, vs(1, 2, 1, 2, 1)).on(1, 2).
			with(seqtest.Endless(), seqtest.Reads(5)),
		try("endless, none of it", cycle, vs()).with(seqtest.Endless()),
		try("single use", once, oneToFour).with(seqtest.SingleUse(), seqtest.Reads(4)),
		try("single use, endless", onceCycled, vs(1, 1)).on(1).
			with(seqtest.SingleUse(), seqtest.Endless()),
		try("cached", cached, oneToFour).with(seqtest.Holds(), seqtest.Reads(4)),
		try("called", called(&wire, func(f func()) { f() }), oneToFour).
			with(seqtest.Calls(&wire)),
		try("consumer", seqtest.Result(total), vs(10)).with(seqtest.Reads(4), seqtest.ReadsAt(4)),
	}
}

func TestRight(t *testing.T) {
	runAll(t, rightOnes()...)
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
	check("break", "[Break]", func(t testing.TB) {
		seqtest.Check(t, chainOn(slices.Values(vs(1))), 1, 1)
	})
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
}

// Whatever is wrong is said in one sentence.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		trial[int]
		want string
	}{
		{
			try("a value", double, vs(2, 5), "Values"),
			"Values: the first walk yielded 4 as value 2, want 5",
		}, {
			try("too few", double, vs(2, 4, 6, 8, 10)),
			"Values: the first walk ended after 4 values, before 10",
		}, {
			try("too many", double, vs(2, 4)),
			"Values: the first walk yielded 6 after the 2 values wanted",
		}, {
			try("early", eager, oneToFour),
			"Laziness: building the sequence ranged over the source",
		}, {
			try("once", takeOnce, vs(1, 2)),
			"Replay: the second walk yielded 3 after the 2 values wanted",
		}, {
			try("deaf", deaf, oneToFour),
			"Break: a walk left at value 1 went on: yield was called again after it had returned false",
		}, {
			try("unstopped", pullsOnly(4), oneToFour),
			"Release: the first walk is over, and the source still runs",
		}, {
			try("late", takeLate, vs(1, 2, 3)).with(seqtest.Reads(3)),
			"Thrift: the first walk read 4 values of the source, Reads allows 3",
		}, {
			try("swallowed", swallows, oneToFour),
			"Panic: a panic in the body at value 1 did not come out as it was: the walk returned",
		}, {
			try("nil", double, doubled).with(seqtest.NilSource()),
			"Nil: a nil source is not taken for an empty one: the walk panicked with " +
				"runtime error: invalid memory address or nil pointer dereference",
		},
	} {
		var r recorder
		seqtest.CheckOp(&r, c.op, c.in, c.trial.want, c.opts...)
		if len(r.reports) == 0 || r.reports[0] != "seqtest: "+c.want {
			t.Errorf("%s: %q, want %q", c.name, r.reports, c.want)
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
