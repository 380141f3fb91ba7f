package trace

import (
	"context"
	"runtime/trace"
	"time"
)

// The categories of what a program says about itself.
const (
	lane  = "lane"  // the goroutine is to be seen in the timeline, under this name
	note  = "note"  // what it does now
	gives = "gives" // what it hands over when it stops next
	ends  = "ends"  // the timeline
)

// say has the trace show something about the goroutine that calls it.
func say(category, message string) { trace.Log(context.Background(), category, message) }

// work says what it is, and keeps the thread busy for a while.
func work(is string, d time.Duration) {
	say(note, is)
	for start := time.Now(); time.Since(start) < d; {
	}
}
