package seq

import (
	"errors"
	"iter"
)

// ErrUnequal is the error of the last pair of [ZipStrict] when one sequence has
// more values than the other.
var ErrUnequal = errors.New("seq: sequences of unequal length")

// Zip returns an iterator over pairs of the first values of a and b, of the second,
// and so on. It ends with the shorter of the two. It streams, with b pulled, and
// reads a before b: when b ends first, one value of a has been read and is lost.
func Zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		if a == nil || b == nil {
			return
		}
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}

// ZipWith returns an iterator over f of the first values of a and b, of the second,
// and so on. It ends with the shorter of the two. It reads as [Zip] does.
func ZipWith[A, B, V any](a iter.Seq[A], b iter.Seq[B], f func(A, B) V) iter.Seq[V] {
	return func(yield func(V) bool) {
		if a == nil || b == nil {
			return
		}
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(f(x, y)) {
				return
			}
		}
	}
}

// ZipLongest is [Zip] that goes on until both have ended, with restA in place of the
// values that a does not have, and restB in place of those of b. It streams, with b
// pulled, and reads a before b.
func ZipLongest[A, B any](a iter.Seq[A], b iter.Seq[B], restA A, restB B) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(orEmpty(b))
		defer stop()
		for x := range orEmpty(a) {
			y, ok := next()
			if !ok {
				y = restB
			}
			if !yield(x, y) {
				return
			}
		}
		for y, ok := next(); ok && yield(restA, y); y, ok = next() {
		}
	}
}

// ZipStrict is [Zip] for sequences that should have the same length: if one goes on
// when the other has ended, the last pair is [ErrUnequal] beside a zero value. All
// others have a nil error. It streams, with b pulled, and reads a before b; when a
// ends, it asks b for one more.
func ZipStrict[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[Pair[A, B], error] {
	return func(yield func(Pair[A, B], error) bool) {
		next, stop := iter.Pull(orEmpty(b))
		defer stop()
		for x := range orEmpty(a) {
			y, ok := next()
			if !ok {
				yield(Pair[A, B]{}, ErrUnequal)
				return
			}
			if !yield(Pair[A, B]{x, y}, nil) {
				return
			}
		}
		if _, more := next(); more {
			yield(Pair[A, B]{}, ErrUnequal)
		}
	}
}

// Unzip returns the first halves and the second halves of the pairs of s, in order;
// nil and nil if s is empty.
func Unzip[A, B any](s iter.Seq2[A, B]) (as []A, bs []B) {
	if s == nil {
		return nil, nil
	}
	s(func(a A, b B) bool {
		as, bs = append(as, a), append(bs, b)
		return true
	})
	return as, bs
}
