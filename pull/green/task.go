package green

import (
	"context"
	"fmt"
	"time"
)

// A Task is a function that takes turns with others on one [Loop]. It is made by
// [Task.Go] or [Spawn], costs no coroutine until its first turn, and is used by its own
// function only: each function of the package that may block takes the task that
// blocks, which must be the one that runs.
//
// [Task.Scope], [Task.WithTimeout] and [Task.Shield] give their function a Task of its
// own to block with, which stands for the same task: ID, Name, Done, Err, Join and Kill
// are about the task, whichever one they are called on.
type Task struct {
	// What each turn needs comes first, since a cache line holds no more. Of the
	// fields that are not of a level, those of the root count.
	loop  *Loop
	root  *Task // the task that this one stands for: itself, but in a level
	top   *Task // of the root: the innermost level
	fiber *fiber
	place uint64 // of the root: where it is in the run queue, if queued
	block block  // of the root
	level

	outer *Task // the level around this one
	inner *Task // the level that has been entered from this one
	home  *crew // what tasks spawned here belong to
	body  func(*Task) error
	ctx   *levelContext

	// The rest is of the root alone.
	id      int
	name    string
	sibling struct{ prev, next *Task }
	joiners waitList
	self    waiter // in the list of what it waits for
	timer   timer  // of Sleep
	slept   time.Duration
}

// Go spawns a task that runs f. It joins the tail of the run queue and never runs at
// once. The task belongs to the innermost [Task.Scope] around t, or else to the run:
// that ends it at the latest. An error of f that nobody observes is an error of the
// run; in a Scope it ends the Scope. The name is for String and reports. Go does not
// block, and may be called while another task runs, or by [Loop.Post].
//
// Go panics if f is nil or t has ended; but the Task of a Scope can spawn as long as
// the Scope waits for others, after its own function, too.
func (t *Task) Go(name string, f func(*Task) error) *Task {
	if f == nil {
		panic("green.Task.Go: f must not be nil")
	}
	if t.done() {
		panic("green.Task.Go: " + t.misuse())
	}
	return t.loop.spawn(t.home, name, f)
}

func (l *Loop) spawn(home *crew, name string, f func(*Task) error) *Task {
	t := &Task{loop: l, home: home, id: l.spawned, name: name, body: f}
	t.root, t.top, t.self.task = t, t, t
	l.spawned++
	l.alive++
	home.add(t)
	t.cause = home.cause // if it is cancelled, t will not run
	l.enqueue(t)
	if l.hooked {
		l.emitSpawn(t)
	}
	return t
}

// ID is the number of the task: 0 for the main one, then 1, 2, 3 in spawn order.
func (t *Task) ID() int { return t.root.id }

// Name is what the task was called when it was spawned; that of the first is main.
func (t *Task) Name() string { return t.root.name }

// String is the task as reports and traces show it: <Task 1: fetch>.
func (t *Task) String() string { return fmt.Sprintf("<Task %d: %s>", t.root.id, t.root.name) }

// Done reports whether the task has ended.
func (t *Task) Done() bool { return t.root.over }

// Err is what the task's function returned; or, when it was killed or cancelled, the
// cause: [ErrKilled] if none was given. It is nil while the task runs, and does not
// count as observing the error, see [Task.Join].
func (t *Task) Err() error { return t.root.result }

// Loop is the loop that the task runs on.
func (t *Task) Loop() *Loop { return t.loop }

// Now is the time of the loop's clock, as of [Loop.Now].
func (t *Task) Now() time.Time { return t.loop.Now() }

// Context is cancelled when the task is, or the innermost Scope, WithTimeout or Shield
// that t was given by, and at the latest when that ends. Its values are those of the
// context given to Run, and [context.Cause] tells why. It has no Deadline: a virtual
// one would mislead whoever reads another clock.
func (t *Task) Context() context.Context { return t.context() }
