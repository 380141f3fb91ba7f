package green

import (
	"runtime"

	"github.com/coseq/coseq/pull"
)

// A level is a function that runs on a fiber: that of a task, or of a Scope, a
// WithTimeout or a Shield. It is how far a cancellation reaches: a cancelled level
// cancels the levels inside it, and the tasks that belong to it, as far as the next
// Shield. The fields below over are how the function has ended.
type level struct {
	cause  error // why it is cancelled; nil: it is not
	own    bool  // it is where the cancellation starts, and unwinding ends
	shield bool  // those outside do not reach it

	over     bool
	returned bool
	unwound  bool  // by us; if neither, by a panic or a Goexit that is not ours
	seen     bool  // somebody has asked for the result
	unseen   bool  // it is in the list of those that nobody has asked
	result   error // what was returned, or what has ended it
	panicked *pull.PanicError
}

// newLevel makes a level inside t that is to run f.
func (t *Task) newLevel(f func(*Task) error) *Task {
	return &Task{loop: t.loop, root: t.root, outer: t, home: t.home, body: f}
}

// enter runs the function of h inside t, and returns when that has ended. Neither way
// goes through the run queue.
func (t *Task) enter(h *Task) {
	t.loop.fiberFor(h)
	t.inner, t.root.top = h, h
	for !h.over {
		t.pause()
	}
}

// exit leaves h, which is over, and goes on in t as its function ended: it returns what
// that has returned, or the cause if the unwinding ends here.
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
