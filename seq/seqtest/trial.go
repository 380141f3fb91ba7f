package seqtest

import (
	"iter"
	"math"
)

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

// lazy builds the sequence, which must not do anything yet.
func (tr *trial[V]) lazy() bool {
	tr.meter.begin(nil)
	out := tr.crew.run(func() { tr.build() })
	switch at := tr.meter.now(); {
	case out.how != returned:
		tr.fail(lazinessLaw, "building the sequence %s", out)
		return false
	case at.starts > 0:
		tr.fail(lazinessLaw, "building the sequence ranged over the source")
	case at.calls() > 0:
		tr.fail(lazinessLaw, "building the sequence called a callback")
	default:
		if n := tr.left(); n > 0 {
			tr.fail(lazinessLaw, "after building the sequence, goroutines remain: %d", n)
		}
	}
	return true
}

// seq returns a sequence that has not been walked, or else the only one there is.
func (tr *trial[V]) seq() (s iter.Seq[V]) {
	tr.crew.run(func() { s = tr.build() })
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
		w.outcome = tr.crew.run(func() { s(w.yield) })
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

// released checks that the loop over the source has ended with the walk, which
// has come to its end, or not.
func (tr *trial[V]) released(ended bool, name string) {
	if tr.holds && !ended {
		return
	}
	if _, open := tr.meter.state(); open > 0 {
		tr.fail(releaseLaw, "%s is over, and the source still runs", name)
	}
}

// gone checks that no goroutine is left of what went before.
func (tr *trial[V]) gone(name string) {
	if tr.broken[releaseLaw] || tr.broken[lazinessLaw] || tr.holds && tr.endless {
		return // or else what is left has been reported, or is allowed
	}
	if n := tr.left(); n > 0 {
		tr.fail(releaseLaw, "after %s, goroutines remain: %d", name, n)
	}
}

// retained checks that what was yielded has not changed since.
func (tr *trial[V]) retained(w *walk[V], name string) {
	if changed := w.changed(); changed != "" {
		tr.fail(retentionLaw, "in %s, %s", name, changed)
	}
}

// thrifty checks what the walk has read and called.
func (tr *trial[V]) thrifty(w *walk[V], name string) {
	if n := w.over.reads(); n > tr.most {
		tr.fail(thriftLaw, "%s read %d values of the source, Reads allows %d", name, n, tr.most)
	}
	for k, at := range w.at[:min(len(w.at), len(tr.mostAt))] {
		if n := at.reads(); n > tr.mostAt[k] {
			tr.fail(thriftLaw, "%s had read %d values of the source when it yielded value %d, "+
				"ReadsAt allows %d", name, n, k+1, tr.mostAt[k])
		}
	}
	at, ok := w.brokenOff()
	switch {
	case !ok:
	case w.over.reads() > at.reads():
		tr.fail(thriftLaw, "%s had read %d values of the source when it was left, and %d in the end",
			name, at.reads(), w.over.reads())
	case w.over.starts > at.starts:
		tr.fail(thriftLaw, "%s ranged over the source after it was left", name)
	case w.over.calls() > at.calls():
		tr.fail(thriftLaw, "%s called a callback after it was left", name)
	}
}

const unlimited = math.MaxInt
