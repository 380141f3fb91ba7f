package pipeline

import "context"

// Buffer returns flow, read on a goroutine of its own that runs ahead of the
// consumer by at most n items, so that neither has to wait for the other at each.
// Errors keep their places. Buffer panics if n is less than 1 or flow is nil.
func Buffer[T any](flow Flow[T], n int) Flow[T] {
	check("pipeline.Buffer", flow, n, true)
	return stage("Buffer", 1, func(s *scope, yield func(T, error) bool) {
		c := assemble(s)
		defer c.dismiss()
		bell := make(chan *ring[T], 1)
		c.start(func() { fill(c.ctx, newRing(n, bell), flow) })
		takeRings(c, bell, 1, yield)
		endCancelled(c, yield)
	})
}

// fill puts all that flow gives into r.
func fill[T any](ctx context.Context, r *ring[T], flow Flow[T]) {
	for v, err := range flow(ctx) {
		if !r.put(ctx, v, err) {
			return
		}
	}
	r.close()
}

// takeRings gives the consumer all that comes from the rings that tell bell, until
// so many of them have ended. It stops early if the stage is cancelled or left.
func takeRings[T any](c *crew, bell chan *ring[T], rings int, yield func(T, error) bool) {
	give := func(v T, err error) bool { return !c.cancelled() && emit(c.scope, yield, v, err) }
	for rings > 0 && !c.left && !c.cancelled() {
		select {
		case r := <-bell:
			if r.takeAll(give) {
				rings--
				r.reopen() // it may be in bell once more, and must not count twice
			}
		case <-c.ctx.Done():
		}
	}
}
