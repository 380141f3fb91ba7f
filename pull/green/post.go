package green

import (
	"sync"
	"sync/atomic"
)

// An inbox is where other goroutines leave what the loop is to do.
type inbox struct {
	posted atomic.Bool // there may be something in jobs
	bell   chan struct{}

	mu     sync.Mutex
	jobs   []job
	spare  []job // for the next jobs
	holds  int
	closed bool
}

func (in *inbox) init() { in.bell = make(chan struct{}, 1) }

// A posted function is a job.
type posted func()

func (f posted) run(l *Loop) {
	returned := false
	defer func() {
		if p := recover(); p != nil {
			l.crash(asPanicError(p))
		} else if !returned {
			l.torn = true
		}
	}()
	f()
	returned = true
}

// Post has the loop run f between two turns of its tasks, in the order of the calls to
// Post. It may be called from any goroutine, and f may do whatever does not block: set
// a [Flag], put into a [Queue] with TryPut, kill or spawn a task. When f panics, or
// calls Goexit, the run ends as if a task had. What is posted when the run is over, or
// is still waiting when its last task ends, is dropped.
func (l *Loop) Post(f func()) {
	if f == nil {
		panic("green.Loop.Post: f must not be nil")
	}
	l.deliver(posted(f))
}

// Hold says that somebody outside the loop will Post. Until release is called, once or
// more often, the loop waits for that when all its tasks are blocked, instead of
// reporting a deadlock. It does not keep the clock of a virtual loop, nor the run when
// its last task has ended. Both may be called from any goroutine.
func (l *Loop) Hold() (release func()) {
	l.inbox.hold(1)
	return sync.OnceFunc(func() {
		l.inbox.hold(-1)
		l.inbox.ring()
	})
}

func (in *inbox) hold(n int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.holds += n
}

// deliver adds a job, and wakes the loop if it waits.
func (in *inbox) deliver(j job) {
	in.mu.Lock()
	if !in.closed {
		in.jobs = append(in.jobs, j)
		in.posted.Store(true)
	}
	in.mu.Unlock()
	in.ring()
}

func (in *inbox) ring() {
	select {
	case in.bell <- struct{}{}:
	default:
	}
}

// receive moves what has come in to the run queue.
func (l *Loop) receive() {
	in := &l.inbox
	in.mu.Lock()
	jobs := in.jobs
	in.jobs = in.spare
	in.posted.Store(false)
	in.mu.Unlock()
	for i, j := range jobs {
		l.schedule(j)
		jobs[i] = nil
	}
	in.spare = jobs[:0]
}

// quiet reports whether nothing has come in, and nobody has said that it will.
func (in *inbox) quiet() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return len(in.jobs) == 0 && in.holds == 0
}

func (in *inbox) close() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.jobs, in.closed = nil, true
}
