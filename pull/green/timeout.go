package green

import (
	"context"
	"errors"
	"time"
)

// WithTimeout calls f, and cancels it when it has not ended after d by the loop's
// clock: f is unwound at the blocking call that it is in, and WithTimeout returns
// [context.DeadlineExceeded]. When an outer deadline comes first, or t is killed, the
// unwinding passes through WithTimeout. A deadline that is over when f starts, because
// d is not positive, cancels f at its first blocking call; f that never blocks is not
// cancelled. If f returns an error when its deadline is over, that is joined with
// context.DeadlineExceeded, unless it is [context.Canceled] and thus says the same.
//
// Tasks that are spawned in f are not ended, unless they belong to a Scope in f. As in
// [Task.Scope], only the Task given to f may be used in it, and panics pass through.
func (t *Task) WithTimeout(d time.Duration, f func(*Task) error) error {
	if f == nil {
		panic("green.Task.WithTimeout: f must not be nil")
	}
	t.check("Task.WithTimeout")
	h := &deadline{level: t.newLevel(f)}
	if d > 0 {
		t.loop.after(&h.timer, d, h)
		defer t.loop.timers.remove(&h.timer)
	} else {
		h.level.own, h.level.cause = true, context.DeadlineExceeded
	}
	t.enter(h.level)
	return overdue(h.level, t.exit(h.level))
}

// overdue is what an error of f comes to when its deadline is over.
func overdue(h *Task, err error) error {
	switch {
	case err == nil, !h.own, errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, context.Canceled):
		return context.DeadlineExceeded
	}
	return errors.Join(context.DeadlineExceeded, err)
}

// A deadline is a level, and the job that ends it.
type deadline struct {
	timer timer
	level *Task
}

func (d *deadline) run(l *Loop) {
	if !d.level.over {
		l.strikeNow(d.level, context.DeadlineExceeded)
	}
}
