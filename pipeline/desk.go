package pipeline

import (
	"context"
	"errors"
	"time"

	"github.com/coseq/coseq/internal/fault"
)

// grace is for how long settling may go on after the run was cancelled.
const grace = 5 * time.Second

// A desk is what Commit and Settle have in common: it runs the flow on a goroutine of its
// own, and settles what is finished on that of the caller.
type desk[T, K any] struct {
	*crew
	*register[K]
	caller string
	late   context.Context // for what settles
	failed error           // of the flow; to be read when the register has ended
	wrong  error           // the first error of what settles
}

func openDesk[T, K any](ctx context.Context, caller string, inOrder bool) *desk[T, K] {
	d := &desk[T, K]{caller: caller, register: newRegister[K](inOrder)}
	t := tracking{register: d.register, unread: new(unread)}
	d.crew = assemble(&scope{ctx: t.under(ctx)})
	return d
}

// open runs the flow. each is called with its items, until it returns an error.
func (d *desk[T, K]) open(flow Flow[Tracked[T, K]], each func(Tracked[T, K], error) error) {
	d.start(func() {
		whole := false
		defer func() { d.end(whole) }()
		if d.failed = d.consume(flow, each); d.failed != nil {
			d.cancel(d.failed)
			return
		}
		whole = !unreadOf(d.ctx).Load()
	})
}

// consume is a loop that goes on after errors. What comes in spite of a cancellation has
// been finished; an error may well come because of it.
func (d *desk[T, K]) consume(
	flow Flow[Tracked[T, K]], each func(Tracked[T, K], error) error,
) error {
	ctx := d.ctx // not from the scope, which the caller writes to
	for v, err := range flow(asPart(ctx)) {
		if err == nil || ctx.Err() == nil {
			err = each(v, err)
		}
		if err != nil || ctx.Err() != nil {
			return causeOr(ctx, err)
		}
	}
	return causeOr(ctx, nil)
}

// arrive finishes a value that has come through, or failed with cause. It reports false
// if the value has done so before.
func (d *desk[T, K]) arrive(v Tracked[T, K], cause error) (first bool, err error) {
	if !v.placed() {
		return true, errors.New(d.caller + ": a value was not made by Track or Carry in this run")
	}
	return v.place.use(-1, cause), nil
}

// settleAll calls settle for all that is finished until the flow has ended. An error of it
// ends the run.
func (d *desk[T, K]) settleAll(settle func(settlement[K]) error) {
	for s, ok := d.next(); ok; s, ok = d.next() {
		d.settle(s, settle)
	}
}

func (d *desk[T, K]) settle(s settlement[K], settle func(settlement[K]) error) {
	if d.late.Err() != nil {
		return
	}
	d.outside = true
	err := settle(s)
	d.outside = false
	if err != nil && d.wrong == nil {
		d.wrong = err
		d.cancel(err)
	}
}

// err returns what the run has come to.
func (d *desk[T, K]) err() error {
	if d.wrong == nil || errors.Is(d.failed, d.wrong) {
		return d.failed
	}
	return fault.Join(d.failed, d.wrong)
}

// outlive opens the context late, which ends when grace has passed after done is closed,
// or with stop, which must be called before the crew is dismissed.
func (d *desk[T, K]) outlive(ctx context.Context, done <-chan struct{}) (stop func()) {
	late, stop := context.WithCancel(context.WithoutCancel(ctx))
	d.late = late
	d.start(func() {
		select {
		case <-late.Done():
			return
		case <-done:
		}
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-late.Done():
		case <-timer.C:
			stop()
		}
	})
	return stop
}
