package seqtest

import (
	"fmt"
	"iter"
	"runtime"
)

// A walk is one loop over the sequence: a body that leaves after stop values, and
// what it has seen.
type walk struct {
	want  []any
	stop  int
	meter *meter

	got   []any
	at    []count // when each of got was yielded
	wrong string  // what was first seen to be wrong with a value, when it was yielded
	left  bool    // the body has returned false, has panicked or has exited
	late  int     // calls of yield since
	away  bool    // the body has run on a goroutine that the sequence has started

	outcome outcome
	over    count // when the walk was over
}

// maxLate is how often yield may be called in vain before the walk is cut off.
const maxLate = 100

func (w *walk) yield(v any) bool {
	if w.left {
		if w.late++; w.late > maxLate {
			runtime.Goexit()
		}
		return false
	}
	w.left = true // for the case that the body does not come back
	// Once in a walk is enough, as looking takes as long as hundreds of values.
	if len(w.got) == 0 {
		w.away = !safe()
	}
	w.meter.pass(inBody)
	w.take(v)
	w.left = len(w.got) >= w.stop
	return !w.left
}

// loop ranges over s as a statement does, which panics if s goes on after a break.
func (w *walk) loop(s iter.Seq[any]) {
	for v := range s {
		if !w.yield(v) {
			return
		}
	}
}

func (w *walk) take(v any) {
	k := len(w.got)
	switch {
	case w.wrong != "":
	case k >= len(w.want):
		w.wrong = fmt.Sprintf("yielded %s after the %d values wanted", show(v), k)
	case !same(v, w.want[k]):
		w.wrong = fmt.Sprintf("yielded %s as value %d, want %s", show(v), k+1, show(w.want[k]))
	}
	w.got = append(w.got, v)
	w.at = append(w.at, w.meter.now())
}

// differs says in what way the values are not those wanted, or "" if they are.
func (w *walk) differs() string {
	k := len(w.got)
	if w.wrong == "" && k < min(w.stop, len(w.want)) {
		return fmt.Sprintf("ended after %d values, before %s", k, show(w.want[k]))
	}
	return w.wrong
}

// changed says which of the values has changed since it was yielded, or "".
func (w *walk) changed() string {
	for k, v := range w.got {
		if w.wrong == "" && !same(v, w.want[k]) {
			return fmt.Sprintf("value %d was %s when it was yielded, and %s later",
				k+1, show(w.want[k]), show(v))
		}
	}
	return ""
}

// brokenOff returns the count of the moment when the body returned false.
func (w *walk) brokenOff() (at count, ok bool) {
	if w.stop == 0 || len(w.at) < w.stop {
		return count{}, false
	}
	return w.at[w.stop-1], true
}
