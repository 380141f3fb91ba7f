package pipeline

import (
	"context"
	"runtime/pprof"
	"runtime/trace"
)

// A label marks, by the name of the stage, what goroutines do in one run of it: for
// profiles and for execution traces. All methods allow for nil, which is none.
type label struct {
	name   string
	stage  context.Context // has the label of the stage
	before context.Context // has that of the consumer
	region *trace.Region   // on the goroutine of the consumer
}

// openLabel labels the goroutine if that is wanted, if a trace is being taken, or if the
// goroutine would otherwise have the label of a stage downstream.
func openLabel(ctx context.Context, name string, wanted bool) (context.Context, *label) {
	_, downstream := pprof.Label(ctx, "stage")
	if !wanted && !downstream && !trace.IsEnabled() {
		return ctx, nil
	}
	labelled := pprof.WithLabels(ctx, pprof.Labels("stage", name))
	l := &label{name: name, stage: labelled, before: ctx, region: trace.StartRegion(ctx, name)}
	l.back()
	return labelled, l
}

// leave is to be called before the code of the consumer runs, and back after that.
func (l *label) leave() {
	if l != nil {
		pprof.SetGoroutineLabels(l.before)
	}
}

func (l *label) back() {
	if l != nil {
		pprof.SetGoroutineLabels(l.stage)
	}
}

func (l *label) close() {
	if l != nil {
		l.region.End()
		l.leave()
	}
}

// cover calls f, which is the life of a goroutine of the stage.
func (l *label) cover(f func()) {
	if l == nil {
		f()
		return
	}
	l.back()
	trace.WithRegion(l.stage, l.name, f)
}
