package seqtest

import (
	"fmt"
	"iter"
	"runtime"
	"sync"
)

// A place is a point of a walk that is counted, and where a fault can be laid.
type place int

const (
	inBody     place = iota // the body of the loop has been given a value
	inSource                // the source is about to give a value
	atEnd                   // the source has none left
	inCleanup               // the source has been left, at its end or before
	inCallback              // a Tripwire is touched
	numPlaces
)

// A fault is what goes wrong when a place is passed for the n-th time, from 0.
type fault struct {
	place place
	n     int
	blow  func()
}

func (f fault) String() string {
	switch f.place {
	case inBody:
		return fmt.Sprintf("in the body at value %d", f.n+1)
	case inSource:
		return fmt.Sprintf("in the source at value %d", f.n+1)
	case atEnd:
		return "at the end of the source"
	case inCleanup:
		return "in the clean-up of the source"
	default:
		return fmt.Sprintf("in call %d of a callback", f.n+1)
	}
}

// A count is what a walk has done up to some moment.
type count struct {
	passed [numPlaces]int
	starts int // how often the source was ranged over
}

func (c count) reads() int { return c.passed[inSource] }
func (c count) calls() int { return c.passed[inCallback] }

// A meter counts what a walk does to the source and to callbacks. An operator may
// run them on goroutines of its own.
type meter struct {
	mu    sync.Mutex
	count count
	fault *fault // nil if nothing is to go wrong
	blown bool   // it did
	open  int    // loops over the source, of all walks, that have not ended
}

// begin starts a new count.
func (m *meter) begin(f *fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.count, m.fault, m.blown = count{}, f, false
}

func (m *meter) pass(p place) {
	if f := m.step(p); f != nil {
		f.blow()
	}
}

// step counts, and returns the fault if it is its turn.
func (m *meter) step(p place) *fault {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.count.passed[p]
	m.count.passed[p]++
	if m.fault == nil || m.fault.place != p || m.fault.n != n || !safe() {
		return nil
	}
	m.blown = true
	return m.fault
}

func (m *meter) now() count {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.count
}

// state reports whether the fault has happened, and how many loops over the
// source have not ended.
func (m *meter) state() (blown bool, open int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.blown, m.open
}

// maxStarts is how often one walk may range over the source. An operator that
// wants more is taken for one that does so for ever, as a Cycle of nothing may.
const maxStarts = 10_000

func (m *meter) enter() {
	m.mu.Lock()
	m.count.starts++
	m.open++
	endless := m.count.starts > maxStarts
	m.mu.Unlock()
	if endless {
		defer m.leave()
		runtime.Goexit() // unlike a panic it cannot be recovered from, nor crash the test
	}
}

func (m *meter) leave() {
	m.mu.Lock()
	m.open--
	m.mu.Unlock()
}

// source returns an iterator over in that m watches.
func source[In any](m *meter, in []In) iter.Seq[In] {
	return func(yield func(In) bool) {
		m.enter()
		defer func() {
			m.leave()
			m.pass(inCleanup)
		}()
		for _, v := range in {
			m.pass(inSource)
			if !yield(v) {
				return
			}
		}
		m.pass(atEnd)
	}
}
