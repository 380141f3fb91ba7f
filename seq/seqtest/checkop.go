package seqtest

import (
	"iter"
	"strings"
	"testing"
)

// CheckOp checks the sequence that op makes of a source that yields the values of
// in. Walked to its end it must yield the values of want. CheckOp holds it to the
// laws of [Check], and watches the source, so that all laws of the package
// documentation apply. It reports by t.Errorf which of them op breaks. op is called
// once for each way to walk, and may be given callbacks that touch a [Tripwire].
//
// A consumer is checked by way of [Result], an operator on pairs by way of
// [seq.Pairs] and [seq.Unpair], and one with several sources with each of them as
// the source in turn, the others being fixed by the function literal.
func CheckOp[In, Out any](
	t testing.TB, op func(iter.Seq[In]) iter.Seq[Out], in []In, want []Out, opts ...Option,
) {
	t.Helper()
	m := new(meter)
	of := func(s iter.Seq[In]) func() iter.Seq[any] {
		return func() iter.Seq[any] { return boxed(op(s)) }
	}
	tr := newTrial(m, of(source(m, in)), boxedAll(want), newRules(opts))
	tr.runOp(of(source(m, []In{})), of(nil))
	tr.report(t)
}

// runOp checks what an operator makes of its source; and what it makes of an empty and
// of a nil one, if that is asked for.
func (tr *trial) runOp(ofEmpty, ofNil func() iter.Seq[any]) {
	if tr.wire != nil {
		tr.wire.meter.Store(tr.meter)
		defer tr.wire.meter.Store(nil)
	}
	tr.run()
	if tr.nilSource {
		tr.sameOfNil(ofEmpty, ofNil)
	}
}

// Result makes an operator of a consumer, for [CheckOp]: its sequence has one
// value, the result of f.
func Result[In, Out any](f func(iter.Seq[In]) Out) func(iter.Seq[In]) iter.Seq[Out] {
	return func(s iter.Seq[In]) iter.Seq[Out] {
		return func(yield func(Out) bool) { yield(f(s)) }
	}
}

// sameOfNil checks that what is built of a nil source yields what one of an empty
// source does.
func (tr *trial) sameOfNil(ofEmpty, ofNil func() iter.Seq[any]) {
	const most = 1000 // for an endless sequence
	empty := newTrial(tr.meter, ofEmpty, nil, tr.rules)
	if !empty.lazy() {
		return // reported for the source of values
	}
	want := empty.walk(empty.seq(), most, nil).got

	null := newTrial(tr.meter, ofNil, want, tr.rules)
	null.endless = len(want) == most
	null.lazy()
	null.clean(valuesLaw, null.seq(), null.whole(), "the walk")
	if len(null.sentences) > 0 {
		_, what, _ := strings.Cut(strings.TrimPrefix(null.sentences[0], "seqtest: "), ": ")
		tr.fail(nilLaw, "a nil source is not taken for an empty one: %s", what)
	}
}
