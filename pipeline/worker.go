package pipeline

import (
	"runtime"
	"sync/atomic"
	"time"
)

// labour is the life of a worker. It ends when the stage is left: as long as there
// are items somewhere, another worker may come to need help.
func (e *engine[A, B]) labour(active *atomic.Pointer[chunk[A, B]]) {
	work, ok := e.work, true
	for {
		var c *chunk[A, B]
		select {
		case c, ok = <-work: // a select of one channel is cheaper
		default:
			select {
			case c, ok = <-work:
			case <-e.late.wake:
				e.help(active)
				continue
			case <-e.ctx.Done():
				return
			}
		}
		if !ok {
			work, ok = nil, true
			continue
		}
		c.seal()
		quick := c.n > 1
		e.workOn(c, active)
		if quick {
			// Else the consumer, and the feeder after it, may not get this processor
			// as long as there is work, and then there is none.
			runtime.Gosched()
		}
		e.help(active)
	}
}

// help works on what was taken from other workers.
func (e *engine[A, B]) help(active *atomic.Pointer[chunk[A, B]]) {
	for c := e.late.next(); c != nil; c = e.late.next() {
		c.seal()
		e.workOn(c, active)
	}
}

// workOn calls f for the items of c, or as many as it is left, and hands c on.
// The consumer may relieve the worker of items that it finds in active.
func (e *engine[A, B]) workOn(c *chunk[A, B], active *atomic.Pointer[chunk[A, B]]) {
	c.started = time.Now()
	if c.n > 1 {
		active.Store(c)
		e.late.arm()
		e.process(c)
		active.Store(nil) // while c is still out of the hands of the consumer
	} else {
		e.process(c)
	}
	took := time.Since(c.started)
	n := c.finished()
	clear(c.in[:n]) // here, where they are in the cache
	e.pace.note(n, n == c.limit, took)
	if e.meter != nil {
		e.meter.worked(took)
	}
	if e.order != nil {
		c.ready <- struct{}{}
		return
	}
	select {
	case e.done <- c:
	case <-e.ctx.Done():
	}
}

// process stops early when the run is cancelled, but it looks only now and then:
// a chunk is little work, and one that is not is split; see abandon, too.
func (e *engine[A, B]) process(c *chunk[A, B]) {
	if e.cancelled() {
		return
	}
	begin := 0
	if c.errAt(0) != nil {
		c.out[0] = zeroOr(e.heir, c.in[0])
		begin = 1
		if c.done.Add(1)&split != 0 {
			return
		}
	}
	ctx, in, out := e.inner, c.in[:c.n], c.out[:c.n]
	for i := begin; i < len(in); i++ {
		v, err := e.f(ctx, in[i])
		if err != nil {
			v = zeroOr(e.heir, in[i])
			c.setErr(i, err)
		}
		out[i] = v
		if c.done.Add(1)&split != 0 {
			return
		}
	}
}

// abandon lets no worker begin another item, and the feeder end with the one it is
// reading, whether or not f and the source look at their contexts.
func (e *engine[A, B]) abandon() {
	e.cancel(errLeft)
	for i := range e.active {
		if c := e.active[i].Load(); c != nil {
			c.done.Or(split)
		}
	}
	for {
		select {
		case c, ok := <-e.work:
			if !ok {
				return
			}
			c.fill.Or(sealed)
		default:
			return
		}
	}
}
