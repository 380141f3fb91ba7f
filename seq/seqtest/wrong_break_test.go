package seqtest_test

import (
	"iter"
	"testing"
)

// Operators that do not bear being left.

func TestBreak(t *testing.T) {
	runAll(t, []trial[int]{
		{name: "Chain goes on with the next one", op: chainOn, in: []int{1, 2}, want: []int{1, 2, 1, 2}, laws: []string{"Break"}},
		{name: "does not look at yield", op: deaf, in: oneToFour, want: oneToFour, laws: []string{"Break"}},
		{name: "never ends after a break", op: deafForEver, in: oneToFour, want: oneToFour, laws: []string{"Break"}},
		{name: "yields once more when it is left", op: lastWord, in: oneToFour, want: []int{1, 2, 3, 4, 0}, laws: inFaults("Break")},
		{name: "a cache keeps the beginning", op: cacheBroken, in: oneToFour, want: oneToFour, laws: inFaults("Break", "Independence")},
	})
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
	runAll(t, []trial[int]{
		{name: "never stops what it pulls", op: pullsOnly(1000), in: oneToFour, want: oneToFour, laws: []string{"Release"}},
		{name: "stops only after a break", op: pullsOnly(3), in: oneToFour, want: []int{1, 2, 3}, laws: []string{"Release"}},
		{name: "stops, but not in a panic", op: stopsLast, in: oneToFour, want: oneToFour, laws: []string{"Release"}},
		{name: "pulls what it does not need", op: pullsOther, in: oneToFour, want: oneToFour, laws: []string{"Release"}},
		{name: "leaves a goroutine", op: leavesGoroutine, in: oneToFour, want: oneToFour, laws: []string{"Release"}},
	})
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
	runAll(t, []trial[int]{
		{name: "walks share a counter", op: sharedCounter, in: oneToFour, want: []int{0, 1, 2, 3}, laws: []string{"Independence"}},
		{name: "not within itself", op: notReentrant, in: oneToFour, want: oneToFour, laws: []string{"Independence"}},
	})
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
