package seqtest

import "iter"

// replays walks a sequence to its end, twice, and reports whether both walks were
// as they should be.
func (tr *trial) replays() bool {
	s := tr.seq()
	ok := tr.clean(valuesLaw, s, tr.whole(), "the first walk")
	switch {
	case !ok:
	case tr.singleUse:
		tr.spent(s)
	default:
		ok = tr.clean(replayLaw, s, tr.whole(), "the second walk")
	}
	tr.gone("a walk to the end")
	return ok
}

// spent checks that s, which has been walked to its end, yields nothing more. It
// may say so by a panic.
func (tr *trial) spent(s iter.Seq[any]) {
	if tr.endless {
		return // it has not been walked to its end
	}
	w := tr.walk(s, 1, nil)
	switch {
	case len(w.got) > 0:
		tr.fail(singleUseLaw, "a second walk yielded %s, want nothing after the end", show(w.got[0]))
	case w.outcome.how == exited:
		tr.fail(singleUseLaw, "a second walk %s", w.outcome)
	}
}
