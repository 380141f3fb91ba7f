package green

import (
	"bytes"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A Stall is a task that has not given way for a long time.
type Stall struct {
	Task  *Task
	For   time.Duration // so far
	Stack []byte        // of what it does just now
}

// Watchdog has f called when a task has run for longer than d without giving way, once
// for each such turn. Time is that of the machine, also on a virtual loop. f is called
// on a goroutine that ends before Run returns; it must not wait for the loop.
//
// Watchdog panics if d is not positive or f is nil.
func Watchdog(d time.Duration, f func(Stall)) Option {
	if d <= 0 {
		panic("green.Watchdog: d must be positive")
	}
	if f == nil {
		panic("green.Watchdog: f must not be nil")
	}
	return func(o *options) { o.stallAfter, o.stalled = d, f }
}

// A watch is the loop seen from the goroutine of a Watchdog. A nil watch is none.
type watch struct {
	after  time.Duration
	report func(Stall)
	turn   atomic.Pointer[turn] // nil: no task runs
	stop   chan struct{}
	group  sync.WaitGroup
}

// A turn is a task at work.
type turn struct {
	task  *Task
	fiber *fiber
	began time.Time
}

// enter says that h goes on.
func (w *watch) enter(h *Task) {
	if w != nil {
		w.turn.Store(&turn{h.root, h.fiber, time.Now()})
	}
}

// leave says that it has given way.
func (w *watch) leave() {
	if w != nil {
		w.turn.Store(nil)
	}
}

func (w *watch) start() {
	if w != nil {
		w.stop = make(chan struct{})
		w.group.Go(w.run)
	}
}

func (w *watch) end() {
	if w != nil {
		close(w.stop)
		w.group.Wait()
	}
}

// run looks several times in the time that a turn may take.
func (w *watch) run() {
	tick := time.NewTicker(max(w.after/8, time.Microsecond))
	defer tick.Stop()
	var reported *turn
	for {
		select {
		case <-w.stop:
			return
		case <-tick.C:
		}
		n := w.turn.Load()
		if n == nil || n == reported || time.Since(n.began) <= w.after {
			continue
		}
		if stack := stackOf(n.fiber.id.Load()); n == w.turn.Load() {
			reported = n
			w.report(Stall{n.task, time.Since(n.began), stack})
		}
	}
}

// stackOf is the stack of another goroutine, which the runtime gives only together with
// those of all others.
func stackOf(id uint64) []byte {
	buf := make([]byte, 64<<10)
	for n := runtime.Stack(buf, true); n == len(buf); n = runtime.Stack(buf, true) {
		buf = make([]byte, 2*len(buf))
	}
	begin := bytes.Index(buf, fmt.Appendf(nil, "goroutine %d ", id))
	if begin < 0 {
		return nil
	}
	stack, _, _ := bytes.Cut(buf[begin:], []byte("\n\n"))
	return bytes.TrimRight(stack, "\x00")
}

// goroutineID is the number that the runtime prints with a stack.
func goroutineID() (id uint64) {
	var buf [64]byte
	n := runtime.Stack(buf[:], false)
	_, _ = fmt.Sscanf(string(buf[:n]), "goroutine %d ", &id)
	return id
}
