package seqtest_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq/seqtest"
)

// Operators that go wrong in walks that nothing disturbs. Most are faults that
// libraries of iterators had in 2026.

func TestValues(t *testing.T) {
	runAll(t, []trial[int]{
		{name: "another value", op: double, in: oneToFour, want: []int{2, 4, 5, 8}, laws: []string{"Values"}},
		{name: "too few", op: double, in: oneToFour, want: []int{2, 4, 6, 8, 10}, laws: []string{"Values"}},
		{name: "too many", op: double, in: oneToFour, want: []int{2, 4, 6}, laws: []string{"Values"}},
		{name: "Limit(0) yields one", op: limitZero, in: oneToFour, laws: []string{"Values"}},
		{name: "Cycle without end", op: cycle, in: oneToFour, want: oneToFour, laws: []string{"Values"}},
		{name: "Cycle of nothing spins", op: cycle, in: nil, laws: []string{"Thrift"}},
	})
	runAll(t, []trial[[]int]{{
		name: "Chunk yields an empty slice in the end",
		op:   chunkTrailing, in: oneToFour, want: [][]int{{1, 2}, {3, 4}}, laws: []string{"Values"},
	}})
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
	trials := []trial[int]{
		{name: "sorts at construction", op: eager, laws: []string{"Laziness"}},
		{name: "pulls at construction", op: pullsEarly, laws: []string{"Laziness", "Replay"}},
		{name: "panics at construction", op: func(ints) ints { panic("no") }, laws: []string{"Laziness"}},
		{name: "exits at construction", op: func(ints) ints { t.SkipNow(); return nil }, laws: []string{"Laziness"}},
		{
			name: "calls back at construction",
			op:   func(s ints) ints { wire.Touch(); return s },
			opts: []seqtest.Option{seqtest.Calls(&wire)},
			laws: []string{"Laziness"},
		},
	}
	for i := range trials {
		trials[i].in, trials[i].want = oneToFour, oneToFour
	}
	runAll(t, trials)
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
	runAll(t, []trial[int]{
		{name: "Take counts outside the closure", op: takeOnce, in: oneToFour, want: []int{1, 2}, laws: []string{"Replay"}},
		{name: "Uniq remembers outside the closure", op: uniqOnce, in: []int{1, 1, 2}, want: []int{1, 2}, laws: []string{"Replay"}},
		{name: "a running sum goes on", op: sumOn, in: oneToFour, want: []int{1, 3, 6, 10}, laws: []string{"Replay"}},
		{name: "panics the second time", op: once, in: oneToFour, want: oneToFour, laws: []string{"Replay"}},
	})
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
	single := []seqtest.Option{seqtest.SingleUse()}
	runAll(t, []trial[int]{
		{name: "panics", op: once, in: oneToFour, want: oneToFour, opts: single},
		{name: "goes on", op: takeOnce, in: []int{1, 2}, want: []int{1, 2}, opts: single, laws: []string{"SingleUse"}},
		{name: "starts afresh", op: double, in: oneToFour, want: doubled, opts: single, laws: []string{"SingleUse"}},
	})
}
