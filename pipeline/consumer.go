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
			if !ok || !e.passAll(c) {
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
	fed := e.fed
	for taken := 0; fed != nil || taken < e.total+e.extra; {
		var c *chunk[A, B]
		select {
		case c = <-e.done:
		default:
			select {
			case c = <-e.done:
			case <-fed:
				fed = nil
				continue
			case <-e.late.watch.C:
				if !e.relieve() {
					return
				}
				continue
			case <-e.ctx.Done():
				return
			}
		}
		taken++
		if !e.pass(c, c.finished()) || e.cancelled() {
			return
		}
		e.recycle(c)
	}
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
	clear(c.in[:c.n])
	clear(c.out[:c.n])
	e.passed.Add(int64(c.given))
	if !c.loose {
		e.free <- c
	}
	if e.window != math.MaxInt {
		select {
		case e.more <- struct{}{}:
		default: // the feeder has not yet looked at the last time
		}
	}
}
