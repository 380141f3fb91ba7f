package pipeline

import (
	"math"
	"runtime"
)

// deliver passes the results on until all have been or the consumer leaves.
func (e *engine[A, B]) deliver(yield func(B, error) bool) {
	e.yield = yield
	if e.order != nil {
		e.deliverInOrder()
	} else {
		e.deliverAsDone()
	}
	endCancelled(e.crew, yield)
}

func (e *engine[A, B]) deliverInOrder() {
	for {
		select {
		case c, ok := <-e.order:
			if !ok || !e.look() || !e.passAll(c) {
				return
			}
			e.recycle(c)
		case <-e.ctx.Done():
			return
		}
	}
}

// passAll passes on c and what was split off from it, when they are finished. When
// the watch goes off, it does with what is.
func (e *engine[A, B]) passAll(c *chunk[A, B]) bool {
	for range 2 {
		select {
		case <-c.ready: // a select of one channel is cheaper
			return e.passFinished(c)
		default:
			runtime.Gosched() // cheaper than to sleep and be woken by who runs then
		}
	}
	for {
		select {
		case <-c.ready:
			return e.passFinished(c)
		case <-e.late.watch.C:
			if !e.relieve() || !e.pass(c, c.finished()) {
				return false
			}
		case <-e.ctx.Done():
			return false
		}
	}
}

func (e *engine[A, B]) passFinished(c *chunk[A, B]) bool {
	if !e.pass(c, c.finished()) {
		return false
	}
	for _, r := range c.rest {
		if !e.passAll(r) {
			return false
		}
		e.recycle(r)
	}
	return !e.cancelled() // else the worker may not have come to the end
}

func (e *engine[A, B]) deliverAsDone() {
	for taken := 0; ; taken++ {
		c := e.nextDone(taken)
		if c == nil || !e.look() || !e.pass(c, c.finished()) || e.cancelled() {
			return
		}
		e.recycle(c)
	}
}

// nextDone returns the next finished chunk after so many, nil if that was the last one
// or the stage is to end.
func (e *engine[A, B]) nextDone(taken int) *chunk[A, B] {
	for range 2 {
		select {
		case c := <-e.done: // a select of one channel is cheaper
			return c
		default:
			runtime.Gosched() // others may finish meanwhile; see passAll, too
		}
	}
	for fed := e.fed; fed != nil || taken < e.total+e.extra; {
		select {
		case c := <-e.done:
			return c
		case <-fed:
			fed = nil
		case <-e.late.watch.C:
			if !e.relieve() {
				return nil
			}
		case <-e.ctx.Done():
			return nil
		}
	}
	return nil
}

// pass passes on the results of c, up to the one before end. It returns false when
// the consumer has left, or there is an error because the run was cancelled.
func (e *engine[A, B]) pass(c *chunk[A, B], end int) bool {
	errs, out := c.errs.Load(), c.out[:end]
	s, yield := e.scope, e.yield
	s.outside = true // as emit does, for all of them
	for i := c.given; i < end; i++ {
		var err error
		if errs != nil {
			if err = (*errs)[i]; err != nil && e.cancelled() {
				s.outside = false
				return false
			}
		}
		if !yield(out[i], err) {
			s.outside, s.left = false, true
			return false
		}
	}
	s.outside = false
	c.given = end
	return true
}

// recycle gives a chunk back that the consumer is through with.
func (e *engine[A, B]) recycle(c *chunk[A, B]) {
	clear(c.out[:c.n])
	e.passed.Add(int64(c.given))
	if !c.loose {
		e.back = append(e.back, c)
	}
	// To wake the feeder for each costs more than an item that takes its time. While
	// it waits for the first, there is still more than a chunk for each worker.
	if len(e.back) > cap(e.free)/8 || e.window != math.MaxInt {
		for _, c := range e.back {
			e.free <- c
		}
		e.back = e.back[:0]
	}
	if e.window != math.MaxInt {
		select {
		case e.more <- struct{}{}:
		default: // the feeder has not yet looked at the last time
		}
	}
}
