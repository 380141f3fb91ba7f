package green

import "runtime"

// newLevel makes a level inside t that is to run f.
func (t *Task) newLevel(f func(*Task) error) *Task {
	return &Task{loop: t.loop, root: t.root, outer: t, home: t.home, body: f}
}

// enter runs the function of h inside t, and returns when that has ended. Neither
// way goes through the run queue.
func (t *Task) enter(h *Task) {
	t.loop.fiberFor(h)
	t.inner, t.root.top = h, h
	for !h.over {
		t.pause()
	}
}

// exit leaves h, which is over, and goes on in t as its function ended: it returns
// what that has returned, or the cause if the unwinding ends here.
func (t *Task) exit(h *Task) error {
	t.inner = nil
	h.endContext()
	switch {
	case h.panicked != nil:
		panic(h.panicked)
	case h.returned:
		return h.result
	case !h.unwound:
		runtime.Goexit()
	case !h.own || h.shield && t.cause != nil:
		t.unwind()
	}
	return h.cause
}
