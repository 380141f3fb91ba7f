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
	runAll(t,
		try("Take(3) reads 4", takeLate, vs(1, 2, 3), "Thrift").with(seqtest.Reads(3)),
		try("Take(0) reads", takesNone, vs(), "Thrift").with(seqtest.Reads(0)),
		try("runs the source twice", twice, vs(10), "Thrift").with(seqtest.Reads(4)),
		try("collects before it yields", late, oneToFour, "Thrift").
			with(seqtest.ReadsAt(1, 2, 3, 4)),
		try("reads on after a break", drains, oneToFour, "Thrift"),
		try("starts the source after a break", restarts, oneToFour, "Thrift"),
		try("the same of an empty one", prefaced, vs(0), "Thrift").on(),
		try("calls back after a break", callsLate(&wire), oneToFour, "Thrift").
			with(seqtest.Calls(&wire)),
	)
}

func late(s ints) ints {
	return func(yield func(int) bool) { eager(s)(yield) }
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
				break
			}
		}
		for range s {
			break
		}
	}
}

// prefaced yields 0 first, and then ranges over the source regardless.
func prefaced(s ints) ints {
	return func(yield func(int) bool) {
		goesOn := yield(0)
		for v := range s {
			if !goesOn || !yield(v) {
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
	want := [][]int{{1, 2}, {3, 4}}
	runAll(t,
		try("reuses the slice", chunkReused, want, "Retention"),
		try("capacity beyond the length", chunkUncapped, want, "Retention"),
		try("the same of what is ready", chunkSliced, want, "Retention"),
	)
	runAll(t, try("within structs, arrays and interfaces", grouped, []group{
		{"g", vs(1, 2), [2]any{1, vs(1, 2)}}, {"g", vs(3, 4), [2]any{1, vs(3, 4)}},
	}, "Retention"))
}

type group struct {
	name   string
	values []int
	Parts  [2]any
}

func grouped(s ints) iter.Seq[group] {
	return func(yield func(group) bool) {
		for v := range chunkUncapped(s) {
			if !yield(group{"g", v[:2:2], [2]any{1, v}}) {
				return
			}
		}
	}
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
	runAll(t,
		try("ranges over it", double, doubled, "Nil").with(seqtest.NilSource()),
		try("yields another value", nilIsOne, oneToFour, "Nil").with(seqtest.NilSource()),
	)
}

func nilIsOne(s ints) ints {
	if s == nil {
		return func(yield func(int) bool) { yield(1) }
	}
	return s
}
