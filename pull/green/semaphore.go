package green

// A Semaphore has a number of permits, of which a task takes one and gives it back.
// Release does not give way. If tasks wait, the permit is the first one's from then
// on, and nobody else can take it; one job wakes all those who have got one, in
// the order in which they came. If one of them is killed before, its permit goes to the
// next.
//
// In gevent any task may take the permit until the waiter runs.
type Semaphore struct {
	loop    *Loop
	name    string
	permits int
	lock    bool  // it was made with one permit, so that there is one holder
	holder  *Task // who has acquired last, unless that was released since

	waiters  waitList
	granted  waitList // have their permits, and are to be woken
	notifier notifier
}

// NewSemaphore makes a Semaphore with that many permits. It panics if permits is
// negative. One with a single permit is a lock; none is for a task that waits for
// what others Release.
func NewSemaphore(l *Loop, permits int) *Semaphore {
	checkLoop(l, "NewSemaphore")
	if permits < 0 {
		panic("green.NewSemaphore: permits must not be negative")
	}
	return &Semaphore{loop: l, permits: permits, lock: permits == 1}
}

// SetName sets what deadlock reports and traces call the Semaphore:
// Semaphore "printer".Acquire.
func (s *Semaphore) SetName(name string) { s.name = name }

// Acquire takes a permit, and blocks t until there is one for it. Acquire does not
// give way if there is one already.
func (s *Semaphore) Acquire(t *Task) {
	s.loop.checkShared(t, "Semaphore.Acquire")
	s.acquire(t, (*semaphoreAcquire)(s))
}

func (s *Semaphore) acquire(t *Task, on reason) {
	if s.permits > 0 {
		s.permits--
	} else {
		t.wait(&s.waiters, on)
	}
	s.holder = t.root
}

// TryAcquire takes a permit and returns true, or returns false if there is none.
func (s *Semaphore) TryAcquire() bool {
	if s.permits == 0 {
		return false
	}
	s.permits--
	if t := s.loop.current; t != nil {
		s.holder = t.root
	}
	return true
}

// Release gives back a permit. It need not be one that was acquired: a Release too
// many adds one.
func (s *Semaphore) Release() {
	s.holder = nil
	s.grant()
}

// grant gives a permit to the first who waits, or else keeps it.
func (s *Semaphore) grant() {
	w := s.waiters.pop()
	if w == nil {
		s.permits++
		return
	}
	s.granted.push(w)
	s.notifier.soon(s.loop, s)
}

// run is the turn of the notifier.
func (s *Semaphore) run(l *Loop) {
	if !s.notifier.begin() {
		return
	}
	last := s.waiters.last // who may be granted a permit in the course of this turn
	if last == nil {
		last = s.granted.last
	}
	s.notifier.wake(l, &s.granted, last)
	s.notifier.end()
	if !s.granted.empty() {
		s.notifier.soon(l, s)
	}
}

// forget takes out t, which has been cancelled, and passes on its permit if it has
// one.
func (s *Semaphore) forget(t *Task) {
	had := t.root.self.list == &s.granted
	t.forget()
	if had {
		s.grant()
	}
	if s.waiters.empty() && s.granted.empty() {
		s.notifier.callOff()
	}
}

// A semaphoreAcquire is what a task in Acquire is blocked on.
type semaphoreAcquire Semaphore

func (s *semaphoreAcquire) String() string       { return waitName("Semaphore", s.name, "Acquire") }
func (s *semaphoreAcquire) abandon(t *Task) bool { (*Semaphore)(s).forget(t); return true }

// holders is for locks only: where there are more permits, which of those who have
// one will release it is not known.
func (s *semaphoreAcquire) holders() []*Task {
	if !s.lock || s.holder == nil {
		return nil
	}
	return []*Task{s.holder}
}
