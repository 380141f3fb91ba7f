package pipeline

import (
	"context"
	"sync/atomic"
	"time"
)

// A meter measures one stage in one run. It takes the time that the stage spends in its
// consumer, which watched tells it. What is left is the stage's; and the time that its
// source so spends is what the stage and its consumer take together. So no stage needs a
// clock of its own, but those that call their function on other goroutines.
//
// All methods allow for nil, which is no statistics. They may be called at the same time.
type meter struct {
	row    *row
	below  *meter // of the consumer, if that is a stage which reads this one; else nil
	opened time.Time
	since  atomic.Int64 // when control went to the consumer, 0 while it is here
	apart  atomic.Bool  // the stage reads its source on another goroutine than the consumer's
	uneven atomic.Bool  // done says how many of the items that came are done with

	in, out, errs, done atomic.Int64
	inside, outside     atomic.Int64 // nanoseconds: in the stage's function, in the consumer
}

// A position is where in a flow, seen from its end, the next stage upstream is.
type position struct {
	stats *Stats
	below *meter
	input int  // which of several
	part  bool // of what the function of the stage below does; not its source
}

type positionKey struct{}

// openMeter registers a stage with the statistics in ctx, if any. The context that it
// returns is for what lies upstream.
func openMeter(ctx context.Context, name string, n int) (context.Context, *meter) {
	at, _ := ctx.Value(positionKey{}).(*position)
	if at == nil {
		return ctx, nil
	}
	m := at.stats.open(at, name, n)
	return context.WithValue(ctx, positionKey{}, &position{stats: at.stats, below: m}), m
}

// asInput returns the context for the flow that is the i-th input of the stage that ctx
// is of, for stages that have several.
func asInput(ctx context.Context, i int) context.Context {
	return move(ctx, func(at *position) { at.input = i })
}

// asPart returns the context for flows that are run by the function of the stage that
// ctx is of.
func asPart(ctx context.Context) context.Context {
	return move(ctx, func(at *position) { at.part = at.below != nil })
}

func move(ctx context.Context, change func(*position)) context.Context {
	at, _ := ctx.Value(positionKey{}).(*position)
	if at == nil {
		return ctx
	}
	moved := *at
	change(&moved)
	return context.WithValue(ctx, positionKey{}, &moved)
}

// leave notes that an item, or an error, goes to the consumer; back, that this wants the
// next one.
func (m *meter) leave(err error) {
	if m == nil {
		return
	}
	if err == nil {
		m.out.Add(1)
	} else {
		m.errs.Add(1)
	}
	if m.below != nil {
		m.below.in.Add(1)
	}
	m.since.Store(m.age())
}

func (m *meter) back() {
	if m == nil {
		return
	}
	m.outside.Add(m.age() - m.since.Swap(0))
	if m.below != nil && !m.below.apart.Load() {
		m.below.done.Add(1)
	}
}

// age is never 0, so that it can be told from no time.
func (m *meter) age() int64 { return int64(time.Since(m.opened)) + 1 }

// worked is to be called by stages that call their function on other goroutines: how
// long one call, or several one after the other, took.
func (m *meter) worked(d time.Duration) {
	if m != nil {
		m.inside.Add(int64(d))
	}
}

// finished is to be called by stages that read on another goroutine and do not give one
// item for each: n of the items that came are done with.
func (m *meter) finished(n int) {
	if m != nil {
		m.uneven.Store(true)
		m.done.Add(int64(n))
	}
}

func (m *meter) readsApart() { m.mark(true) }

// readsInTurn is for stages that read on the consumer's goroutine and have others for
// something else.
func (m *meter) readsInTurn() { m.mark(false) }

func (m *meter) mark(apart bool) {
	if m != nil {
		m.apart.Store(apart)
	}
}

// close hands over to the statistics. The stage has ended, maybe by leaving the loop of
// its consumer without coming back.
func (m *meter) close() {
	if m == nil {
		return
	}
	if m.since.Load() != 0 {
		m.back()
	}
	m.row.of.close(m)
}
