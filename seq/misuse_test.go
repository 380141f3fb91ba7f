package seq_test

import (
	"math"
	"testing"

	"github.com/coseq/coseq/seq"
)

// Whoever builds what makes no sense is told so at once, by name.
func TestMisuse(t *testing.T) {
	var (
		s     = seq.Of(1, 2, 3)
		pairs = seq.Enumerate(s)
		vs    = []int{1, 2, 3}
	)
	for want, build := range map[string]func(){
		"seq.Chunk: n must be at least 1":          func() { seq.Chunk(s, 0) },
		"seq.Window: n must be at least 1":         func() { seq.Window(s, 0) },
		"seq.StepBy: n must be at least 1":         func() { seq.StepBy(s, 0) },
		"seq.RepeatN: n must not be negative":      func() { seq.RepeatN("-", -1) },
		"seq.Take: n must not be negative":         func() { seq.Take(s, -1) },
		"seq.Drop: n must not be negative":         func() { seq.Drop(s, -1) },
		"seq.TakeLast: n must not be negative":     func() { seq.TakeLast(s, -1) },
		"seq.DropLast: n must not be negative":     func() { seq.DropLast(s, -1) },
		"seq.Take2: n must not be negative":        func() { seq.Take2(pairs, -1) },
		"seq.Drop2: n must not be negative":        func() { seq.Drop2(pairs, -1) },
		"seq.Nth: n must not be negative":          func() { seq.Nth(s, -1) },
		"seq.Top: n must not be negative":          func() { seq.Top(s, -1) },
		"seq.TopFunc: n must not be negative":      func() { seq.TopFunc(s, -1, oracleByTens) },
		"seq.Combinations: k must not be negative": func() { seq.Combinations(vs, -1) },
		"seq.Permutations: k must not be negative": func() { seq.Permutations(vs, -1) },
		"seq.CombinationsWithReplacement: k must not be negative": func() {
			seq.CombinationsWithReplacement(vs, -1)
		},
		"seq.RangeStep: step must be a number other than 0": func() { seq.RangeStep(1, 9, 0) },
		"seq.StopOnError: err must not be nil": func() {
			seq.StopOnError(seq.TryMap(s, func(v int) (int, error) { return v, nil }), nil)
		},
		"seq.WithError: err must not be nil": func() { seq.WithError(s, nil) },
	} {
		if got := panicOf(build); got != want {
			t.Errorf("panic %v, want %s", got, want)
		}
	}
}

// The sizes next to those are good, and the least integer is as bad as -1.
func TestSizesAtTheLimits(t *testing.T) {
	s := seq.Of(1, 2, 3)
	for _, n := range []int{-1, math.MinInt} {
		if panicOf(func() { seq.Chunk(s, n) }) == nil || panicOf(func() { seq.Take(s, n) }) == nil {
			t.Errorf("%d is taken for a size", n)
		}
	}
	for name, got := range map[string]int{
		"Take":     seq.Count(seq.Take(s, math.MaxInt)),
		"TakeLast": seq.Count(seq.TakeLast(s, math.MaxInt)),
		"StepBy":   seq.Count(seq.StepBy(s, math.MaxInt)) + 2,
		"Top":      len(seq.Top(s, math.MaxInt)),
		"Chunk":    seq.Count(seq.FlattenSlices(seq.Chunk(s, math.MaxInt))),
		"Drop":     seq.Count(seq.Drop(s, math.MaxInt)) + 3,
		"DropLast": seq.Count(seq.DropLast(s, math.MaxInt)) + 3,
		"Window":   seq.Count(seq.Window(s, math.MaxInt)) + 3,
		"RepeatN":  seq.Count(seq.Take(seq.RepeatN("-", math.MaxInt), 3)),
		"Choose":   seq.Count(seq.Combinations([]int{1}, math.MaxInt)) + 3,
		"Permute":  seq.Count(seq.Permutations([]int{1}, math.MaxInt)) + 3,
		"Pick":     seq.Count(seq.CombinationsWithReplacement([]int{}, math.MaxInt)) + 3,
	} {
		if got != 3 {
			t.Errorf("%s with the greatest int comes to %d, want 3", name, got)
		}
	}
	if _, ok := seq.Nth(s, math.MaxInt); ok {
		t.Error("Nth with the greatest int finds something")
	}
}

func TestRangeStepOfNothing(t *testing.T) {
	const want = "seq.RangeStep: step must be a number other than 0"
	for _, step := range []float64{0, math.Copysign(0, -1), math.NaN()} {
		if got := panicOf(func() { seq.RangeStep(0, 1, step) }); got != want {
			t.Errorf("a step of %v panics with %v, want %s", step, got, want)
		}
	}
	if got := panicOf(func() { seq.RangeStep[uint8](1, 9, 0) }); got != want {
		t.Errorf("panic %v, want %s", got, want)
	}
}

// panicOf returns what f panics with.
func panicOf(f func()) (p any) {
	defer func() { p = recover() }()
	f()
	return nil
}
