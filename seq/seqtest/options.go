package seqtest

import (
	"math"
	"slices"
)

// An Option tells [CheckOp] what else is to be expected of an operator.
type Option func(*rules)

type rules struct {
	most      int   // values of the source that a walk may read
	mostAt    []int // and may have read when it yields each of its values
	endless   bool
	singleUse bool
	nilSource bool
	holds     bool
	wire      *Tripwire
}

// Reads says that a walk of the operator's sequence reads at most n values of the
// source, all its loops over the source taken together. Without it, CheckOp
// checks only that nothing is read after the loop has been left.
//
// With Reads(0) the source must not be ranged over, unless it is empty.
//
// Reads panics if n is negative.
func Reads(n int) Option {
	if n < 0 {
		panic("seqtest.Reads: n must not be negative")
	}
	return func(r *rules) { r.most = n }
}

// ReadsAt says that a walk has read at most n[0] values of the source when it
// yields its first value, at most n[1] when it yields the second, and so on: for
// an operator that keeps the even numbers of 1 to 4, 2 and 4. It holds operators
// that could answer at once to doing so.
func ReadsAt(n ...int) Option {
	n = slices.Clone(n)
	return func(r *rules) { r.mostAt = n }
}

// Endless says that the sequence goes on after the values that are wanted. Every
// walk is left after the last of them.
func Endless() Option { return func(r *rules) { r.endless = true } }

// SingleUse says that a sequence can be walked only once. The operator is called
// anew for each walk, and a second walk over the same sequence must yield
// nothing, as [CheckSingleUse] has it.
func SingleUse() Option { return func(r *rules) { r.singleUse = true } }

// NilSource says that the operator takes a nil sequence for an empty one.
func NilSource() Option { return func(r *rules) { r.nilSource = true } }

// Holds says that a sequence may keep its source running after a walk that was
// broken off, as a cache does, until a walk comes to the end; and that it may panic
// or exit again, in every walk, where the source has once done so.
func Holds() Option { return func(r *rules) { r.holds = true } }

// Calls says that the callbacks of the operator touch w.
func Calls(w *Tripwire) Option { return func(r *rules) { r.wire = w } }

func newRules(opts []Option) rules {
	r := rules{most: math.MaxInt}
	for _, option := range opts {
		option(&r)
	}
	return r
}
