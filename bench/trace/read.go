package trace

import (
	"errors"
	"fmt"
	"io"

	"golang.org/x/exp/trace"
)

// read makes a timeline of a trace.
func read(r io.Reader) (*Timeline, error) {
	events, err := readAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading the trace: %w", err)
	}
	b := newBuilder(events)
	for i := range events {
		b.add(&events[i])
	}
	if b.End == 0 {
		return nil, errors.New("reading the trace: it has no timeline, or no end")
	}
	b.cut()
	return &b.Timeline, nil
}

func readAll(r io.Reader) ([]trace.Event, error) {
	reader, err := trace.NewReader(r)
	if err != nil {
		return nil, err
	}
	var events []trace.Event
	for {
		event, err := reader.ReadEvent()
		if errors.Is(err, io.EOF) {
			return events, nil
		}
		if err != nil {
			return nil, err
		}
		events = append(events, event)
	}
}

// A builder makes a timeline of events in their order. It begins when the first lane is
// named.
type builder struct {
	Timeline
	lanes   map[trace.GoID]int // index of the lane of a goroutine
	recent  [2]change          // the latest two events, if they are changes of state
	last    int                // the lane that has run last, -1 for none
	stopped trace.Time         // when that was
	gift    string             // what it has said that it gives
}

// A change is one of the state of a goroutine. An event of another kind is the zero
// change.
type change struct {
	at       trace.Time
	reason   string
	thread   trace.ThreadID
	proc     trace.ProcID
	by       trace.GoID // the goroutine in whose context it happens
	of       trace.GoID
	from, to trace.GoState
}

// newBuilder knows all lanes: most goroutines run before they can name themselves.
func newBuilder(events []trace.Event) *builder {
	b := &builder{lanes: make(map[trace.GoID]int), last: -1}
	for i := range events {
		ev := &events[i]
		if ev.Kind() == trace.EventLog && ev.Log().Category == lane {
			b.lanes[ev.Goroutine()] = len(b.Lanes)
			b.Lanes = append(b.Lanes, Lane{Name: ev.Log().Message})
		}
	}
	return b
}

func (b *builder) add(ev *trace.Event) {
	var c change
	switch ev.Kind() {
	case trace.EventLog:
		if i, ok := b.lanes[ev.Goroutine()]; ok && b.End == 0 {
			b.log(ev, i)
		}
	case trace.EventStateTransition:
		if t := ev.StateTransition(); t.Resource.Kind == trace.ResourceGoroutine {
			c = changeOf(ev, t)
			b.follow(c)
		}
	}
	b.recent = [2]change{b.recent[1], c}
}

func changeOf(ev *trace.Event, t trace.StateTransition) change {
	from, to := t.Goroutine()
	return change{
		ev.Time(), t.Reason, ev.Thread(), ev.Proc(), ev.Goroutine(), t.Resource.Goroutine(), from, to,
	}
}

// log adds what the goroutine of lane i says.
func (b *builder) log(ev *trace.Event, i int) {
	log := ev.Log()
	switch log.Category {
	case lane:
		if b.last < 0 {
			b.start(i, change{at: ev.Time(), thread: ev.Thread()})
		}
	case note:
		b.Lanes[i].Notes = append(b.Lanes[i].Notes, Note{ev.Time(), log.Message})
	case gives:
		b.gift = log.Message
	case ends:
		b.stop(ev.Time(), i)
		b.End = ev.Time()
	}
}

// follow adds what a change of state begins or ends, while the timeline lasts.
func (b *builder) follow(c change) {
	i, ok := b.lanes[c.of]
	if !ok || b.last < 0 || b.End != 0 {
		return
	}
	if c.from == trace.GoRunning {
		b.stop(c.at, i)
	}
	if c.to == trace.GoRunning {
		b.start(i, c)
	}
}

func (b *builder) start(i int, c change) {
	if b.last >= 0 && b.last != i {
		b.Switches = append(b.Switches, Switch{
			From: b.last, To: i, Stop: b.stopped, Start: c.at, Direct: b.isDirect(c), Gives: b.gift,
		})
		b.gift = ""
	}
	b.last = i
	spans := &b.Lanes[i].Spans
	*spans = append(*spans, Span{Start: c.at, Thread: c.thread})
}

func (b *builder) stop(at trace.Time, i int) {
	if spans := b.Lanes[i].Spans; len(spans) > 0 {
		spans[len(spans)-1].End = at
	}
	b.last, b.stopped = i, at
}

// cut ends the spans that go on at the end of the timeline.
func (b *builder) cut() {
	for i := range b.Lanes {
		if spans := b.Lanes[i].Spans; len(spans) > 0 && spans[len(spans)-1].End == 0 {
			spans[len(spans)-1].End = b.End
		}
	}
}

// isDirect reports whether a goroutine that starts has been switched to by the one that
// stopped. That is one event of the runtime, which the reader gives as three transitions
// at one time, or as near to that as different times can be, and without a reason; a
// goroutine that waits for anything else has one.
func (b *builder) isDirect(starts change) bool {
	ready, stops := b.recent[0], b.recent[1]
	return ready.goes(trace.GoWaiting, trace.GoRunnable) && ready.of == starts.of &&
		(stops.goes(trace.GoRunning, trace.GoWaiting) && stops.reason == "" ||
			stops.goes(trace.GoRunning, trace.GoNotExist)) &&
		starts.goes(trace.GoRunnable, trace.GoRunning) &&
		stops.of == ready.by && starts.at-ready.at == 2 &&
		ready.onSame(stops) && stops.onSame(starts)
}

func (c change) goes(from, to trace.GoState) bool { return c.from == from && c.to == to }

func (c change) onSame(d change) bool { return c.thread == d.thread && c.proc == d.proc }
