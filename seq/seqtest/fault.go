package seqtest

import (
	"fmt"
	"iter"
	"runtime"
)

// panics lets every place of a walk panic, and exits lets it call Goexit.
func (tr *trial) panics() {
	boom := &injected{}
	tr.faults(panicLaw, "a panic", outcome{panicked, boom}, func() { panic(boom) })
}

func (tr *trial) exits() {
	tr.faults(goexitLaw, "a Goexit", outcome{how: exited}, runtime.Goexit)
}

// An injected error is what places panic with. It is recognised by its address.
type injected struct{ _ byte }

func (*injected) Error() string { return "a panic of seqtest, to see whether it comes out" }

// faults lays the fault at every place, in walks to the end; and in the clean-up
// that comes of a break, too.
func (tr *trial) faults(l law, what string, want outcome, blow func()) {
	for p := range numPlaces {
		for n := 0; ; n++ {
			f := &fault{p, n, blow}
			if !tr.passes(l, f, tr.whole(), what+" "+f.String(), want) {
				break
			}
		}
	}
	for stop := 1; stop <= len(tr.want) && !tr.holds; stop++ {
		f := &fault{inCleanup, 0, blow}
		name := fmt.Sprintf("%s %s, left at value %d", what, f, stop)
		if !tr.passes(l, f, stop, name, want) {
			break
		}
	}
	tr.gone("walks with " + what)
}

// passes reports whether the fault came about, and all was well.
func (tr *trial) passes(l law, f *fault, stop int, name string, want outcome) bool {
	s := tr.seq()
	w := tr.walk(s, stop, f)
	blown, _ := tr.meter.state()
	before := len(tr.sentences)
	switch {
	case !blown:
		return false
	case w.outcome != want:
		tr.fail(l, "%s did not come out as it was: the walk %s", name, w.outcome)
	case w.late > 0 && !tr.broken[breakLaw]:
		tr.fail(l, "%s, and yield was called again", name)
	case w.wrong != "":
		tr.fail(l, "a walk with %s %s", name, w.wrong)
	default:
		tr.released(false, "a walk with "+name)
		tr.recovers(l, f, s, "the walk after "+name, want)
	}
	return len(tr.sentences) == before
}

// recovers checks that s can be walked again after f.
func (tr *trial) recovers(l law, f *fault, s iter.Seq[any], name string, want outcome) {
	if tr.singleUse {
		return
	}
	if tr.holds && f.place != inBody {
		// What a cache could not read stays unread; let it say so by the same fault.
		again := tr.walk(s, tr.whole(), nil)
		if again.outcome == want && again.wrong == "" {
			return
		}
	}
	tr.clean(l, s, tr.whole(), name)
}
