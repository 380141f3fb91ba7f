package seqtest_test

import (
	"iter"
	"testing"
)

// Operators that do not bear being left.

func TestBreak(t *testing.T) {
	runAll(t,
		try("Chain goes on with the next one", chainOn, vs(1, 2, 1, 2), "Break").on(1, 2),
		try("does not look at yield", deaf, oneToFour, "Break"),
		try("never ends after a break", deafForEver, oneToFour, "Break"),
		try("yields once more when it is left", lastWord, vs(1, 2, 0), "Break", "Panic", "Goexit").
			on(1, 2),
		try("a cache keeps the beginning", cacheBroken, oneToFour,
			"Break", "Independence", "Panic", "Goexit"),
	)
}

func chainOn(s ints) ints {
	return func(yield func(int) bool) {
		s(yield)
		s(yield)
	}
}

func deaf(s ints) ints {
	return func(yield func(int) bool) {
		for v := range s {
			yield(v)
		}
	}
}

func deafForEver(s ints) ints {
	return func(yield func(int) bool) {
		for v := range s {
			for !yield(v) {
			}
		}
	}
}

func lastWord(s ints) ints {
	return func(yield func(int) bool) {
		defer func() { yield(0) }()
		s(yield)
	}
}

func cacheBroken(s ints) ints {
	var cache []int
	filled := false
	return func(yield func(int) bool) {
		if !filled {
			filled = true
			for v := range s {
				cache = append(cache, v)
				if !yield(v) {
					return
				}
			}
			return
		}
		for _, v := range cache {
			if !yield(v) {
				return
			}
		}
	}
}

func TestRelease(t *testing.T) {
	runAll(t,
		try("never stops what it pulls", pullsOnly(1000), oneToFour, "Release"),
		try("stops only after a break", pullsOnly(3), vs(1, 2, 3), "Release"),
		try("stops, but not in a panic", stopsLast, oneToFour, "Release"),
		try("pulls what it does not need", pullsOther, oneToFour, "Release"),
		try("leaves a goroutine", leavesGoroutine, oneToFour, "Release"),
	)
}

// pullsOnly is a Take(n) that drops stop.
func pullsOnly(n int) func(ints) ints {
	return func(s ints) ints {
		return func(yield func(int) bool) {
			next, _ := iter.Pull(s)
			for range n {
				v, ok := next()
				if !ok || !yield(v) {
					return
				}
			}
		}
	}
}

func stopsLast(s ints) ints {
	return func(yield func(int) bool) {
		next, stop := iter.Pull(s)
		for v, ok := next(); ok && yield(v); v, ok = next() {
		}
		stop()
	}
}

// pullsOther leaves a coroutine over a sequence that is not watched.
func pullsOther(s ints) ints {
	return func(yield func(int) bool) {
		next, _ := iter.Pull(double(func(yield func(int) bool) { yield(1) }))
		next()
		s(yield)
	}
}

func leavesGoroutine(s ints) ints {
	return func(yield func(int) bool) {
		forever := make(chan int)
		go func() { <-forever }()
		s(yield)
	}
}

func TestIndependence(t *testing.T) {
	runAll(t,
		try("walks share a counter", sharedCounter, vs(0, 1, 2, 3), "Independence"),
		try("not within itself", notReentrant, oneToFour, "Independence"),
	)
}

// sharedCounter starts afresh each time, but not by itself.
func sharedCounter(s ints) ints {
	n := 0
	return func(yield func(int) bool) {
		n = 0
		for range s {
			if !yield(n) {
				return
			}
			n++
		}
	}
}

func notReentrant(s ints) ints {
	busy := false
	return func(yield func(int) bool) {
		if busy {
			panic("busy")
		}
		busy = true
		defer func() { busy = false }()
		s(yield)
	}
}
