package green

import (
	"context"
	"math"
	"time"
)

// Start makes main task 0, for a host that drives the loop itself: a game, a
// simulation, a test. Nothing runs before Step, RunUntil or Close. It is for the host
// to call Close in the end. Between these calls, which may come from different
// goroutines in turn, the host may do what a function given to Post may.
//
// Start panics if ctx or main is nil, or the loop has been started before.
func (l *Loop) Start(ctx context.Context, main func(*Task) error) *Task {
	l.begin("Start", ctx, main)
	return l.main
}

// Step is one pass: each task that can run now, and each that is due, has a turn; what
// they make runnable has one in the next Step, or, under a Seed, perhaps instead. If
// there is none, a virtual clock jumps to what is due next, which then has its turn.
// Step waits for nothing, and reports whether any task is left. That all are blocked is
// no deadlock, since the host may yet change that.
//
// When a task panics, or calls Goexit, the others are unwound, and then Step panics or
// exits like Run. Step panics if there was no Start, or when it is called from a task.
func (l *Loop) Step() bool {
	l.drive("Step")
	defer l.disclaim()
	if !l.poll(math.MaxInt64) && l.jump(math.MaxInt64) {
		l.poll(math.MaxInt64)
	}
	l.pass(l.ready.len())
	over, _ := l.settled()
	return !over
}

// RunUntil runs the loop as Run does until its clock is at t, before what is due at t.
// It leaves a virtual clock at t, and waits for a real one; if no task is left it does
// not wait, and returns the error of the run, as Close does. Else it returns nil: that
// all are blocked is no deadlock. When t is over already, only what can run now runs.
//
// RunUntil panics as Step does.
func (l *Loop) RunUntil(t time.Time) error {
	l.drive("RunUntil")
	defer l.disclaim()
	limit := max(int64(t.Sub(l.epoch)), 0)
	for l.runUntil(limit) {
	}
	if l.virtual != nil && l.now.Load() < limit {
		l.now.Store(limit)
	}
	_, err := l.settled()
	return err
}

// runUntil is a pass, and waiting for the next one. It reports whether there is one.
func (l *Loop) runUntil(limit int64) bool {
	l.pass(batch)
	switch {
	case l.alive == 0 || l.panicked != nil || l.exited:
		return false
	case l.virtual == nil && l.elapsed() >= limit:
		return false
	case l.poll(limit):
		return true
	case l.virtual == nil || l.awaiting > 0:
		l.await(limit)
		return true
	}
	return l.jump(limit)
}

// Close unwinds the tasks that are left, in spawn order, and returns when they have
// ended: the error of main, joined with those of tasks that nobody has observed. A task
// in a [Task.Shield] is waited for. Once all have ended, Close does nothing but return
// that error again. It does nothing, too, if there was no Start, so that it can be
// deferred right after [New].
//
// A task that panics meanwhile does not keep the others from being unwound; then Close
// panics. It panics when it is called from a task.
func (l *Loop) Close() error {
	if l.main == nil {
		return nil
	}
	l.drive("Close")
	defer l.disclaim()
	if l.alive > 0 {
		l.cancelAll(ErrClosed)
	}
	l.runAll()
	return l.finish()
}

// drive is the beginning of Step, RunUntil and Close.
func (l *Loop) drive(call string) {
	if l.main == nil {
		panic("green.Loop." + call + ": call Start before")
	}
	l.claim(call)
}

// settled reports whether the run is over, and its error if so. It ends one whose tasks
// have to be unwound.
func (l *Loop) settled() (over bool, err error) {
	if l.panicked != nil || l.exited {
		l.runAll()
	}
	if l.alive > 0 {
		return false, nil
	}
	return true, l.finish()
}
