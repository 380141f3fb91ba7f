package seqtest_test

import (
	"fmt"
	"testing"

	"github.com/coseq/coseq/seq/seqtest"
)

// Operators that panics and exits do not get through, or upset.

func TestPanic(t *testing.T) {
	var wire, wrapped seqtest.Tripwire
	runAll(t, []trial[int]{
		{name: "swallows it", op: swallows, in: oneToFour, want: oneToFour, laws: []string{"Panic"}},
		{name: "wraps it", op: wraps, in: oneToFour, want: oneToFour, laws: []string{"Panic"}},
		{name: "yields after it", op: yieldsAfter, in: oneToFour, want: oneToFour, laws: []string{"Panic"}},
		{name: "is stuck after it", op: stuck, in: oneToFour, want: oneToFour, laws: inFaults("Independence")},
		{
			name: "swallows that of a callback",
			op:   called(&wire, func(f func()) { defer func() { _ = recover() }(); f() }),
			in:   oneToFour, want: oneToFour,
			opts: []seqtest.Option{seqtest.Calls(&wire)}, laws: []string{"Panic"},
		},
		{
			name: "wraps that of a callback",
			op:   called(&wrapped, rethrows),
			in:   oneToFour, want: oneToFour,
			opts: []seqtest.Option{seqtest.Calls(&wrapped)}, laws: []string{"Panic"},
		},
	})
}

func swallows(s ints) ints {
	return func(yield func(int) bool) {
		defer func() { _ = recover() }()
		s(yield)
	}
}

func rethrows(f func()) {
	defer func() {
		if p := recover(); p != nil {
			panic(fmt.Errorf("operator: %v", p))
		}
	}()
	f()
}

func wraps(s ints) ints {
	return func(yield func(int) bool) { rethrows(func() { s(yield) }) }
}

func yieldsAfter(s ints) ints {
	return func(yield func(int) bool) {
		defer func() {
			if p := recover(); p != nil {
				yield(0)
				panic(p)
			}
		}()
		s(yield)
	}
}

// stuck is in order after a break, and not after a panic.
func stuck(s ints) ints {
	busy := false
	return func(yield func(int) bool) {
		if busy {
			return
		}
		ended := false
		for v := range s {
			busy = true
			ended = !yield(v)
			busy = false
			if ended {
				return
			}
		}
	}
}

// called passes every value through a callback that touches the wire.
func called(wire *seqtest.Tripwire, guard func(func())) func(ints) ints {
	return func(s ints) ints {
		return func(yield func(int) bool) {
			for v := range s {
				guard(wire.Touch)
				if !yield(v) {
					return
				}
			}
		}
	}
}

func TestGoexit(t *testing.T) {
	runAll(t, []trial[int]{
		{name: "the source on a goroutine", op: onGoroutine, in: oneToFour, want: oneToFour, laws: []string{"Goexit"}},
	})
}

// onGoroutine passes panics of the source on, but takes its Goexit for its end.
func onGoroutine(s ints) ints {
	return func(yield func(int) bool) {
		asked, values := make(chan struct{}), make(chan int)
		var thrown any
		go func() {
			defer close(values)
			defer func() { thrown = recover() }()
			if _, ok := <-asked; !ok {
				return
			}
			for v := range s {
				values <- v
				if _, ok := <-asked; !ok {
					return
				}
			}
		}()
		defer func() {
			close(asked)
			for range values { // until the goroutine has ended
			}
			if thrown != nil {
				panic(thrown)
			}
		}()
		for {
			asked <- struct{}{}
			if v, ok := <-values; !ok || !yield(v) {
				return
			}
		}
	}
}
