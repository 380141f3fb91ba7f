package seqtest_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/coseq/coseq/seq/seqtest"
)

// Operators that panics and exits do not get through, or upset.

func TestPanic(t *testing.T) {
	var swallowed, wrapped seqtest.Tripwire
	runAll(t,
		try("swallows it", swallows, oneToFour, "Panic"),
		try("swallows it far below", func(s ints) ints { return nested(100, swallows(s)) },
			oneToFour, "Panic"),
		try("wraps it", wraps, oneToFour, "Panic"),
		try("yields after it", yieldsAfter, oneToFour, "Panic"),
		try("runs the body elsewhere", bodyElsewhere, oneToFour, "Panic"),
		try("is stuck after it", stuck, oneToFour, "Independence", "Panic", "Goexit"),
		try("swallows that of a callback", called(&swallowed, recovers), oneToFour, "Panic").
			with(seqtest.Calls(&swallowed)),
		try("wraps that of a callback", called(&wrapped, rethrows), oneToFour, "Panic").
			with(seqtest.Calls(&wrapped)),
	)
}

func recovers(f func()) {
	defer func() { _ = recover() }()
	f()
}

func swallows(s ints) ints {
	return func(yield func(int) bool) { recovers(func() { s(yield) }) }
}

// nested passes s on through n functions.
func nested(n int, s ints) ints {
	for range n {
		inner := s
		s = func(yield func(int) bool) { inner(func(v int) bool { return yield(v) }) }
	}
	return s
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

func bodyElsewhere(s ints) ints {
	return func(yield func(int) bool) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			s(yield)
		}()
		<-done
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
	runAll(t, try("takes it for the end", cacheExited, oneToFour, "Goexit"))
}

// cacheExited keeps what it has yielded as soon as a walk has come to its end, or
// so it seems when nothing is recovered.
func cacheExited(s ints) ints {
	var cache []int
	return func(yield func(int) bool) {
		if cache != nil {
			slices.Values(cache)(yield)
			return
		}
		left, all := false, []int{}
		defer func() {
			if p := recover(); p != nil {
				panic(p)
			}
			if !left {
				cache = all
			}
		}()
		for v := range s {
			all = append(all, v)
			if left = !yield(v); left {
				return
			}
		}
	}
}

// onGoroutine ranges over the source on a goroutine, for which it waits. It is right,
// as far as can be seen: a panic there would end the process, so there is none.
func onGoroutine(s ints) ints {
	return func(yield func(int) bool) {
		asked, values := make(chan struct{}), make(chan int)
		go func() {
			defer close(values)
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
		}()
		for {
			asked <- struct{}{}
			if v, ok := <-values; !ok || !yield(v) {
				return
			}
		}
	}
}

// A walk that does not come back is given up, and so is the rest.
func TestHang(t *testing.T) {
	defer func(patience time.Duration) { *seqtest.Patience = patience }(*seqtest.Patience)
	*seqtest.Patience = 100 * time.Millisecond
	hang := func(ints) ints { return func(func(int) bool) { select {} } }
	try("hangs", hang, oneToFour, "Values", "Release").run(t)
}
