package seq

import (
	"iter"
	"runtime"
	"sync/atomic"
)

// Memoize returns an iterator over the values of s that ranges over s once, however
// often it is itself ranged over: it holds all values read so far, and yields them
// again. Loops over it may be nested, and left; one that goes further than those
// before reads on where they stopped. That makes a single-use sequence one that can
// be ranged over again.
//
// If s panics, every loop that gets there panics with the same value, and likewise
// if s calls [runtime.Goexit]. s may itself range over the result, as far as it has
// yielded, and panics beyond.
//
// Memoize streams, with s pulled, and holds all values. It is the one operator of
// this package that may leave something behind: from the first value on, until a loop
// has reached the end of s, it holds a coroutine in which s waits. [Drain] ends that.
// The iterator must not be used by several goroutines at the same time.
func Memoize[V any](s iter.Seq[V]) iter.Seq[V] {
	m := &memo[V]{seq: orEmpty(s)}
	return m.all
}

type memo[V any] struct {
	held    []V
	seq     iter.Seq[V] // nil once it is started
	next    func() (V, bool)
	reading bool
	ended   func() // repeats how it did; nil before
}

func (m *memo[V]) all(yield func(V) bool) {
	for i := 0; i < len(m.held) || m.read(); i++ {
		if !yield(m.held[i]) {
			return
		}
	}
}

// read reads one more value.
func (m *memo[V]) read() bool {
	if m.ended != nil {
		m.ended()
		return false
	}
	if m.reading {
		panic("seq.Memoize: s ranges over the result beyond what it has yielded")
	}
	if m.next == nil {
		// No loop can tell whether it is the last one, so none calls stop.
		m.next, _ = iter.Pull(m.seq)
		m.seq = nil
	}
	v, ok := m.advance()
	if ok {
		m.held = append(m.held, v)
	}
	return ok
}

// advance is next that notes how s ends.
func (m *memo[V]) advance() (v V, ok bool) {
	m.reading = true
	ended := runtime.Goexit // unless it returns or panics
	defer func() {
		m.reading = false
		if ok {
			return
		}
		m.next, m.ended = nil, ended
		if p := recover(); p != nil {
			m.ended = func() { panic(p) }
			panic(p)
		}
	}()
	if v, ok = m.next(); !ok {
		ended = func() {}
	}
	return v, ok
}

// Once returns an iterator over the values of s that can be ranged over once, and
// panics when that is tried again, even after a break. It is a guard for sequences
// such as those over a file, which would be found empty, or half empty, the second
// time. It streams.
func Once[V any](s iter.Seq[V]) iter.Seq[V] {
	var used atomic.Bool
	return func(yield func(V) bool) {
		if used.Swap(true) {
			panic("seq.Once: ranged over a second time")
		}
		if s != nil {
			s(yield)
		}
	}
}
