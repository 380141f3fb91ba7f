package green

// A Flag is set or not, and tasks can wait until it is: gevent's Event. Set does not
// give way. It queues one job, which wakes all those who wait, back to back and in
// the order in which they came, even if the Flag has been cleared again by then.
// A task that calls Wait before that job had its turn, on a Flag that is set, lines
// up behind them. Wait does not give way otherwise when the Flag is set.
//
// Here, not as in gevent 22.10, that job also wakes those who have lined up if all
// who came before them are killed first.
type Flag struct {
	loop *Loop
	name string
	set  bool

	waiters  waitList
	arrivals waitList // who came while the Flag was set and the notifier on its way
	notifier notifier
}

// NewFlag makes a Flag that is not set.
func NewFlag(l *Loop) *Flag { return &Flag{loop: checkLoop(l, "NewFlag")} }

// SetName sets what deadlock reports and traces call the Flag: Flag "ready".Wait.
func (f *Flag) SetName(name string) { f.name = name }

// IsSet reports whether the Flag is set.
func (f *Flag) IsSet() bool { return f.set }

// Set sets the Flag, and has those who wait woken.
func (f *Flag) Set() {
	f.set = true
	f.notify()
}

// Clear makes the Flag not set. It does not take back what Set has done for those
// who waited then.
func (f *Flag) Clear() { f.set = false }

// Wait blocks t until the Flag is set. It may be cleared again when Wait returns,
// so look at it once more if that matters.
func (f *Flag) Wait(t *Task) {
	f.loop.checkShared(t, "Flag.Wait")
	f.wait(t, (*flagWait)(f))
	t.recheck()
}

func (f *Flag) wait(t *Task, on reason) {
	switch {
	case !f.set:
		t.wait(&f.waiters, on)
	case f.notifier.state != asleep:
		t.wait(&f.arrivals, on)
	}
}

func (f *Flag) notify() {
	if f.set && !f.waiters.empty() {
		f.notifier.soon(f.loop, f)
	}
}

// run is the turn of the notifier.
func (f *Flag) run(l *Loop) {
	if !f.notifier.begin() {
		return
	}
	f.notifier.wake(l, &f.waiters, f.waiters.last)
	f.notifier.wake(l, &f.arrivals, f.arrivals.last)
	for w := f.arrivals.pop(); w != nil; w = f.arrivals.pop() {
		f.waiters.push(w)
	}
	f.notifier.end()
	f.notify()
}

// forget takes out t, which has been cancelled.
func (f *Flag) forget(t *Task) {
	t.forget()
	if f.waiters.empty() && f.arrivals.empty() {
		f.notifier.callOff()
	}
}

// A flagWait is what a task in Wait is blocked on.
type flagWait Flag

func (f *flagWait) String() string       { return waitName("Flag", f.name, "Wait") }
func (f *flagWait) abandon(t *Task) bool { (*Flag)(f).forget(t); return true }
