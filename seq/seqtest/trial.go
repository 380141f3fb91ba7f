package seqtest

import "iter"

// A trial holds one sequence to the laws.
type trial[V any] struct {
	verdict
	crew
	rules
	want  []V
	build func() iter.Seq[V] // a new one, where that can be had
	meter *meter
}

func newTrial[V any](m *meter, build func() iter.Seq[V], want []V, r rules) *trial[V] {
	return &trial[V]{crew: newCrew(), rules: r, want: want, build: build, meter: m}
}

// run checks all laws that a sequence can be held to by itself. Where a walk does
// not give the right values to begin with, there is nothing to compare others with.
func (tr *trial[V]) run() {
	if !tr.lazy() || !tr.replays() {
		return
	}
	tr.appends()
	tr.breaks()
	if !tr.singleUse {
		tr.independent()
	}
	tr.panics()
	tr.exits()
}

// seq returns a sequence that has not been walked, or else the only one there is.
func (tr *trial[V]) seq() (s iter.Seq[V]) {
	tr.call(func() { s = tr.build() })
	if s == nil {
		return func(func(V) bool) {}
	}
	return s
}

// whole is how many values a walk to the end takes at most: one more than there
// should be, so that an endless sequence is cut off.
func (tr *trial[V]) whole() int {
	if tr.endless {
		return len(tr.want)
	}
	return len(tr.want) + 1
}

// body returns the body of a loop that leaves after stop values.
func (tr *trial[V]) body(stop int) *walk[V] {
	return &walk[V]{want: tr.want, stop: stop, left: stop == 0, meter: tr.meter}
}

// walk ranges over s and leaves after stop values.
func (tr *trial[V]) walk(s iter.Seq[V], stop int, f *fault) *walk[V] {
	w := tr.body(stop)
	tr.meter.begin(f)
	if stop > 0 {
		w.outcome = tr.call(func() { s(w.yield) })
	}
	w.left = true
	w.over = tr.meter.now()
	return w
}

// clean walks s, leaving after stop values, with nothing going wrong, and reports
// the first thing that is not as it should be: wrong values under the law l.
func (tr *trial[V]) clean(l law, s iter.Seq[V], stop int, name string) (*walk[V], bool) {
	w := tr.walk(s, stop, nil)
	differs, before := w.differs(), len(tr.sentences)
	switch {
	case w.late > 0:
		tr.fail(breakLaw, "%s went on: yield was called again after it had returned false", name)
	case w.over.starts > maxStarts:
		tr.fail(thriftLaw, "%s ranged over the source more than %d times", name, maxStarts)
	case w.outcome.how != returned:
		tr.fail(l, "%s %s", name, w.outcome)
	case differs != "":
		tr.fail(l, "%s %s", name, differs)
	default:
		tr.thrifty(w, name)
		tr.released(stop == tr.whole(), name)
		tr.retained(w, name)
	}
	return w, len(tr.sentences) == before
}
