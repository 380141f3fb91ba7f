package green

import (
	"fmt"
)

// Replay runs the schedule of a recorded trace once more, be it of a Seed, and
// compares: when an event differs in its kind, its task or what it is on, the tasks are
// unwound, and Run returns an error that names both events. It is the test that a
// program does what it did; a program that has changed, or that depends on a real
// clock, on [Await] or on [Loop.Post], may not. A trace is one of a whole run.
func Replay(trace []Event) Option {
	return func(o *options) {
		o.replay = append([]Event{}, trace...)
	}
}

// compared is how far a Replay has come.
type compared struct {
	events   int
	diverged bool
}

// A seed is found again in the first event of its trace.
const seedFormat = "Seed %d"

func seedNote(seed uint64) string { return fmt.Sprintf(seedFormat, seed) }

// recordedSeed is the seed under which a trace was recorded, or nil.
func recordedSeed(trace []Event) *uint64 {
	var seed uint64
	if len(trace) == 0 {
		return nil
	}
	if _, err := fmt.Sscanf(trace[0].On, seedFormat, &seed); err != nil {
		return nil
	}
	return &seed
}

// compare checks the next event.
func (l *Loop) compare(e Event) {
	if l.diverged {
		return
	}
	if l.events == len(l.replay) {
		l.diverge(e.String(), "its end")
		return
	}
	if want := l.replay[l.events]; !sameEvent(e, want) {
		l.diverge(e.String(), want.String())
		return
	}
	l.events++
}

func sameEvent(e, f Event) bool {
	return e.Kind == f.Kind && e.On == f.On &&
		e.Task.ID() == f.Task.ID() && e.Task.Name() == f.Task.Name()
}

func (l *Loop) diverge(is, was string) {
	l.diverged = true
	err := fmt.Errorf("green.Replay: event %d differs: %s, where the trace has %s",
		l.events, is, was)
	l.errs = append(l.errs, err)
	l.cancelAll(err)
}

// endReplay is for a run that ends before its trace does.
func (l *Loop) endReplay() {
	if l.replay != nil && !l.diverged && l.events < len(l.replay) {
		l.diverge("the run has ended", l.replay[l.events].String())
	}
}
