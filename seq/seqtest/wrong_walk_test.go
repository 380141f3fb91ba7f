package seqtest_test

import (
	"iter"
	"runtime"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq/seqtest"
)

// Operators that go wrong in walks that nothing disturbs. Most are faults that
// libraries of iterators had in 2026.

func TestValues(t *testing.T) {
	runAll(t,
		try("another value", double, vs(2, 4, 5, 8), "Values"),
		try("too few", double, vs(2, 4, 6, 8, 10), "Values"),
		try("too many", double, vs(2, 4, 6), "Values"),
		try("Limit(0) yields one", limitZero, vs(), "Values"),
		try("Cycle without end", cycle, oneToFour, "Values"),
		try("Cycle of nothing spins", cycle, vs(), "Thrift").on(),
	)
	runAll(t, try("Chunk yields an empty slice in the end",
		chunkTrailing, [][]int{{1, 2}, {3, 4}}, "Values"))
}

func limitZero(s ints) ints {
	return func(yield func(int) bool) {
		left := 0
		for v := range s {
			if !yield(v) || left <= 0 {
				return
			}
			left--
		}
	}
}

func cycle(s ints) ints {
	return func(yield func(int) bool) {
		for {
			for v := range s {
				if !yield(v) {
					return
				}
			}
		}
	}
}

func chunkTrailing(s ints) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		var chunk []int
		for v := range s {
			chunk = append(chunk, v)
			if len(chunk) == 2 {
				if !yield(slices.Clip(chunk)) {
					return
				}
				chunk = nil
			}
		}
		yield(chunk)
	}
}

func TestLaziness(t *testing.T) {
	var wire seqtest.Tripwire
	callsEarly := func(s ints) ints {
		wire.Touch()
		return s
	}
	panics := func(ints) ints { panic("no") }
	exits := func(ints) ints {
		runtime.Goexit()
		return nil
	}
	runAll(t,
		try("sorts at construction", eager, oneToFour, "Laziness"),
		try("pulls at construction", pullsEarly, oneToFour, "Laziness", "Replay"),
		try("calls back at construction", callsEarly, oneToFour, "Laziness").
			with(seqtest.Calls(&wire)),
		try("panics at construction", panics, oneToFour, "Laziness"),
		try("exits at construction", exits, oneToFour, "Laziness"),
	)
}

func eager(s ints) ints { return slices.Values(slices.Collect(s)) }

// pullsEarly makes a coroutine that is never started if nobody walks.
func pullsEarly(s ints) ints {
	next, stop := iter.Pull(s)
	return func(yield func(int) bool) {
		defer stop()
		for v, ok := next(); ok && yield(v); v, ok = next() {
		}
	}
}

func TestReplay(t *testing.T) {
	runAll(t,
		try("Take counts outside the closure", takeOnce, vs(1, 2), "Replay"),
		try("Uniq remembers outside the closure", uniqOnce, oneToFour, "Replay"),
		try("a running sum goes on", sumOn, vs(1, 3, 6, 10), "Replay"),
		try("panics the second time", once, oneToFour, "Replay"),
	)
}

func takeOnce(s ints) ints {
	left := 2
	return func(yield func(int) bool) {
		for v := range s {
			if left--; !yield(v) || left == 0 {
				return
			}
		}
	}
}

func uniqOnce(s ints) ints {
	seen := make(map[int]bool)
	return func(yield func(int) bool) {
		for v := range s {
			if seen[v] {
				continue
			}
			seen[v] = true
			if !yield(v) {
				return
			}
		}
	}
}

func sumOn(s ints) ints {
	sum := 0
	return func(yield func(int) bool) {
		for v := range s {
			if sum += v; !yield(sum) {
				return
			}
		}
	}
}

func once(s ints) ints {
	used := false
	return func(yield func(int) bool) {
		if used {
			panic("walked a second time")
		}
		used = true
		s(yield)
	}
}

func TestSingleUse(t *testing.T) {
	runAll(t,
		try("panics", once, oneToFour).with(seqtest.SingleUse()),
		try("goes on", takeOnce, vs(1, 2), "SingleUse").on(1, 2).with(seqtest.SingleUse()),
		try("starts afresh", double, doubled, "SingleUse").with(seqtest.SingleUse()),
		try("exits", exitsLater, oneToFour, "SingleUse").with(seqtest.SingleUse()),
	)
}

func exitsLater(s ints) ints {
	used := false
	return func(yield func(int) bool) {
		if used {
			runtime.Goexit()
		}
		used = true
		s(yield)
	}
}
