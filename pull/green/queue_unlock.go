package green

// A handover is what a task in Put or Get is blocked on. The value goes from there to
// the Queue, or from the Queue there, before the task is woken.
type handover[T any] struct {
	queue *Queue[T]
	call  string // Put or Get
	v     T
	done  bool         // v has changed hands
	next  *handover[T] // of the spare ones
}

func (x *handover[T]) give(v T) { x.v, x.done = v, true }

func (x *handover[T]) take() T {
	x.done = true
	return x.v
}

func (x *handover[T]) String() string { return waitName("Queue", x.queue.name, x.call) }

// abandon puts back what was given to a task that is killed before it has been woken.
func (x *handover[T]) abandon(t *Task) bool {
	t.forget()
	q := x.queue
	if x.done && x.call == "Get" {
		q.items.push(x.v)
		if !q.getters.empty() {
			q.unlockSoon()
		}
	}
	q.release(x)
	return true
}

// wait blocks t at the end of list until its handover is done, or the Queue closed.
func (q *Queue[T]) wait(t *Task, list *waitList, how handover[T]) (T, bool) {
	x := q.spare
	if x == nil {
		x = new(handover[T])
	} else {
		q.spare = x.next
	}
	*x = how
	x.queue = q
	t.wait(list, x)
	v, done := x.v, x.done
	q.release(x)
	return v, done
}

// release keeps x for the next who waits, so that an item costs no allocation.
func (q *Queue[T]) release(x *handover[T]) {
	*x = handover[T]{next: q.spare}
	q.spare = x
}

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

func handoverOf[T any](w *waiter) *handover[T] { return w.task.block.on.(*handover[T]) }

// run is the turn of the job that lets in and wakes those who wait.
func (q *Queue[T]) run(l *Loop) {
	for q.step(l) {
	}
	if q.closed {
		l.wakeAll(&q.putters)
		l.wakeAll(&q.getters)
	}
	q.unlocking = false
}

// step lets in one who puts and wakes one who gets. It reports whether any could
// move.
func (q *Queue[T]) step(l *Loop) bool {
	moved := !q.served.empty()
	l.wakeAll(&q.served)
	if q.capacity == 0 {
		return q.meet(l) || moved
	}
	if !q.putters.empty() && !q.full() {
		w := q.putters.pop()
		q.items.push(handoverOf[T](w).take())
		l.wake(w.task)
		moved = true
	}
	return q.wakeGetter(l) || moved
}

// wakeGetter wakes the first who gets, with the first value, if there are both.
func (q *Queue[T]) wakeGetter(l *Loop) bool {
	if q.getters.empty() || q.items.len() == 0 {
		return false
	}
	w := q.getters.pop()
	handoverOf[T](w).give(q.items.pop())
	l.wake(w.task)
	return true
}

// meet brings together one who puts and one who gets.
func (q *Queue[T]) meet(l *Loop) bool {
	if q.wakeGetter(l) { // with what TryPut has given to one that was killed
		return true
	}
	if q.getters.empty() || q.putters.empty() {
		return false
	}
	getter, putter := q.getters.pop(), q.putters.pop()
	handoverOf[T](getter).give(handoverOf[T](putter).take())
	l.wake(getter.task)
	l.wake(putter.task)
	return true
}
