package seq

import (
	"cmp"
	"iter"
)

// Merge returns an iterator over the values of all seqs in ascending order, in that
// of [cmp.Compare], if each of them is in ascending order. See [MergeFunc].
func Merge[V cmp.Ordered](seqs ...iter.Seq[V]) iter.Seq[V] {
	return MergeFunc(cmp.Compare[V], seqs...)
}

// MergeFunc returns an iterator over the values of all seqs in the order of cmp, if
// each of them is in that order. If not, the values of each still come in the order
// in which it has them. Of equal values, those of an earlier sequence come first.
//
// It streams, with all sequences but the first pulled, and reads one value of each
// ahead. A value costs O(log k) comparisons where there are k sequences, and less if
// it is of the first: let that be the longest.
func MergeFunc[V any](cmp func(a, b V) int, seqs ...iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		if len(seqs) == 0 {
			return
		}
		m := newMerger(cmp)
		for i, s := range seqs[1:] {
			next, stop := iter.Pull(orEmpty(s))
			defer stop()
			m.add(next, i)
		}
		for v := range orEmpty(seqs[0]) {
			for m.has(v) {
				least := m.least()
				if !yield(least.value) {
					return
				}
				m.follow(least.next()) // called here, as each return after it is slow
			}
			if !yield(v) {
				return
			}
		}
		for len(m.heads.items) > 0 && yield(m.least().value) {
			m.follow(m.least().next())
		}
	}
}

// A merger merges the sequences that are pulled.
type merger[V any] struct {
	cmp   func(a, b V) int
	heads heap[*head[V]]
}

// A head is the next value of a sequence.
type head[V any] struct {
	value V
	next  func() (V, bool)
	order int // of the sequence
}

func newMerger[V any](cmp func(a, b V) int) *merger[V] {
	before := func(a, b *head[V]) bool {
		c := cmp(a.value, b.value)
		return c < 0 || c == 0 && a.order < b.order
	}
	return &merger[V]{cmp: cmp, heads: heap[*head[V]]{before: before}}
}

func (m *merger[V]) add(next func() (V, bool), order int) {
	if v, ok := next(); ok {
		m.heads.push(&head[V]{v, next, order})
	}
}

// has reports whether there is a value less than v.
func (m *merger[V]) has(v V) bool {
	return len(m.heads.items) > 0 && m.cmp(m.heads.items[0].value, v) < 0
}

// least returns the head with the least value, of at least one.
func (m *merger[V]) least() *head[V] { return m.heads.items[0] }

// follow puts what next gave in the place of the least value.
func (m *merger[V]) follow(v V, ok bool) {
	if !ok {
		m.heads.drop()
		return
	}
	m.least().value = v
	m.heads.fix()
}
