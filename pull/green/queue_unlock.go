package green

// A handover is what a task in Put or Get is blocked on. The value goes from there to
// the Queue, or from the Queue there, before the task is woken.
type handover[T any] struct {
	queue   *Queue[T]
	putting bool
	v       T
	done    bool         // v has changed hands
	next    *handover[T] // of the spare ones
}

func (x *handover[T]) give(v T) { x.v, x.done = v, true }

func (x *handover[T]) take() T {
	x.done = true
	return x.v
}

func (x *handover[T]) String() string {
	if x.putting {
		return waitName("Queue", x.queue.name, "Put")
	}
	return waitName("Queue", x.queue.name, "Get")
}

// abandon puts back what was given to a task that is killed before it has been woken.
func (x *handover[T]) abandon(t *Task) bool {
	t.forget()
	q := x.queue
	if x.done && !x.putting {
		q.items.push(x.v)
		if !q.getters.empty() {
			q.unlockSoon()
		}
	}
	q.release(x)
	return true
}

// handover returns a spare one, so that an item costs no allocation.
func (q *Queue[T]) handover() *handover[T] {
	x := q.spare
	if x == nil {
		return &handover[T]{queue: q}
	}
	q.spare = x.next
	return x
}

// release makes x a spare one.
func (q *Queue[T]) release(x *handover[T]) {
	x.give(*new(T))
	x.done, x.next = false, q.spare
	q.spare = x
}

// handoverOf is that of the task that has been first in one of the lists.
func handoverOf[T any](w *waiter) *handover[T] { return w.task.block.on.(*handover[T]) }

func (q *Queue[T]) unlockSoon() {
	if !q.unlocking {
		q.unlocking = true
		q.loop.schedule(q)
	}
}

// serve takes the first from list, whose handover is then done by the caller, and
// has it woken.
func (q *Queue[T]) serve(list *waitList) *handover[T] {
	w := list.pop()
	q.served.push(w)
	q.unlockSoon()
	return handoverOf[T](w)
}

// run is the turn of the job that lets in and wakes those who wait.
func (q *Queue[T]) run(l *Loop) {
	for again := true; again; again = !q.served.empty() {
		l.wakeAll(&q.served)
		if q.capacity == 0 {
			q.meet(l)
		} else {
			q.alternate(l)
		}
	}
	if q.closed {
		l.wakeAll(&q.putters)
		l.wakeAll(&q.getters)
	}
	q.unlocking = false
}

// alternate lets in one who puts and wakes one who gets, until neither can move. It
// is the inner loop of all that goes through queues, and does without functions of
// its own: to return through one after a switch costs as much as all else in here.
func (q *Queue[T]) alternate(l *Loop) {
	for moved := true; moved; {
		moved = false
		if !q.putters.empty() && !q.full() && !q.closed {
			w := q.putters.pop()
			q.items.push(handoverOf[T](w).take())
			l.wake(w.task)
			moved = true
		}
		if !q.getters.empty() && q.items.len() > 0 {
			w := q.getters.pop()
			handoverOf[T](w).give(q.items.pop())
			l.wake(w.task)
			moved = true
		}
	}
}

// meet brings together one who gets and one who puts, as long as there are both.
func (q *Queue[T]) meet(l *Loop) {
	for !q.getters.empty() && q.items.len() > 0 { // put back by one that was killed
		w := q.getters.pop()
		handoverOf[T](w).give(q.items.pop())
		l.wake(w.task)
	}
	for !q.getters.empty() && !q.putters.empty() {
		getter, putter := q.getters.pop(), q.putters.pop()
		handoverOf[T](getter).give(handoverOf[T](putter).take())
		l.wake(getter.task)
		l.wake(putter.task)
	}
}
