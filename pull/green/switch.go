package green

// run gives t, which is in the run queue, its turn. See pass for one that has begun.
func (t *Task) run(l *Loop) {
	t.block.queued, t.block.woken = false, false
	if t.fiber == nil {
		if t.cause != nil { // before its first turn: it has none
			l.endUnbegun(t)
			return
		}
		l.fiberFor(t)
	}
	l.resume(t)
}

// resume switches to t, at the level that is innermost, and comes back when t
// blocks or ends. How many levels there are makes no difference to what that costs.
func (l *Loop) resume(t *Task) {
	if l.hooked {
		l.emit(Switched, t, "")
		defer l.watch.leave()
		l.watch.enter(t.top)
	}
	h := t.top
	l.current = h
	h.fiber.next()
	l.current = nil
	if h.over || h != t.top {
		l.follow(t, h)
	}
}

// follow goes on with a turn of t in which the level h has ended, or has entered
// another one.
func (l *Loop) follow(t, h *Task) {
	for h.over || h != t.top {
		if h.over {
			l.release(h.fiber)
			h.fiber = nil
			if h == t {
				l.end(t)
				return
			}
			t.top = h.outer
		}
		h = t.top
		l.current = h
		l.watch.enter(h)
		h.fiber.next()
		l.current = nil
	}
}

// endUnbegun ends a task that has been cancelled before its first turn.
func (l *Loop) endUnbegun(t *Task) {
	t.over, t.unwound, t.body = true, true, nil
	l.end(t)
}

// end is what is left to do when a task has ended.
func (l *Loop) end(t *Task) {
	l.alive--
	t.home.remove(t)
	t.block.on = nil
	switch {
	case t.returned:
	case t.panicked != nil:
		t.result = t.panicked
		l.crash(t.panicked)
	case t.unwound:
		t.result = t.cause
	default:
		t.result = ErrGoexit
		l.exit()
	}
	t.endContext()
	if l.hooked {
		l.emitEnd(t)
	}
	if !t.joiners.empty() {
		l.schedule((*notice)(t))
	}
	if t.returned && t.result != nil {
		l.failed(t)
	}
	if c := t.home; c.waiting && c.empty() {
		c.waiting = false
		l.schedule((*muster)(c))
	}
}
