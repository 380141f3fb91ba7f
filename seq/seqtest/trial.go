package seqtest

import "iter"

// A trial holds one sequence to the laws. Its values are of any type, as are those of a
// walk, so that these are compiled once, and not for each type that is under test.
type trial struct {
	verdict
	crew
	rules
	want  []any
	build func() iter.Seq[any] // a new one, where that can be had
	meter *meter
}

func newTrial(m *meter, build func() iter.Seq[any], want []any, r rules) *trial {
	return &trial{crew: newCrew(), rules: r, want: want, build: build, meter: m}
}

// boxed returns s as a trial takes it.
func boxed[V any](s iter.Seq[V]) iter.Seq[any] {
	if s == nil {
		return nil
	}
	return func(yield func(any) bool) {
		s(func(v V) bool { return yield(v) })
	}
}

func boxedAll[V any](vs []V) []any {
	all := make([]any, len(vs))
	for i, v := range vs {
		all[i] = v
	}
	return all
}

// run checks all laws that a sequence can be held to by itself. Where a walk does
// not give the right values to begin with, there is nothing to compare others with.
func (tr *trial) run() {
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
func (tr *trial) seq() (s iter.Seq[any]) {
	tr.call(func() { s = tr.build() })
	if s == nil {
		return func(func(any) bool) {}
	}
	return s
}

// whole is how many values a walk to the end takes at most: one more than there
// should be, so that an endless sequence is cut off.
func (tr *trial) whole() int {
	if tr.endless {
		return len(tr.want)
	}
	return len(tr.want) + 1
}

// body returns the body of a loop that leaves after stop values.
func (tr *trial) body(stop int) *walk {
	return &walk{want: tr.want, stop: stop, left: stop == 0, meter: tr.meter}
}

// walk ranges over s and leaves after stop values.
func (tr *trial) walk(s iter.Seq[any], stop int, f *fault) *walk {
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
func (tr *trial) clean(l law, s iter.Seq[any], stop int, name string) bool {
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
	case w.away:
		tr.fail(panicLaw, "%s ran the body on a goroutine that the sequence had started, "+
			"where a panic ends the process", name)
	default:
		tr.thrifty(w, name)
		tr.released(stop == tr.whole(), name)
		tr.retained(w, name)
	}
	return len(tr.sentences) == before
}
