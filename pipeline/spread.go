package pipeline

import (
	"context"
	"time"
)

// A spreader runs the sub-flows of a FlatMap on several goroutines, each into a ring
// of its own that the consumer empties: one after the other, in the order of the
// source, or whichever has something. Rings are used again; to get one is the
// feeder's leave to read an item.
type spreader[A, B any] struct {
	*crew
	*unfolder[A, B]
	source Flow[A]

	free  chan *ring[B] // not in use; nil ones are yet to be made
	work  chan job[A, B]
	order chan *ring[B] // in the order of the source; nil if unordered
	bell  chan *ring[B] // unordered: of all rings; nil if ordered
	fed   chan struct{} // closed when the source has ended
	total int           // items that it came to, which is known then
	ahead int           // size of a ring
}

// A job is an item of the source, and the ring for what it comes to.
type job[A, B any] struct {
	v    A
	err  error
	ring *ring[B]
}

func newSpreader[A, B any](
	c *crew, source Flow[A], n int, f func(context.Context, A) (Flow[B], error), o options,
) *spreader[A, B] {
	rings, size := o.places(2*n), ahead
	if o.window > 0 {
		size = min(o.window, ahead)
	}
	x := &spreader[A, B]{
		crew: c, unfolder: newUnfolder(c.scope, f), source: source, ahead: size,
		free: make(chan *ring[B], rings),
		work: make(chan job[A, B], rings),
		fed:  make(chan struct{}),
	}
	for range rings {
		x.free <- nil
	}
	if o.unordered {
		x.bell = make(chan *ring[B], rings)
	} else {
		x.order = make(chan *ring[B], rings)
	}
	return x
}

func (x *spreader[A, B]) run(n int, yield func(B, error) bool) {
	x.start(x.feed)
	for range n {
		x.start(x.labour)
	}
	if x.order != nil {
		x.deliverInOrder(yield)
	} else {
		x.deliverAsReady(yield)
	}
}

func (x *spreader[A, B]) feed() {
	r := x.place()
	if r == nil {
		return
	}
	for v, err := range x.source(x.crew.ctx) {
		x.total++
		if x.order != nil {
			x.order <- r
		}
		x.work <- job[A, B]{v, err, r}
		if r = x.place(); r == nil {
			return
		}
	}
	close(x.fed)
	close(x.work)
	if x.order != nil {
		close(x.order)
	}
}

// place returns a ring for an item that is to be read, nil if the stage is left.
func (x *spreader[A, B]) place() *ring[B] {
	if x.crew.cancelled() { // there may be one nevertheless
		return nil
	}
	select {
	case r := <-x.free:
		if r != nil {
			return r
		}
		if x.bell != nil {
			return newRing(x.ahead, x.bell)
		}
		return newRing(x.ahead, make(chan *ring[B], 1))
	case <-x.crew.ctx.Done():
		return nil
	}
}

func (x *spreader[A, B]) labour() {
	for {
		select {
		case j, ok := <-x.work:
			if !ok || x.crew.cancelled() || !x.unfold(j.v, j.err, x.into(j.ring)) {
				return
			}
			j.ring.close()
		case <-x.crew.ctx.Done():
			return
		}
	}
}

// into returns what puts items into r. With statistics, it tells the time that making
// an item took from that of waiting for the consumer.
func (x *spreader[A, B]) into(r *ring[B]) func(B, error) bool {
	put := func(v B, err error) bool { return r.put(x.crew.ctx, v, err) }
	if x.meter == nil {
		return put
	}
	since := time.Now()
	return func(v B, err error) bool {
		x.meter.worked(time.Since(since))
		ok := put(v, err)
		since = time.Now()
		return ok
	}
}

func (x *spreader[A, B]) deliverInOrder(yield func(B, error) bool) {
	for {
		select {
		case r, ok := <-x.order:
			if !ok {
				return
			}
			takeRings(x.crew, r.bell, 1, yield)
			if x.left || x.cancelled() {
				return
			}
			x.recycle(r)
		case <-x.crew.ctx.Done():
			return
		}
	}
}

func (x *spreader[A, B]) deliverAsReady(yield func(B, error) bool) {
	fed := x.fed
	give := func(v B, err error) bool { return !x.cancelled() && emit(x.scope, yield, v, err) }
	for ended := 0; fed != nil || ended < x.total; {
		select {
		case r := <-x.bell:
			if r.takeAll(give) {
				x.recycle(r)
				ended++
			}
		case <-fed:
			fed = nil
		case <-x.crew.ctx.Done():
			return
		}
		if x.left {
			return
		}
	}
}

// recycle gives a ring back that the consumer has emptied to its end.
func (x *spreader[A, B]) recycle(r *ring[B]) {
	x.meter.finished(1)
	r.reopen()
	x.free <- r
}
