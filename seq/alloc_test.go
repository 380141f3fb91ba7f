package seq_test

import (
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

//go:noinline
func allocOpaque(n int) iter.Seq[int] { return seq.Range(0, n) }

// A loop may allocate what it needs, but a value must not.
func TestAllocationsPerValue(t *testing.T) {
	check := func(name string, run func(n int)) {
		few := testing.AllocsPerRun(20, func() { run(100) })
		many := testing.AllocsPerRun(20, func() { run(10_000) })
		if many > few {
			t.Errorf("%s: %v allocations for 100 values, %v for 10000", name, few, many)
		}
	}
	for name, op := range allocOps {
		check(name, func(n int) { op(allocOpaque(n)) })
	}
	for name, op := range allocTerminals {
		check(name, func(n int) { op(allocOpaque(n)) })
	}
	for name, source := range allocSources {
		check(name, func(n int) { seq.Drain(source(n)) })
	}
}

// A chain that is ranged over in the function that makes it is one loop.
func TestAllocationsOfChain(t *testing.T) {
	vs := slices.Collect(seq.Range(0, 100))
	n := testing.AllocsPerRun(20, func() {
		for i, v := range seq.Enumerate(seq.Take(
			seq.Filter(seq.Map(slices.Values(vs), allocDouble), allocKeep), 20)) {
			allocSink += i + v
		}
	})
	if n != 0 {
		t.Errorf("%v allocations in a loop over a chain", n)
	}
}

var allocSink int

func TestAllocationsOfSlices(t *testing.T) {
	const n = 10_000
	for name, test := range map[string]struct {
		run  func()
		most float64
	}{
		"Window":      {func() { seq.Drain(seq.Window(allocOpaque(n), 10)) }, n / 100},
		"Window of 1": {func() { seq.Drain(seq.Window(allocOpaque(n), 1)) }, n / 100},
		"Chunk":       {func() { seq.Drain(seq.Chunk(allocOpaque(n), 100)) }, n/100 + 10},
		"SortedMap":   {func() { allocDrain(seq.SortedMap(allocMap)) }, 10},
		"Memoize":     {func() { seq.Drain(allocMemo) }, 1}, // but for the first loop
	} {
		if got := testing.AllocsPerRun(20, test.run); got > test.most {
			t.Errorf("%s: %v allocations, at most %v are allowed", name, got, test.most)
		}
	}
}

var (
	allocMap  = maps.Collect(seq.Enumerate(seq.Range(0, 1000)))
	allocMemo = seq.Memoize(seq.Range(0, 1000))
)
