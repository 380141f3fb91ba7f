package green

// A notifier is the job that wakes those who wait for a Flag or a Semaphore. There
// is one at a time; it wakes, back to back, those who wait when it begins.
type notifier struct {
	state notifierState
	stale int // how many of its places in the run queue have been given up
}

type notifierState uint8

const (
	asleep notifierState = iota
	queued               // it is in the run queue
	waking               // its turn has come
)

// soon queues the job that the notifier is part of, unless it is coming already.
func (n *notifier) soon(l *Loop, j job) {
	if n.state == asleep {
		n.state = queued
		l.schedule(j)
	}
}

// callOff is for when nobody is left to be woken. What comes later queues a job
// anew, at the tail, as in gevent. The old place, which is the first, does nothing.
func (n *notifier) callOff() {
	if n.state == queued {
		n.state = asleep
		n.stale++
	}
}

// begin reports whether the turn is a real one.
func (n *notifier) begin() bool {
	if n.stale > 0 {
		n.stale--
		return false
	}
	n.state = waking
	return true
}

// wake wakes those in list as far as last, and not those who come meanwhile.
func (n *notifier) wake(l *Loop, list *waitList, last *waiter) {
	for more := last != nil; more && !list.empty(); {
		w := list.pop()
		more = w != last
		l.wake(w.task)
	}
}

func (n *notifier) end() { n.state = asleep }
