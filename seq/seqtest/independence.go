package seqtest

import "iter"

// independent walks the sequence while another walk is under way.
func (tr *trial) independent() {
	tr.nested()
	tr.inStep()
	tr.gone("two walks at the same time")
}

// nested walks the sequence in the body of a loop over it.
func (tr *trial) nested() {
	s, outer := tr.seq(), tr.body(tr.whole())
	worst := outer
	tr.meter.begin(nil)
	out := tr.call(func() {
		for v := range s {
			if !outer.yield(v) {
				break
			}
			inner := tr.body(tr.whole())
			inner.loop(s)
			if inner.differs() != "" {
				worst = inner
				break
			}
		}
	})
	tr.abreast(out, "nested loops", worst)
}

// inStep walks the sequence twice by iter.Pull, one value ahead of the other.
func (tr *trial) inStep() {
	s := tr.seq()
	ahead, behind := tr.body(tr.whole()), tr.body(tr.whole())
	tr.meter.begin(nil)
	out := tr.call(func() {
		next, stop := iter.Pull(s)
		defer stop()
		nextBehind, stopBehind := iter.Pull(s)
		defer stopBehind()
		for goesOn := ahead.pull(next); behind.pull(nextBehind) || goesOn; {
			goesOn = ahead.pull(next)
		}
	})
	tr.abreast(out, "two pulled walks in step", ahead, behind)
}

// pull takes one value, and reports whether there may be more.
func (w *walk) pull(next func() (any, bool)) bool {
	if w.left {
		return false
	}
	v, ok := next()
	return ok && w.yield(v)
}

func (tr *trial) abreast(out outcome, name string, walks ...*walk) {
	if out.how != returned {
		tr.fail(independenceLaw, "%s: one %s", name, out)
	}
	for _, w := range walks {
		if differs := w.differs(); differs != "" {
			tr.fail(independenceLaw, "%s: one %s", name, differs)
		}
		tr.retained(w, name)
	}
	tr.released(true, "of "+name+", each")
}
