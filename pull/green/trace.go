package green

import (
	"fmt"
	"time"
)

// An EventKind is what has happened to a task.
type EventKind uint8

const (
	Spawned   EventKind = iota + 1 // it was spawned; On of main is the Seed, if any
	Switched                       // it goes on, or begins
	BlockedOn                      // it waits, for what the event's On says
	Woken                          // that has come
	Ended                          // its function has ended; On is its error, if any
)

var kindNames = [...]string{"0", "Spawned", "Switched", "BlockedOn", "Woken", "Ended"}

// String is the name of the constant.
func (k EventKind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("EventKind(%d)", uint8(k))
}

// An Event is one step of a run.
type Event struct {
	Kind EventKind
	Task *Task
	On   string    // what it is blocked on: Queue "jobs".Get, Sleep 5ms
	At   time.Time // by the loop's clock
}

// String is the event in one line, without its time.
func (e Event) String() string {
	if e.On == "" {
		return fmt.Sprintf("%v %v", e.Kind, e.Task)
	}
	return fmt.Sprintf("%v %v on %s", e.Kind, e.Task, e.On)
}

// Trace has f called, on the loop's goroutine or the task's, for each event of the run,
// as it happens: the same events in the same order for the same program, but for what
// depends on a real clock, on [Await] or on [Loop.Post]. A Yield blocks on nothing: one
// sees it by the next Switched. f must not block. Traces add up.
//
// Trace panics if f is nil.
func Trace(f func(Event)) Option {
	if f == nil {
		panic("green.Trace: f must not be nil")
	}
	return func(o *options) { o.trace = append(o.trace, f) }
}

func (l *Loop) setHooks() {
	if l.replay != nil {
		l.trace = append(l.trace, l.compare)
	}
	if l.stalled != nil {
		l.watch = &watch{after: l.stallAfter, report: l.stalled}
	}
	l.waits = make(map[*Task]string)
	l.hooked = len(l.trace) > 0 || l.watch != nil
}

// emit tells those who look on. The caller has looked at hooked, which costs less.
func (l *Loop) emit(kind EventKind, t *Task, on string) {
	if len(l.trace) == 0 {
		return
	}
	switch kind {
	case BlockedOn:
		l.waits[t] = on
	case Woken: // on what it was blocked when it was
		on = l.waits[t]
		delete(l.waits, t)
	case Ended:
		delete(l.waits, t)
	}
	defer func() {
		if p := recover(); p != nil {
			l.trace = nil // once is enough
			l.crash(asPanicError(p))
		}
	}()
	e := Event{Kind: kind, Task: t, On: on, At: l.Now()}
	for _, f := range l.trace {
		f(e)
	}
}

// emitSpawn notes the seed with the first task, for Replay.
func (l *Loop) emitSpawn(t *Task) {
	on := ""
	if t.id == 0 && l.seed != nil {
		on = seedNote(*l.seed)
	}
	l.emit(Spawned, t, on)
}

func (l *Loop) emitEnd(t *Task) {
	on := ""
	if t.result != nil {
		on = t.result.Error()
	}
	l.emit(Ended, t, on)
}
