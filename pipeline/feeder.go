package pipeline

// feed reads the source and hands chunks over to the workers.
func (e *engine[A, B]) feed() {
	var filling *chunk[A, B] // handed over, and may be added to
	n := 0                   // items in it
	next := e.place()
	for v, err := range e.source(e.ctx) {
		if filling == nil || err != nil || !filling.put(n, v) {
			if filling != nil && err == nil {
				filling.unput(n)
			}
			if next == nil {
				next = e.place()
			}
			if next == nil {
				return
			}
			filling, next, n = next, nil, 0
			filling.place = e.read
			filling.reset(min(int(e.pace.size.Load()), e.room()))
			filling.first(v, err)
			if e.handOver(filling); e.cancelled() {
				return // nobody is left to seal it
			}
		}
		e.read++
		if n++; n == filling.limit {
			filling, next = nil, e.place()
			if next == nil {
				return
			}
		}
	}
	close(e.fed)
	close(e.work)
	if e.order != nil {
		close(e.order)
	}
}

// handOver gives a chunk with its first item to the workers, and to the consumer
// if that wants it in order.
func (e *engine[A, B]) handOver(c *chunk[A, B]) {
	e.total++
	if e.order != nil {
		e.order <- c
	}
	e.route(c)
	e.hire(1)
}

// room is how many more items may be read.
func (e *engine[A, B]) room() int {
	return e.window - (e.read - int(e.passed.Load()))
}

// place returns a chunk for an item that is to be read, when there is room for
// it. It returns nil if the stage is left meanwhile.
func (e *engine[A, B]) place() *chunk[A, B] {
	for !e.cancelled() {
		if e.room() > 0 && len(e.free) == 0 && e.made < cap(e.free) {
			e.made++
			return newChunk[A, B]()
		}
		var free chan *chunk[A, B]
		if e.room() > 0 {
			free = e.free
		}
		select {
		case c := <-free:
			return c
		case <-e.more:
		case <-e.ctx.Done():
		}
	}
	return nil
}
