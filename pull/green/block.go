package green

import (
	"fmt"
	"runtime/debug"
)

// A reason is what a task is blocked on.
type reason interface {
	// String is how reports and traces print it: Queue "jobs".Get.
	String() string
	// abandon is called when t is cancelled meanwhile. It makes whatever t waits
	// for forget it, and returns true; or it returns false, if t will be woken
	// sooner or later as if nothing had happened.
	abandon(t *Task) bool
}

// A holder is a reason that knows which tasks could end the wait: it is how the cycle
// in a deadlock is found.
type holder interface{ holders() []*Task }

// A block is the state of a task that does not run.
type block struct {
	on     reason // nil: it runs, or is queued
	signal signal
	queued bool // it is in the run queue, at its place
	woken  bool // and has been given what it waited for
}

// A signal is why a blocked task has been resumed other than for what it waits for.
type signal uint8

const (
	none        signal = iota
	interrupted        // it has been cancelled
	dumped             // it is asked for its stack
)

// check begins every blocking call: it panics if t must not block, and unwinds it if it
// has been cancelled.
func (t *Task) check(call string) {
	if t.loop.current != t || t.cause != nil {
		t.checkSlow(call)
	}
}

func (t *Task) checkSlow(call string) {
	if t.loop.current != t {
		panic("green." + call + ": " + t.misuse())
	}
	t.unwind()
}

// recheck ends a blocking call that returns nothing which would be lost.
func (t *Task) recheck() {
	if t.cause != nil {
		t.unwind()
	}
}

// misuse says why t must not block now, and what to do instead.
func (t *Task) misuse() string {
	switch current := t.loop.current; {
	case t.over && t != t.root:
		return fmt.Sprintf("the Scope, WithTimeout or Shield of this %v is over, "+
			"use the outer one", t)
	case t.over:
		return fmt.Sprintf("%v has ended, use a task that runs", t)
	case current == nil:
		return fmt.Sprintf("called outside the loop with %v, block in a task only", t)
	case t.inner != nil && current.root == t.root:
		return fmt.Sprintf("%v is inside a Scope, WithTimeout or Shield, "+
			"use the task given to its function", t)
	}
	return fmt.Sprintf("%v does not run now, but %v does: use that one", t, t.loop.current)
}

// park blocks t until a job of the loop wakes it. If it is cancelled before, park
// unwinds it instead of returning. The call that parks has called check.
//
// After a switch each return to a caller is mispredicted. So it says here, and in
// Yield, what pause says, and in wake what resume says.
func (t *Task) park(on reason) {
	r := t.root
	r.block.on = on
	if t.loop.hooked {
		t.loop.emit(BlockedOn, r, on.String())
	}
	t.fiber.yield(struct{}{})
	if r.block.signal != none {
		t.heed()
	}
}

// wait parks t at the end of a list. Its reason's abandon has to call forget.
func (t *Task) wait(list *waitList, on reason) {
	list.push(&t.root.self)
	t.park(on)
}

// forget takes t out of the list that wait has put it in.
func (t *Task) forget() { t.root.self.leave() }

// pause gives way to the loop, and heeds signals when it comes back.
func (t *Task) pause() {
	t.fiber.yield(struct{}{})
	if t.root.block.signal != none {
		t.heed()
	}
}

// heed does what the loop has resumed t for, until it goes on.
func (t *Task) heed() {
	b := &t.root.block
	for b.signal != none {
		s := b.signal
		b.signal = none
		if s == interrupted {
			t.unwind()
		}
		t.loop.stack = debug.Stack()
		t.fiber.yield(struct{}{})
	}
}

// wake ends the wait of t: it goes on at once, and wake returns when it blocks again.
// Only jobs may wake. Under a seed, t is queued instead, so that others may come first;
// what it has waited for must have been given to it before.
func (l *Loop) wake(t *Task) {
	if l.hooked || l.random != nil {
		l.wakeSlow(t)
		return
	}
	t.block.on = nil
	h := t.top
	l.current = h
	h.fiber.next()
	l.current = nil
	if h.over || h != t.top {
		l.follow(t, h)
	}
}

func (l *Loop) wakeSlow(t *Task) {
	t.block.on = nil
	if l.hooked {
		l.emit(Woken, t, "")
	}
	if l.random == nil {
		l.resume(t)
		return
	}
	t.block.woken = true
	l.enqueue(t)
}

// wakeAll wakes all those in list, back to back.
func (l *Loop) wakeAll(list *waitList) {
	for w := list.pop(); w != nil; w = list.pop() {
		l.wake(w.task)
	}
}
