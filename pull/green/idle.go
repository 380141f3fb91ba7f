package green

import (
	"math"
	"time"
)

// idleRun is for when nothing can run: it waits until something can, or ends a
// deadlock.
func (l *Loop) idleRun() {
	if l.alive == 0 || l.jump(math.MaxInt64) {
		return
	}
	if l.timers.empty() && l.awaiting == 0 && l.inbox.quiet() {
		l.deadlock()
		return
	}
	l.await(math.MaxInt64)
}

// await blocks the goroutine until the next timer, the limit or somebody outside.
func (l *Loop) await(limit int64) {
	if l.virtual != nil {
		<-l.bell
		return
	}
	if !l.timers.empty() {
		limit = min(limit, l.timers.next())
	}
	if limit == math.MaxInt64 {
		<-l.bell
		return
	}
	t := time.NewTimer(time.Duration(limit - l.elapsed()))
	defer t.Stop()
	select {
	case <-l.bell:
	case <-t.C:
	}
}
