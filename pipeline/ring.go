package pipeline

import (
	"context"
	"math/bits"
	"sync/atomic"
)

// A ring is a queue of at most size items, values or errors, from one
// goroutine that puts to one that takes. An item costs a few nanoseconds as long
// as neither has to wait for the other. These hold:
//
//   - head ≤ tail ≤ head + size ≤ head + len(slots). The items between are in the slots;
//     only the putter writes tail, and only the taker writes head.
//   - If there is something to take, or the ring is closed, and the taker is not at
//     it, then the ring is in bell.
type ring[T any] struct {
	size   uint64
	slots  []T           // a power of two
	bell   chan *ring[T] // tells the taker; has room for all rings that share it
	told   atomic.Bool   // the ring is in bell
	closed atomic.Bool

	errs  atomic.Pointer[[]error] // beside the slots; nil until there is one
	tail  atomic.Uint64
	_     [64]byte // head and tail are in the caches of two processors
	head  atomic.Uint64
	stuck atomic.Bool   // the putter waits for room
	room  chan struct{} // tells it, perhaps for nothing
}

// newRing returns a ring for n items that tells its taker by bell.
func newRing[T any](n int, bell chan *ring[T]) *ring[T] {
	slots := make([]T, 1<<bits.Len(uint(n-1)))
	return &ring[T]{size: uint64(n), slots: slots, bell: bell, room: make(chan struct{}, 1)}
}

// place returns where the i-th item that was ever put is among the slots.
func (r *ring[T]) place(i uint64) int { return int(i & uint64(len(r.slots)-1)) }

// setErr is for the putter.
func (r *ring[T]) setErr(place int, err error) {
	errs := r.errs.Load()
	if errs == nil {
		all := make([]error, len(r.slots))
		errs = &all
		r.errs.Store(errs)
	}
	(*errs)[place] = err
}

// empty takes the item out of its slot.
func (r *ring[T]) empty(place int) (v T, err error) {
	var none T
	v, r.slots[place] = r.slots[place], none
	if errs := r.errs.Load(); errs != nil {
		err, (*errs)[place] = (*errs)[place], nil
	}
	return v, err
}

// put adds an item and waits until there is room for another one. It returns false
// if ctx is cancelled by then.
func (r *ring[T]) put(ctx context.Context, v T, err error) bool {
	tail := r.tail.Load()
	place := r.place(tail)
	r.slots[place] = v
	if err != nil {
		r.setErr(place, err)
	}
	r.tail.Store(tail + 1)
	r.tell()
	if r.full() {
		return r.await(ctx)
	}
	return ctx.Err() == nil
}

func (r *ring[T]) full() bool { return r.tail.Load()-r.head.Load() == r.size }

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
// be waiting, too. It reports whether that was the end of the closed ring. Such a ring may
// be in bell once more: it was put there when it got the item that has just been taken.
func (r *ring[T]) takeAll(each func(T, error) bool) (ended bool) {
	r.told.Store(false)
	closed := r.closed.Load() // before looking for the last item
	head := r.head.Load()
	tail := min(r.tail.Load(), head+r.size)
	for ; head < tail; head++ {
		v, err := r.empty(r.place(head))
		r.took(head+1, tail)
		if !each(v, err) {
			return false
		}
	}
	if head != r.tail.Load() {
		r.tell() // those that have come meanwhile
		return false
	}
	return closed
}

// takeInto is takeAll for a taker that goes through all of it at once: it appends the
// values, up to the first error, to batch.
func (r *ring[T]) takeInto(batch []T) (_ []T, ended bool, err error) {
	r.told.Store(false)
	closed := r.closed.Load() // before looking for the last item
	head := r.head.Load()
	tail := min(r.tail.Load(), head+r.size)
	for ; head < tail && err == nil; head++ {
		var v T
		if v, err = r.empty(r.place(head)); err == nil {
			batch = append(batch, v)
		}
	}
	r.took(head, tail)
	if head != r.tail.Load() {
		r.tell() // those that have come meanwhile
		return batch, false, err
	}
	return batch, closed, err
}

// took makes room for the putter. One that waits is woken when there is room for a
// few items, so that the two do not take turns item by item.
func (r *ring[T]) took(head, tail uint64) {
	r.head.Store(head)
	if r.stuck.Load() && r.size-(tail-head) > r.size/8 && r.stuck.CompareAndSwap(true, false) {
		select {
		case r.room <- struct{}{}:
		default: // it has not yet taken notice of the last time
		}
	}
}

// reopen makes an ended ring ready to be used again, by the taker; takeAll does not
// report its end a second time.
func (r *ring[T]) reopen() { r.closed.Store(false) }
