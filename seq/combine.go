package seq

import "iter"

// Concat returns an iterator over the values of seqs, one sequence after another.
// It streams, and starts a sequence when the one before has ended. See [Flatten] for
// sequences that are not all at hand.
func Concat[V any](seqs ...iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		for _, s := range seqs {
			if s == nil {
				continue
			}
			for v := range s {
				if !yield(v) {
					return
				}
			}
		}
	}
}

// Append returns an iterator over the values of s, and vs after them. It streams.
func Append[V any](s iter.Seq[V], vs ...V) iter.Seq[V] {
	return func(yield func(V) bool) {
		more := true
		if s != nil {
			s(func(v V) bool {
				more = yield(v)
				return more
			})
		}
		for i := 0; more && i < len(vs); i++ {
			more = yield(vs[i])
		}
	}
}

// Prepend returns an iterator over vs, and the values of s after them. It streams,
// and starts s when vs have been yielded.
func Prepend[V any](s iter.Seq[V], vs ...V) iter.Seq[V] {
	return func(yield func(V) bool) {
		for _, v := range vs {
			if !yield(v) {
				return
			}
		}
		if s != nil {
			s(yield)
		}
	}
}

// Interleave returns an iterator over the first value of each of seqs in turn, then
// the second of each, and so on. One that has ended is left out, and the iterator
// goes on with the others until all have ended. It streams, with all sequences but
// the first pulled: see Pulling in the package documentation.
func Interleave[V any](seqs ...iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if len(seqs) == 0 {
			return
		}
		nexts := make([]func() (V, bool), 0, len(seqs)-1)
		for _, s := range seqs[1:] {
			next, stop := iter.Pull(orEmpty(s))
			defer stop()
			nexts = append(nexts, next)
		}
		for v := range orEmpty(seqs[0]) {
			if !yield(v) {
				return
			}
			var ok bool
			if nexts, ok = yieldEach(nexts, yield); !ok {
				return
			}
		}
		for ok := true; ok && len(nexts) > 0; {
			nexts, ok = yieldEach(nexts, yield)
		}
	}
}

// yieldEach yields a value of each and returns those that had one, and what yield
// returned.
func yieldEach[V any](nexts []func() (V, bool), yield func(V) bool) ([]func() (V, bool), bool) {
	left := nexts[:0]
	for _, next := range nexts {
		v, ok := next()
		if !ok {
			continue
		}
		if !yield(v) {
			return nil, false
		}
		left = append(left, next)
	}
	return left, true
}

// orEmpty is for operators that are not fused with their sources anyway. Others look
// for nil by themselves.
func orEmpty[V any](s iter.Seq[V]) iter.Seq[V] {
	if s == nil {
		return Empty[V]()
	}
	return s
}

// Product returns an iterator over all pairs of a value of a and a value of b: the
// first of a with each of b, then the second of a with each of b, and so on. It
// ranges over each of the two once in a loop, and holds the values of b. An endless
// a is no obstacle; over an endless b it never leaves the first value of a, while its
// memory grows. If b is empty, no more than one value of a is read.
func Product[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		if a == nil || b == nil {
			return
		}
		var held []B
		for x := range a {
			if held == nil {
				if held = yieldFirst(x, b, yield); held == nil {
					return
				}
				continue
			}
			for _, y := range held {
				if !yield(x, y) {
					return
				}
			}
		}
	}
}

// yieldFirst yields x with each of b, and returns the values of b; nil if there are
// none or yield returned false.
func yieldFirst[A, B any](x A, b iter.Seq[B], yield func(A, B) bool) (held []B) {
	for y := range b {
		if !yield(x, y) {
			return nil
		}
		held = append(held, y)
	}
	return held
}
