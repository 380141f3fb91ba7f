package pipeline

import (
	"context"
	"sync/atomic"
)

// A ring is a queue of at most len(slots) items, values or errors, from one
// goroutine that puts to one that takes. An item costs a few nanoseconds as long
// as neither has to wait for the other. These hold:
//
//   - head ≤ tail ≤ head + len(slots). The items between are in the slots; only the
//     putter writes tail, and only the taker writes head.
//   - If there is something to take, or the ring is closed, and the taker is not at
//     it, then the ring is in bell.
type ring[T any] struct {
	slots  []item[T]
	bell   chan *ring[T] // tells the taker; has room for all rings that share it
	told   atomic.Bool   // the ring is in bell
	closed atomic.Bool

	tail  atomic.Uint64
	_     [64]byte // head and tail are in the caches of two processors
	head  atomic.Uint64
	stuck atomic.Bool   // the putter waits for room
	room  chan struct{} // tells it, perhaps for nothing
}

type item[T any] struct {
	v   T
	err error
}

// newRing returns a ring for n items that tells its taker by bell.
func newRing[T any](n int, bell chan *ring[T]) *ring[T] {
	return &ring[T]{slots: make([]item[T], n), bell: bell, room: make(chan struct{}, 1)}
}

// put adds an item and waits until there is room for another one. It returns false
// if ctx is cancelled meanwhile.
func (r *ring[T]) put(ctx context.Context, v T, err error) bool {
	tail := r.tail.Load()
	r.slots[tail%uint64(len(r.slots))] = item[T]{v, err}
	r.tail.Store(tail + 1)
	r.tell()
	return !r.full() || r.await(ctx)
}

func (r *ring[T]) full() bool { return r.tail.Load()-r.head.Load() == uint64(len(r.slots)) }

func (r *ring[T]) await(ctx context.Context) bool {
	for {
		r.stuck.Store(true)
		if !r.full() {
			r.stuck.Store(false)
			return true
		}
		select {
		case <-r.room:
		case <-ctx.Done():
			return false
		}
	}
}

// close ends what the putter does.
func (r *ring[T]) close() {
	r.closed.Store(true)
	r.tell()
}

func (r *ring[T]) tell() {
	if !r.told.Load() && r.told.CompareAndSwap(false, true) {
		r.bell <- r
	}
}

// takeAll is for a taker that has got the ring from bell. It calls each with what
// there is, as long as that returns true, but not more than a ringful, as others may
// be waiting, too. It reports whether that was the end of the closed ring.
func (r *ring[T]) takeAll(each func(T, error) bool) (ended bool) {
	r.told.Store(false)
	closed := r.closed.Load() // before looking for the last item
	head := r.head.Load()
	tail := min(r.tail.Load(), head+uint64(len(r.slots)))
	for ; head < tail; head++ {
		slot := &r.slots[head%uint64(len(r.slots))]
		it := *slot
		*slot = item[T]{}
		r.took(head+1, tail)
		if !each(it.v, it.err) {
			return false
		}
	}
	if head != r.tail.Load() {
		r.tell() // those that have come meanwhile
		return false
	}
	return closed
}

// took makes room for the putter. One that waits is woken when there is room for a
// few items, so that the two do not take turns item by item.
func (r *ring[T]) took(head, tail uint64) {
	r.head.Store(head)
	size := uint64(len(r.slots))
	if r.stuck.Load() && size-(tail-head) > size/8 && r.stuck.CompareAndSwap(true, false) {
		select {
		case r.room <- struct{}{}:
		default: // it has not yet taken notice of the last time
		}
	}
}

// reopen makes an ended ring ready to be used again, by the taker.
func (r *ring[T]) reopen() { r.closed.Store(false) }
