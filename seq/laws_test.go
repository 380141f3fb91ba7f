package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

// What the tables of operators under test are made of.

// A lawTable has the tests of some operators, by name. Each is returned by a function:
// as variables all of them would be set in one, which takes long to compile.
type lawTable map[string][]lawTest

// A lawTest holds one operator to the laws, with one input.
type lawTest struct {
	length int // of the source under test
	run    func(t *testing.T)
}

const noSource = -1

// lawWire is touched by all callbacks of operators under test.
var lawWire seqtest.Tripwire

// tapped returns f as a callback that is watched.
func tapped[A, B any](f func(A) B) func(A) B {
	return func(a A) B {
		lawWire.Touch()
		return f(a)
	}
}

func tapped2[A, B, C any](f func(A, B) C) func(A, B) C {
	return func(a A, b B) C {
		lawWire.Touch()
		return f(a, b)
	}
}

// A lawCase is what a source has, what comes of it, how many values are read in all
// and how many when each of want is yielded.
type lawCase[In, Out any] struct {
	in      []In
	want    []Out
	reads   int
	readsAt []int
}

func on[In, Out any](in []In, want []Out, reads int, readsAt ...int) lawCase[In, Out] {
	return lawCase[In, Out]{in, want, reads, readsAt}
}

// held makes a test of each case.
func held[In, Out any](
	op func(iter.Seq[In]) iter.Seq[Out], cases ...lawCase[In, Out],
) []lawTest {
	return heldWith(op, nil, cases...)
}

func heldWith[In, Out any](
	op func(iter.Seq[In]) iter.Seq[Out], opts []seqtest.Option, cases ...lawCase[In, Out],
) (tests []lawTest) {
	for _, c := range cases {
		opts := append(slices.Clip(opts), seqtest.NilSource(), seqtest.Calls(&lawWire),
			seqtest.Reads(c.reads), seqtest.ReadsAt(c.readsAt...))
		tests = append(tests, lawTest{len(c.in), func(t *testing.T) {
			t.Helper()
			seqtest.CheckOp(t, op, c.in, c.want, opts...)
		}})
	}
	return tests
}

// from makes a test of a sequence without a source.
func from[Out any](build func() iter.Seq[Out], want []Out, opts ...seqtest.Option) []lawTest {
	tests := heldWith(func(iter.Seq[Out]) iter.Seq[Out] { return build() }, opts,
		on([]Out{}, want, 0))
	tests[0].length = noSource
	return tests
}

// vs, prs, p and chunks are the inputs and outputs of most tests.
func vs(vs ...int) []int         { return vs }
func prs(ps ...pair) []pair      { return ps }
func p(first, second int) pair   { return seq.PairOf(first, second) }
func chunks(cs ...[]int) [][]int { return cs }
