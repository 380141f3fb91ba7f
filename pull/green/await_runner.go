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

// A runner is a goroutine that makes one call after another.
type runner struct {
	loop  *Loop
	calls chan *call
}

// runners are the goroutines of Await; all but group is of the loop's goroutine.
type runners struct {
	awaiting int       // calls that have not come back
	running  int       // how many runners there are
	free     []*runner // the last one has been used last
	backlog  waitList  // calls that wait for a runner
	group    sync.WaitGroup
}

// send gives c to a runner, or has it wait for one.
func (l *Loop) send(c *call) {
	switch last := len(l.free) - 1; {
	case last >= 0:
		r := l.free[last]
		l.free = l.free[:last]
		c.runner = r
		r.calls <- c
	case l.maxBlocking > 0 && l.running >= l.maxBlocking:
		c.waiter.task = c.task
		l.backlog.push(&c.waiter)
	default:
		l.hire(c)
	}
}

// hire starts a runner with its first call.
func (l *Loop) hire(c *call) {
	r := &runner{loop: l, calls: make(chan *call, 1)}
	l.running++
	c.runner = r
	r.calls <- c
	l.group.Go(r.run)
}

// next gives r something else to do, or nothing for now.
func (l *Loop) next(r *runner) {
	const most = 256
	if w := l.backlog.pop(); w != nil {
		c := w.task.block.on.(*call)
		c.runner = r
		r.calls <- c
	} else if len(l.free) < most {
		l.free = append(l.free, r)
	} else {
		l.running--
		close(r.calls)
	}
}

// replace starts a runner in the place of one that has exited.
func (l *Loop) replace() {
	if w := l.backlog.pop(); w != nil {
		l.hire(w.task.block.on.(*call))
	}
}

// endRunners ends all of them; none has a call any more.
func (l *Loop) endRunners() {
	for _, r := range l.free {
		close(r.calls)
	}
	l.free = nil
	l.group.Wait()
}

func (r *runner) run() {
	for c := range r.calls {
		r.call(c)
		r.loop.deliver(c)
	}
}

// call calls c's function. It does not return if that calls Goexit.
func (r *runner) call(c *call) {
	returned := false
	defer func() {
		if p := recover(); p != nil {
			c.panicked = asPanicError(p)
		} else if !returned {
			c.exited, c.runner = true, nil
			r.loop.deliver(c)
		}
	}()
	c.f(c.ctx)
	returned = true
}
