package green

import "sync"

// MaxBlocking bounds how many goroutines call functions for [Await] at the same time.
// The next call waits for one of them, first come first served. Without a bound there
// are as many as calls; mind that readers of connections which wait for one another
// must all have one. The goroutines are used again, and end before Run returns.
//
// MaxBlocking panics if n is less than 1.
func MaxBlocking(n int) Option {
	if n < 1 {
		panic("green.MaxBlocking: n must be at least 1")
	}
	return func(o *options) { o.maxBlocking = n }
}

// A helper is a goroutine that makes one call after another.
type helper struct {
	loop  *Loop
	calls chan *call
}

// helpers are the goroutines of Await; all but group is of the loop's goroutine.
type helpers struct {
	awaiting int       // calls that have not come back
	helping  int       // how many helpers there are
	free     []*helper // the last one has been used last
	backlog  waitList  // calls that wait for a helper
	group    sync.WaitGroup
}

// send gives c to a helper, or has it wait for one.
func (l *Loop) send(c *call) {
	switch last := len(l.free) - 1; {
	case last >= 0:
		h := l.free[last]
		l.free = l.free[:last]
		c.helper = h
		h.calls <- c
	case l.maxBlocking > 0 && l.helping >= l.maxBlocking:
		c.waiter.task = c.task
		l.backlog.push(&c.waiter)
	default:
		l.help(c)
	}
}

// help starts a helper with its first call.
func (l *Loop) help(c *call) {
	h := &helper{loop: l, calls: make(chan *call, 1)}
	l.helping++
	c.helper = h
	h.calls <- c
	l.group.Go(h.run)
}

// next gives h something else to do, or nothing for now.
func (l *Loop) next(h *helper) {
	const most = 256
	if w := l.backlog.pop(); w != nil {
		c := w.task.block.on.(*call)
		c.helper = h
		h.calls <- c
	} else if len(l.free) < most {
		l.free = append(l.free, h)
	} else {
		l.helping--
		close(h.calls)
	}
}

// replace starts a helper in the place of one that has exited.
func (l *Loop) replace() {
	if w := l.backlog.pop(); w != nil {
		l.help(w.task.block.on.(*call))
	}
}

// endHelpers ends all of them; none has a call any more.
func (l *Loop) endHelpers() {
	for _, h := range l.free {
		close(h.calls)
	}
	l.free = nil
	l.group.Wait()
}

func (h *helper) run() {
	for c := range h.calls {
		h.call(c)
		h.loop.deliver(c)
	}
}

// call calls c's function. It does not return if that calls Goexit.
func (h *helper) call(c *call) {
	returned := false
	defer func() {
		if p := recover(); p != nil {
			c.panicked = asPanicError(p)
		} else if !returned {
			c.exited, c.helper = true, nil
			h.loop.deliver(c)
		}
	}()
	c.f(c.ctx)
	returned = true
}
