package green

import (
	"errors"
	"slices"

	"github.com/coseq/coseq/internal/fault"
)

// Scope calls f, and returns when f and all tasks spawned in it, and by those, have
// ended: none outlives the Scope. The first error, of f or of such a task, cancels f
// and the others, unless it was of f and f is over. Scope returns all errors, joined as
// they came. A task of the Scope that was killed is no error, and nor are those that
// the Scope cancels. If t is cancelled meanwhile, the tasks of the Scope are, and Scope
// waits for them before t is unwound further. A panic of f, or a Goexit, passes through
// Scope when they have ended.
//
// f runs on a coroutine of its own: inside f only its own Task may be used, and not t,
// which panics. Scope itself does not give way.
func (t *Task) Scope(f func(*Task) error) error {
	if f == nil {
		panic("green.Task.Scope: f must not be nil")
	}
	t.check("Task.Scope")
	h := t.newLevel(f)
	c := &crew{owner: h}
	h.home = c
	t.enter(h)
	t.loop.endScope(h)
	wait := !c.empty()
	if wait {
		c.waiting = true
		t.park(c)
	}
	if !h.returned && !h.own { // errs will not be returned
		for u := range c.failed.all {
			c.failed.remove(u)
			t.loop.remember(u)
		}
	}
	_ = t.exit(h) // in errs, if it is one
	if wait && len(c.errs) == 0 {
		t.recheck()
	}
	return fault.Join(c.errs...)
}

// endScope is for when the function of h has ended: if it has failed, so must what it
// has spawned.
func (l *Loop) endScope(h *Task) {
	cause := h.result
	switch {
	case h.panicked != nil:
		cause = h.panicked
	case !h.returned:
		cause = ErrGoexit
	case cause == nil:
		return
	default:
		h.home.addResult(cause)
	}
	own := h.own
	l.strike(h, cause)
	l.settleHit()
	h.own = own
}

// addResult adds what the function has returned to the errors: in place of those it
// has been told by Join, and not if it only says that they have cancelled it.
func (c *crew) addResult(err error) {
	told := func(e error) bool { return errors.Is(err, e) }
	before := len(c.errs)
	c.errs = slices.DeleteFunc(c.errs, told)
	if before == 0 || len(c.errs) < before || !c.owner.echoes(err) {
		c.errs = append(c.errs, err)
	}
}

func (c *crew) String() string { return "Scope of " + list(c.all) }

func (c *crew) holders() []*Task { return slices.Collect(c.all) }

// abandon does nothing: the tasks are cancelled with who waits for them.
func (c *crew) abandon(*Task) bool { return false }

// A muster is the job that tells a Scope that the last of its tasks has ended.
type muster crew

func (m *muster) run(l *Loop) { l.wake(m.owner.root) }
