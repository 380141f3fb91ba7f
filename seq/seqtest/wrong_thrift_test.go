package seqtest_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq/seqtest"
)

// Operators that read too much, and that give what they keep.

func TestThrift(t *testing.T) {
	var wire seqtest.Tripwire
	reads := func(n int) []seqtest.Option { return []seqtest.Option{seqtest.Reads(n)} }
	runAll(t, []trial[int]{
		{name: "Take(3) reads 4", op: takeLate, in: oneToFour, want: []int{1, 2, 3}, opts: reads(3), laws: []string{"Thrift"}},
		{name: "Take(0) reads", op: takesNone, in: oneToFour, opts: reads(0), laws: []string{"Thrift"}},
		{name: "runs the source twice", op: twice, in: oneToFour, want: []int{10}, opts: reads(4), laws: []string{"Thrift"}},
		{
			name: "collects before it yields", op: func(s ints) ints { return func(y func(int) bool) { eager(s)(y) } },
			in: oneToFour, want: oneToFour, opts: []seqtest.Option{seqtest.ReadsAt(1, 2, 3, 4)}, laws: []string{"Thrift"},
		},
		{name: "reads on after a break", op: drains, in: oneToFour, want: oneToFour, laws: []string{"Thrift"}},
		{name: "starts the source after a break", op: restarts, in: oneToFour, want: oneToFour, laws: []string{"Thrift"}},
		{
			name: "calls back after a break", op: callsLate(&wire), in: oneToFour, want: oneToFour,
			opts: []seqtest.Option{seqtest.Calls(&wire)}, laws: []string{"Thrift"},
		},
	})
}

func takeLate(s ints) ints {
	return func(yield func(int) bool) {
		left := 3
		for v := range s {
			if left == 0 || !yield(v) {
				return
			}
			left--
		}
	}
}

func takesNone(s ints) ints {
	return func(func(int) bool) {
		for range s {
			return
		}
	}
}

func twice(s ints) ints {
	return func(yield func(int) bool) {
		n, sum := 0, 0
		for range s {
			n++
		}
		for v := range s {
			sum += v
		}
		if n > 0 {
			yield(sum)
		}
	}
}

func drains(s ints) ints {
	return func(yield func(int) bool) {
		left := false
		for v := range s {
			left = left || !yield(v)
		}
	}
}

func restarts(s ints) ints {
	return func(yield func(int) bool) {
		for v := range s {
			if !yield(v) {
				for range double(func(func(int) bool) { s(func(int) bool { return false }) }) {
				}
				return
			}
		}
	}
}

func callsLate(wire *seqtest.Tripwire) func(ints) ints {
	return func(s ints) ints {
		return func(yield func(int) bool) {
			for v := range s {
				goesOn := yield(v)
				wire.Touch()
				if !goesOn {
					return
				}
			}
		}
	}
}

func TestRetention(t *testing.T) {
	pairs := [][]int{{1, 2}, {3, 4}}
	runAll(t, []trial[[]int]{
		{name: "reuses the slice", op: chunkReused, in: oneToFour, want: pairs, laws: []string{"Retention"}},
		{name: "capacity beyond the length", op: chunkUncapped, in: oneToFour, want: pairs, laws: []string{"Retention"}},
		{name: "the same of what is ready", op: chunkSliced, in: oneToFour, want: pairs, laws: []string{"Retention"}},
	})
	type group struct {
		name   string
		values []int
		Parts  [2]any
	}
	runAll(t, []trial[group]{{
		name: "within structs, arrays and interfaces",
		op: func(s ints) iter.Seq[group] {
			return func(yield func(group) bool) {
				for v := range chunkUncapped(s) {
					if !yield(group{"g", v[:2:2], [2]any{1, v}}) {
						return
					}
				}
			}
		},
		in:   oneToFour,
		want: []group{{"g", []int{1, 2}, [2]any{1, []int{1, 2}}}, {"g", []int{3, 4}, [2]any{1, []int{3, 4}}}},
		laws: []string{"Retention"},
	}})
}

func chunkReused(s ints) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		chunk := make([]int, 0, 2)
		for v := range s {
			if chunk = append(chunk, v); len(chunk) < 2 {
				continue
			}
			if !yield(chunk) {
				return
			}
			chunk = chunk[:0]
		}
	}
}

func chunkUncapped(s ints) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		block := make([]int, 0, 100)
		for v := range s {
			block = append(block, v)
			if n := len(block); n%2 == 0 && !yield(block[n-2:]) {
				return
			}
		}
	}
}

func chunkSliced(s ints) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		all := slices.Collect(s)
		_ = yield(all[:2]) && yield(all[2:4])
	}
}

func TestNil(t *testing.T) {
	opts := []seqtest.Option{seqtest.NilSource()}
	runAll(t, []trial[int]{
		{name: "ranges over it", op: double, in: oneToFour, want: doubled, opts: opts, laws: []string{"Nil"}},
		{name: "yields another value", op: nilIsOne, in: oneToFour, want: oneToFour, opts: opts, laws: []string{"Nil"}},
	})
}

func nilIsOne(s ints) ints {
	if s == nil {
		return func(yield func(int) bool) { yield(1) }
	}
	return s
}
