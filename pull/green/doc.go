// Package green has cooperative tasks in the manner of gevent's greenlets. They all
// run on one goroutine's behalf, exactly one at a time, in an order that is written
// down here: what they share needs no lock, and the same program does the same
// again.
//
//	err := green.Run(ctx, func(t *green.Task) error {
//		a := t.Go("a", count)
//		b := t.Go("b", count)
//		return t.Join(a, b)
//	})
//
// It is not for a faster server, which goroutines make, nor for several cores. It
// is for what goroutines cannot give: tests of concurrent logic that can be
// repeated and explored, time that is virtual, simulations, scripts in games,
// actors without locks; and for a deadlock that says who waits for what.
//
// What to take:
//
//   - a program: [Run]; one that a host drives step by step: [New], [Loop.Start],
//     [Loop.Step]
//   - a task: [Task.Go]; one with a value: [Spawn]; many, a few at a time:
//     [NewPool], [Map]
//   - to give way: [Task.Yield], [Task.Sleep]; to wait for tasks: [Task.Join],
//     [AsCompleted]
//   - to pass values: [Queue], [Future]; to signal: [Flag]; to limit: [Semaphore]
//   - to end tasks: [Task.Kill], [Task.Scope], [Task.WithTimeout]; not to be ended:
//     [Task.Shield]
//   - to call what blocks: [Await]; to do HTTP: [Transport]; sockets: [Conn],
//     [Listener], [Dial]
//   - from other goroutines: [Loop.Post], [Loop.Hold]
//   - time that jumps: [Virtual]; other orders: [Seed], [Explore]; the same again:
//     [Trace], [Replay]
//   - who does not give way: [Watchdog]; who waits for ever: [DeadlockError]
//
// # Order
//
// There is one run queue, first in, first out. The loop takes what is first and
// runs it until that blocks; then the next. This is gevent's order, event for
// event, which recorded schedules of it show; where it is not, that is said below.
//
//   - [Task.Go] and [Spawn] put the child at the tail of the run queue. It never
//     runs at once. The main task is one like all others.
//   - [Task.Yield] puts the task itself at the tail.
//   - What ends waits does not switch: a Set, Put, Release or Close, or the end of
//     a task, puts one notice at the tail, and the caller goes on. When its turn
//     comes, the notice wakes all that it can, back to back, in the order in which
//     they came.
//   - What need not wait does not switch either: [Queue.Get] when there is
//     something, [Flag.Wait] when it is set and nobody is being woken, Join of a
//     task that has ended.
//   - A [Queue] has one notice for both sides, which lets one putter and one getter
//     in turn go on, until neither can. A task that runs before may take what is
//     there.
//   - [Task.Kill] puts one notice at the tail, too: the target, if it has a turn
//     before, runs on to its next blocking call. A task that never had a turn ends
//     at once.
//   - Timers that are due join the tail, by deadline, and equal ones in the order
//     in which they were armed. They are looked at when the run queue is empty, and
//     every 64 turns, so that tasks that only yield do not keep a real clock's
//     timers from firing.
//   - What [Loop.Post] and Await bring in joins the tail at the same moments.
//   - Scope, WithTimeout and Shield begin and end without giving way, unless a
//     Scope has to wait.
//
// On purpose unlike gevent: timers of one deadline keep their order, and a deadline
// is counted from now, not from when the loop last looked; a permit of a
// [Semaphore] goes to the first that waits, and cannot be snatched; a [Flag] that
// is set wakes also who came while others were being woken; errors are not printed
// and forgotten; a cancelled task cannot go on; and every task is unwound before
// Run returns.
//
// # Tasks and errors
//
// [Run] returns when all tasks have ended. A task belongs to the innermost
// [Task.Scope] around the one that spawned it, or else to the run. When main
// returns an error, the tasks of the run are cancelled. An error of any other task
// of the run stops nothing. Who joins the task, or gets its Future, observes it,
// and one that nobody has observed in the end is part of the error of Run. In a
// Scope, any error ends the Scope.
//
// A panic in a task ends the run: the others are unwound, and Run panics with a
// [*pull.PanicError] that has the stack of the task. If others panic meanwhile,
// their stacks are appended to it. A panic inside Scope, WithTimeout or Shield
// passes through, as one of a plain call would, and may be recovered outside, as a
// PanicError. A panic on its way through a deferred call that blocks is lost if the
// task is cancelled there. [runtime.Goexit], as by t.FailNow, unwinds all, and then
// exits the goroutine of Run.
//
// # Cancellation
//
// A task, or what runs in a Scope or a WithTimeout in it, is cancelled by Kill, by
// an error in the Scope, by the deadline, or with the run. Then it is unwound from
// the blocking call that it is in, or else from its next one: deferred calls run,
// recover finds nothing, and nothing is returned. Unwinding stops at the Scope or
// WithTimeout that was cancelled, which returns why. Until then every blocking call
// unwinds again, also one that need not wait, and also in deferred calls, each of
// which ends there while the others still run. To block nevertheless, use
// [Task.Shield]. A call that has what it waited for returns that, even if the task
// has been cancelled meanwhile: what was handed over is not lost. [Await] returns
// what its function does.
//
// A kill is no error: Join returns nil for the task, Run does not fail, and
// [Task.Err] and Future.Get give the cause. When main is killed, the others go on.
// If a cancelled task returns an error nevertheless, as a call that respects its
// context has told it, Join returns that. But nobody has to observe an error that
// says no more than [context.Canceled], or the cause.
//
// A task that is spawned where all is cancelled already never runs.
//
// # Time
//
// The clock is real, or [Virtual]: that stands still while a task can run or an
// [Await] is pending, and then jumps to the next timer. With a virtual clock and
// without Await, Post and real goroutines, a run depends on nothing but the
// program.
//
// # Deadlock
//
// When no task can run, no timer is armed, no Await is pending and nobody outside
// has said by [Loop.Hold] that he will Post, the tasks are unwound, even from
// Shield, and Run returns a [*DeadlockError]. That the context might yet end does
// not count.
//
// # Blocking calls
//
// They take the task that blocks as receiver or argument, and panic at once if that
// is not the one that runs, or if it runs in a Scope, WithTimeout or Shield, whose
// function has a Task of its own. Blocking are Yield, Sleep, Join, Scope,
// WithTimeout, Shield, Await, Dial, AsCompleted, Map, MapUnordered, the Get, Put,
// All, Wait and Acquire of what tasks share, Pool.Go, and the I/O of Conn, Listener
// and Transport; and Kill of oneself. All others may be called by any task of the
// loop, by a function given to Post, and, where there is a Loop already, before Run
// and between two Steps.
//
// Go has no goroutine identity, so that some mistakes cannot be detected: to use a
// task, or anything of the loop but Post, Hold and Now, from another goroutine
// while the task runs. The race detector sees that. A task that blocks its
// goroutine otherwise, in a channel, a sync.Mutex or time.Sleep, stops them all;
// see Await and Watchdog.
//
// # Cost
//
// A switch to another task costs little more than next of [iter.Pull]. A task that
// has not begun holds some 300 bytes, and a suspended one some 3 kB, which is its
// coroutine. Coroutines are made when a task first runs, and used again. Inside a
// Scope, WithTimeout or Shield a task has one more. See the benchmarks.
//
// # Limits
//
// As for coroutines in general, see package pull: Start, Step, RunUntil and Close
// of one loop must all be called with the same thread locked, or all with none; and
// in the same [testing/synctest] bubble. Run in a bubble is a good test, since
// nothing outlives it.
package green

// The source, from what all else rests on to what rests on it:
//
//   - loop, step, idle, phase: what drives the tasks; ready, timers, post: where its
//     jobs come from; clock, seed
//   - task, level, fiber: what a task is; switch, block, waitlist: how it runs and waits
//   - crew, outcome: which tasks belong together, and what comes of their ends; cancel:
//     how they are unwound; scope, timeout, shield, context: as far as what
//   - join, completed, future; queue, flag, semaphore (notifier, shared); pool, map
//     (taskset): what waits for what
//   - await: calls on other goroutines, which are bounded; errand: those of I/O, which
//     are not; conn (stream, limit, shipment, immediate), listener, dial, transport, body
//   - deadlock, cycle, stack; trace, replay, explore; watchdog: what there is to see
