package green_test

import "slices"

// What the tasks of the model share.

type modelQueue struct {
	*modelRun
	capacity         int // negative: unbounded; 0: rendezvous
	items            []int
	getters, putters []*modelTask
	offers           []int // by putters
	unlocking        bool
}

func (q *modelQueue) full() bool { return q.capacity >= 0 && len(q.items) >= q.capacity }

func (q *modelQueue) put(t *modelTask, v int) {
	done := func() { q.printf(t, "put ok") }
	if q.full() {
		q.putters = append(q.putters, t)
		q.offers = append(q.offers, v)
		q.block(t, done, func() { q.withdraw(t) })
	} else {
		q.items = append(q.items, v)
		done()
	}
	if len(q.getters) > 0 {
		q.unlockSoon()
	}
}

func (q *modelQueue) withdraw(t *modelTask) {
	i := slices.Index(q.putters, t)
	q.putters = slices.Delete(q.putters, i, i+1)
	q.offers = slices.Delete(q.offers, i, i+1)
}

func (q *modelQueue) get(t *modelTask) {
	done := func() { q.printf(t, "get ok ", pop(&q.items)) }
	if len(q.putters) > 0 {
		q.unlockSoon()
	}
	if len(q.items) == 0 {
		q.getters = append(q.getters, t)
		q.block(t, done, func() { remove(&q.getters, t) })
	} else {
		done()
	}
}

func (q *modelQueue) unlockSoon() {
	if !q.unlocking {
		q.unlocking = true
		q.call(q.unlock)
	}
}

// unlock lets in a putter and then a getter, until neither can move. At a
// rendezvous the getter goes first.
func (q *modelQueue) unlock() {
	for q.capacity == 0 && len(q.getters) > 0 && len(q.putters) > 0 {
		getter, putter := pop(&q.getters), pop(&q.putters)
		q.items = append(q.items, pop(&q.offers))
		q.wake(getter)
		q.wake(putter)
	}
	for moved := q.capacity != 0; moved; {
		moved = false
		if len(q.putters) > 0 && !q.full() {
			moved = true
			q.items = append(q.items, pop(&q.offers))
			q.wake(pop(&q.putters))
		}
		if len(q.getters) > 0 && len(q.items) > 0 {
			moved = true
			q.wake(pop(&q.getters))
		}
	}
	q.unlocking = false
}

type modelFlag struct {
	*modelRun
	set      bool
	waiters  []*modelTask
	arrivals []*modelTask // came while the flag was set and the waiters not yet awake
	notifier *modelCallback
}

func (f *modelFlag) put(set bool) {
	f.set = set
	f.notifySoon()
}

func (f *modelFlag) wait(t *modelTask) {
	done := func() { f.printf(t, "wait ok") }
	leave := func() { f.leave(t) }
	switch {
	case !f.set:
		f.waiters = append(f.waiters, t)
		f.block(t, done, leave)
	case f.notifier != nil:
		f.arrivals = append(f.arrivals, t)
		f.block(t, done, leave)
	default:
		done()
	}
}

// leave drops the notifier with the last that it would wake. gevent looks at the
// waiters only, and leaves the arrivals asleep for ever.
func (f *modelFlag) leave(t *modelTask) {
	remove(&f.waiters, t)
	remove(&f.arrivals, t)
	if len(f.waiters)+len(f.arrivals) == 0 && f.notifier != nil {
		f.notifier.stopped = true
		f.notifier = nil
	}
}

func (f *modelFlag) notifySoon() {
	if f.set && len(f.waiters) > 0 && f.notifier == nil {
		f.notifier = f.call(f.notify)
	}
}

func (f *modelFlag) notify() {
	f.wakeAll(&f.waiters)
	f.wakeAll(&f.arrivals)
	f.waiters = append(f.waiters, f.arrivals...)
	f.arrivals, f.notifier = nil, nil
	f.notifySoon()
}

// A modelSemaphore hands a permit to the first waiter, where gevent lets anybody
// take it until the waiter runs.
type modelSemaphore struct {
	*modelRun
	permits  int
	waiters  []*modelTask
	granted  int // of the waiters, from the first
	notifier *modelCallback
}

func (s *modelSemaphore) acquire(t *modelTask) {
	done := func() { s.printf(t, "acq ok") }
	if s.permits > 0 {
		s.permits--
		done()
		return
	}
	s.waiters = append(s.waiters, t)
	s.block(t, func() {
		s.granted--
		done()
	}, func() { s.leave(t) })
}

// leave passes the permit of t on, if it had one.
func (s *modelSemaphore) leave(t *modelTask) {
	remove(&s.waiters, t)
	if s.granted > len(s.waiters) {
		s.granted--
		s.permits++
	}
	if len(s.waiters) == 0 && s.notifier != nil {
		s.notifier.stopped = true
		s.notifier = nil
	}
}

func (s *modelSemaphore) release() {
	if s.granted < len(s.waiters) {
		s.granted++
	} else {
		s.permits++
	}
	s.notifySoon()
}

func (s *modelSemaphore) notifySoon() {
	if s.granted > 0 && s.notifier == nil {
		s.notifier = s.call(s.notify)
	}
}

func (s *modelSemaphore) notify() {
	for n := len(s.waiters); n > 0 && s.granted > 0; n-- {
		s.wake(pop(&s.waiters))
	}
	s.notifier = nil
	s.notifySoon()
}
