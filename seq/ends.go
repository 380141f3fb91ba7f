package seq

import "iter"

// TakeLast returns an iterator over the last n values of s, or over all if there
// are fewer. It reads all of s before it yields, so that it never does over an
// endless s, and holds n values. It does not start s if n is 0. TakeLast panics if
// n is negative.
func TakeLast[V any](s iter.Seq[V], n int) iter.Seq[V] {
	if n < 0 {
		panic("seq.TakeLast: n must not be negative")
	}
	return func(yield func(V) bool) {
		if s == nil || n == 0 {
			return
		}
		last := ring[V]{n: n}
		s(func(v V) bool {
			last.push(v)
			return true
		})
		for i := range last.values {
			if !yield(last.values[(last.oldest+i)%len(last.values)]) {
				return
			}
		}
	}
}

// DropLast returns an iterator over the values of s without the last n; over
// nothing if there are no more. It reads n values ahead of what it yields, and holds
// them. DropLast panics if n is negative.
func DropLast[V any](s iter.Seq[V], n int) iter.Seq[V] {
	if n < 0 {
		panic("seq.DropLast: n must not be negative")
	}
	return func(yield func(V) bool) {
		if s == nil {
			return
		}
		last := ring[V]{n: n}
		s(func(v V) bool {
			before, ok := last.push(v)
			return !ok || yield(before)
		})
	}
}

// A ring holds the last n values that were pushed.
type ring[V any] struct {
	n      int
	values []V
	oldest int // its index, once there are n
}

// push adds v and returns the value that it takes the place of, if there are n.
func (r *ring[V]) push(v V) (before V, ok bool) {
	if len(r.values) < r.n {
		r.values = append(r.values, v)
		return before, false
	}
	if r.n == 0 {
		return v, true
	}
	before, r.values[r.oldest] = r.values[r.oldest], v
	if r.oldest++; r.oldest == r.n {
		r.oldest = 0
	}
	return before, true
}
