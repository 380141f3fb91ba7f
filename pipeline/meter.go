package pipeline

import (
	"context"
	"time"
)

// A meter is what one stage of one run reports to, from any of its goroutines.
// It is nil when there are no statistics; a stage looks once per item, or once
// per chunk of items.
type meter interface {
	came(n int)              // that many items were read, errors included
	went(n, errs int)        // that many were given to the consumer, and errors
	finished(n int)          // that many of those that came are done with
	worked(d time.Duration)  // a call of f, or several in a row, took that long
	starved(d time.Duration) // the stage has waited for its source
	blocked(d time.Duration) // it has waited for its consumer
}

// openMeter registers a stage with the statistics in ctx, if any. The context
// that it returns is for what lies upstream.
func openMeter(ctx context.Context, name string, n int) (context.Context, meter) {
	return ctx, nil
}

// labelled calls f, which is the life of one goroutine of the stage.
func (s *scope) labelled(f func()) { f() }

// asInput returns the context for the flow that is the i-th input of the stage
// that ctx is of, for stages that have several.
func asInput(ctx context.Context, i int) context.Context { return ctx }
