package seqtest

import (
	"iter"
	"testing"

	"github.com/coseq/coseq/seq"
)

// Check walks s in every way that a loop can go, and reports by t.Errorf which
// laws s breaks; see the package documentation for them. Walked to its end, s
// must yield the values of want. They are compared deeply, and a NaN is equal to
// a NaN.
//
// An endless sequence must be cut off first, as by [seq.Take]. A nil s is an empty
// one. The number of walks grows with the length of want.
func Check[V any](t testing.TB, s iter.Seq[V], want ...V) {
	t.Helper()
	tr := given(s, want)
	tr.run()
	tr.report(t)
}

// Check2 is [Check] for a sequence of pairs.
func Check2[K, V any](t testing.TB, s iter.Seq2[K, V], want ...seq.Pair[K, V]) {
	t.Helper()
	Check(t, seq.Pairs(s), want...)
}

// CheckSingleUse is for a sequence that can be walked only once, such as one over
// a channel: the first walk, to the end, must yield the values of want, and the
// second one must yield nothing. It may end at once, as package iter demands, or
// panic. As there is but one walk, breaks and panics cannot be tried on it. Where a new
// sequence is to be had for each walk, [CheckOp] with [SingleUse] tries them, given a
// function that makes one and, if it has no use for a source, ignores it.
func CheckSingleUse[V any](t testing.TB, s iter.Seq[V], want ...V) {
	t.Helper()
	tr := given(s, want, SingleUse())
	if tr.lazy() {
		tr.replays()
	}
	tr.report(t)
}

// given returns the trial of a sequence that is there, with no source to watch.
func given[V any](s iter.Seq[V], want []V, opts ...Option) *trial {
	build := func() iter.Seq[any] { return boxed(s) }
	return newTrial(new(meter), build, boxedAll(want), newRules(opts))
}
