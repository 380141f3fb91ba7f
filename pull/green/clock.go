package green

import (
	"math"
	"time"
)

// Virtual gives the loop a clock that starts at start and stands still, but that it
// jumps to the next timer when no task can run and no [Await] is pending: a day of
// sleeping takes no time. While an Await is pending, time does not pass, so that a
// WithTimeout around it ends only by what happens elsewhere. A task that loops over
// Yield until some time has come waits for ever.
func Virtual(start time.Time) Option {
	return func(o *options) { o.virtual = &start }
}

func (l *Loop) setClock() {
	if l.virtual != nil {
		l.epoch = *l.virtual
	}
}

// Now is the time of the loop's clock, virtual or real. It may be called from any
// goroutine.
func (l *Loop) Now() time.Time { return l.epoch.Add(time.Duration(l.elapsed())) }

// elapsed is the time since the epoch.
func (l *Loop) elapsed() int64 {
	if l.virtual != nil {
		return l.now.Load()
	}
	return int64(time.Since(l.epoch))
}

// after arms t to be due in d, as the clock is now.
func (l *Loop) after(t *timer, d time.Duration, j job) {
	when := min(l.elapsed(), math.MaxInt64-int64(d)) + int64(d)
	l.timers.add(t, when, j)
}

// fire queues what is due at now, in the order of the timers.
func (l *Loop) fire(now int64) {
	for !l.timers.empty() && l.timers.next() <= now {
		l.due(l.timers.pop())
	}
}

// due queues the job of a timer. For a task, that is the end of its sleep.
func (l *Loop) due(j job) {
	t, ok := j.(*Task)
	if !ok {
		l.schedule(j)
		return
	}
	if l.hooked {
		l.emit(Woken, t, "")
	}
	t.block.on = nil
	l.enqueue(t)
}

// jump sets a virtual clock to the next timer that is due before the limit, and reports
// whether there is one.
func (l *Loop) jump(limit int64) bool {
	if l.virtual == nil || l.awaiting > 0 || l.timers.empty() || l.timers.next() >= limit {
		return false
	}
	l.now.Store(max(l.timers.next(), l.now.Load()))
	return true
}

// Sleep blocks t for d, by the loop's clock as it is now. Of two sleeps that end at the
// same moment, the one that began first ends first. If d is not positive, Sleep is
// Yield.
func (t *Task) Sleep(d time.Duration) {
	if d <= 0 {
		t.Yield()
		return
	}
	t.check("Task.Sleep")
	l, r := t.loop, t.root
	r.slept = d
	l.after(&r.timer, d, r)
	t.park((*sleep)(r))
	t.recheck()
}

// Yield goes to the tail of the run queue, so that all others that can run do so first.
func (t *Task) Yield() {
	t.check("Task.Yield")
	r := t.root
	t.loop.enqueue(r)
	t.fiber.yield(struct{}{})
	if r.block.signal != none {
		t.heed()
	}
	t.recheck()
}

// A sleep is what a sleeping task is blocked on.
type sleep Task

func (s *sleep) String() string {
	return "Sleep " + s.slept.String()
}

func (s *sleep) abandon(*Task) bool {
	s.loop.timers.remove(&s.timer)
	return true
}
