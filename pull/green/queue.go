package green

import "iter"

// A Queue hands values from tasks to tasks, first in, first out, in the order that
// gevent has. Put and Get block as with a channel: Put while capacity values are in
// the Queue, and Get while there is none. Otherwise neither gives way. When a
// value, or room for one, has come for somebody who waits, one job is queued, and in
// its turn lets in the first who waits to put, wakes the first who waits to get, and
// so on until neither can move, each going on at once. A task that runs before that
// turn may take the value or the room; who waits keeps its place.
//
// A Queue of capacity 0 is a rendezvous: Put and Get both wait for that job, which
// wakes the one who gets first. A Queue of negative capacity is unbounded.
//
// Put, Get and All are for the task that runs. The others do not block, and may
// also be called by [Loop.Post], or while no task runs.
type Queue[T any] struct {
	loop     *Loop
	name     string
	capacity int
	items    ring[T]
	closed   bool

	getters, putters waitList
	served           waitList // by TryPut and TryGet: they are only to be woken
	unlocking        bool     // the job that wakes them is queued, or has its turn
	spare            *handover[T]
}

// NewQueue makes a Queue: of capacity 0 a rendezvous, and unbounded if capacity is
// negative.
func NewQueue[T any](l *Loop, capacity int) *Queue[T] {
	return &Queue[T]{loop: checkLoop(l, "NewQueue"), capacity: capacity}
}

// SetName sets what deadlock reports and traces call the Queue: Queue "jobs".Get.
func (q *Queue[T]) SetName(name string) { q.name = name }

// Len is the number of values in the Queue, without those that tasks wait to put.
func (q *Queue[T]) Len() int { return q.items.len() }

func (q *Queue[T]) full() bool { return q.capacity >= 0 && q.items.len() >= q.capacity }

// Put puts v into the Queue, and blocks t while that is full. Put panics if the
// Queue is closed, or is closed while Put waits.
func (q *Queue[T]) Put(t *Task, v T) {
	q.loop.checkShared(t, "Queue.Put")
	q.checkOpen("Put")
	if !q.getters.empty() {
		q.unlockSoon()
	}
	if !q.full() {
		q.items.push(v)
		return
	}
	x := q.handover()
	x.putting, x.v = true, v
	q.putters.push(&t.root.self)
	t.park(x)
	done := x.done
	q.release(x)
	if !done {
		q.checkOpen("Put")
	}
}

func (q *Queue[T]) checkOpen(call string) {
	if q.closed {
		panic("green.Queue." + call + ": the queue is closed")
	}
}

// Get takes the first value from the Queue, and blocks t while there is none. It
// returns false when the Queue is closed and empty.
func (q *Queue[T]) Get(t *Task) (T, bool) {
	q.loop.checkShared(t, "Queue.Get")
	if !q.putters.empty() {
		q.unlockSoon()
	}
	if q.items.len() > 0 {
		return q.items.pop(), true
	}
	if q.closed {
		return *new(T), false
	}
	x := q.handover()
	x.putting = false
	q.getters.push(&t.root.self)
	t.park(x)
	v, done := x.v, x.done
	q.release(x)
	return v, done
}

// All gets values until the Queue is closed and empty. Breaking out leaves the rest
// in the Queue.
func (q *Queue[T]) All(t *Task) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v, ok := q.Get(t); ok && yield(v); {
			v, ok = q.Get(t)
		}
	}
}

// TryPut puts v into the Queue and returns true, or returns false if it is full. At
// capacity 0, that is unless a task waits in Get, and none in Put: v is handed to
// the first. TryPut panics if the Queue is closed.
func (q *Queue[T]) TryPut(v T) bool {
	q.checkOpen("TryPut")
	switch {
	case !q.full():
		q.items.push(v)
		if !q.getters.empty() {
			q.unlockSoon()
		}
	case q.capacity == 0 && q.items.len() == 0 && q.putters.empty() && !q.getters.empty():
		q.serve(&q.getters).give(v)
	default:
		return false
	}
	return true
}

// TryGet takes the first value and returns true, or returns false if there is none.
// It may be that of the first task that waits in Put, if none waits in Get.
func (q *Queue[T]) TryGet() (T, bool) {
	switch {
	case q.items.len() > 0:
		if !q.putters.empty() {
			q.unlockSoon()
		}
		return q.items.pop(), true
	case !q.closed && q.getters.empty() && !q.putters.empty():
		return q.serve(&q.putters).take(), true
	}
	return *new(T), false
}

// Close says that no more values will come. Those in the Queue can still be got, with
// those of tasks that wait in Put and for which there is room by now. Then Get returns
// false, also for tasks that wait in it, and Put panics, also in the other tasks that
// wait in it. Closing again does nothing.
func (q *Queue[T]) Close() {
	for !q.closed && !q.full() && !q.putters.empty() {
		q.items.push(q.serve(&q.putters).take())
	}
	q.closed = true
	if !q.getters.empty() || !q.putters.empty() {
		q.unlockSoon()
	}
}
