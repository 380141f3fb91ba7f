package trace

import (
	"slices"
	"time"

	"golang.org/x/exp/trace"
)

// A Timeline is what a trace says about some goroutines: those that have named
// themselves.
type Timeline struct {
	Lanes    []Lane
	Switches []Switch
	End      trace.Time
}

// A Lane is one goroutine.
type Lane struct {
	Name  string
	Spans []Span
	Notes []Note
}

// A Span is a time in which a goroutine runs on one thread.
type Span struct {
	Start, End trace.Time
	Thread     trace.ThreadID
}

// A Note is something that a goroutine has said about itself.
type Note struct {
	At   trace.Time
	Text string
}

// A Switch is a change from one lane that has run to another that runs next.
type Switch struct {
	From, To    int // indices of lanes
	Stop, Start trace.Time
	Direct      bool   // from one to the other, on the same thread, with nothing in between
	Gives       string // what was handed over
}

// Start is when the first lane begins.
func (t *Timeline) Start() trace.Time { return t.Lanes[0].Spans[0].Start }

// Threads are those on which any lane has run, in order of appearance.
func (t *Timeline) Threads() []trace.ThreadID {
	var threads []trace.ThreadID
	for _, span := range t.spans() {
		if !slices.Contains(threads, span.Thread) {
			threads = append(threads, span.Thread)
		}
	}
	return threads
}

// Direct is the number of switches that are direct.
func (t *Timeline) Direct() int {
	n := 0
	for _, s := range t.Switches {
		if s.Direct {
			n++
		}
	}
	return n
}

// Overlaps is the number of spans that begin while one of another lane has not ended.
func (t *Timeline) Overlaps() int {
	n := 0
	var end trace.Time
	for _, span := range t.spans() {
		if span.Start < end {
			n++
		}
		end = max(end, span.End)
	}
	return n
}

// spans are those of all lanes, in the order of their starts.
func (t *Timeline) spans() []Span {
	var spans []Span
	for _, l := range t.Lanes {
		spans = append(spans, l.Spans...)
	}
	slices.SortFunc(spans, func(a, b Span) int { return int(a.Start - b.Start) })
	return spans
}

// Gap is the median of the times in which nobody has run, between the stop and the
// start of a switch.
func (t *Timeline) Gap() time.Duration {
	var gaps []time.Duration
	for _, s := range t.Switches {
		gaps = append(gaps, time.Duration(s.Start-s.Stop))
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}
