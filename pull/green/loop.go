package green

import (
	"context"
	"math"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// A Loop runs tasks, one at a time, in the order that the package documentation writes
// down. Make one by [New], and run it once: by Run, or by Start and then Step, RunUntil
// and Close. Its methods are for the goroutine that runs it and for the tasks on it,
// but Post, Hold and Now, which are for all.
type Loop struct {
	options
	ready   ring[job]
	timers  timers
	crew    crew // tasks of no Scope
	current *Task
	idle    []*fiber
	random  *rand.Rand
	hooked  bool             // a Trace, Replay or Watchdog looks on
	waits   map[*Task]string // what those that are blocked are blocked on, if hooked
	watch   *watch           // of a Watchdog

	epoch time.Time
	now   atomic.Int64 // of a virtual clock, since the epoch

	ctx     context.Context
	main    *Task
	spawned int // ever
	alive   int
	hit     []*Task // by the cancellation in progress
	stack   []byte  // that a task has been asked for
	outcome
	inbox
	runners
	phase
	compared
}

// An Option is a way in which a loop is to work.
type Option func(*options)

// options are what Options set.
type options struct {
	virtual     *time.Time
	seed        *uint64
	trace       []func(Event)
	replay      []Event
	stallAfter  time.Duration
	stalled     func(Stall)
	maxBlocking int
}

// New makes a loop. Nothing runs until Run or Start.
func New(opts ...Option) *Loop {
	l := &Loop{epoch: time.Now()}
	for _, opt := range opts {
		opt(&l.options)
	}
	l.inbox.init()
	l.setClock()
	l.setSeed()
	l.setHooks()
	return l
}

// Run is New(opts...).Run(ctx, main).
func Run(ctx context.Context, main func(*Task) error, opts ...Option) error {
	return New(opts...).Run(ctx, main)
}

// Run calls main as task 0 and returns when it and all tasks that were spawned have
// ended. All of them run on the calling goroutine, or on coroutines of it.
//
// When main returns an error, or ctx ends, the tasks that are left are cancelled, and
// awaited. Run returns that error, or context.Cause(ctx), joined with the errors of
// tasks that nobody has observed; or a [*DeadlockError]. When main was killed, the
// others go on, and that is no error. A panic in a task ends the run: Run panics with a
// [*pull.PanicError] when the others have been unwound. So it is with Goexit.
//
// Run panics if ctx or main is nil, or the loop has been started before.
func (l *Loop) Run(ctx context.Context, main func(*Task) error) error {
	l.begin("Run", ctx, main)
	l.claim("Run")
	defer l.disclaim()
	l.runAll()
	return l.finish()
}

// runAll runs the loop until no task is left.
func (l *Loop) runAll() {
	for l.alive > 0 {
		l.pass(batch)
		if !l.poll(math.MaxInt64) {
			l.idleRun()
		}
	}
}

// batch is how many jobs run before timers and the inbox are looked at: what gevent
// does after a time that passes, a loop that can be repeated must count.
const batch = 64

// pass runs the next n jobs, or as many as there are. For a task that goes on it does
// what Task.run would: each return that follows a switch costs, so there are few.
func (l *Loop) pass(n int) {
	for ; n > 0 && l.ready.len() > 0; n-- {
		if l.random != nil {
			l.draw()
		}
		j := l.ready.pop()
		t, ok := j.(*Task)
		if !ok || t.fiber == nil || l.hooked {
			if j != nil {
				j.run(l)
			}
			continue
		}
		t.block.queued, t.block.woken = false, false
		h := t.top
		l.current = h
		h.fiber.next()
		l.current = nil
		if h.over || h != t.top {
			l.follow(t, h)
		}
	}
}

// poll moves what has come in, and what is due by now and before the limit, to the run
// queue. It reports whether there is anything to run.
func (l *Loop) poll(limit int64) bool {
	if l.posted.Load() {
		l.receive()
	}
	l.checkContext()
	if !l.timers.empty() {
		l.fire(min(l.elapsed(), limit-1))
	}
	return l.ready.len() > 0
}
