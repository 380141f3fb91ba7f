package pipeline

import (
	"context"
	"errors"
	"time"

	"github.com/coseq/coseq/internal/fault"
)

// grace is for how long acknowledging may go on after the run was cancelled.
const grace = 5 * time.Second

var errNoPlace = errors.New("pipeline.Commit: a value was not made by Track or Carry in this run")

// Commit runs the flow, the values of which come from [Track], and calls ack with the
// token of each value that is finished, once everything before it in the source is. So
// tokens come in the order of the source, each once, whatever the order in which stages
// finish their values. When sources of several Tracks are merged, each has its order.
//
// ack is called on the goroutine of the caller, one call at a time, also while no value
// comes; the flow runs on another one. An error of ack is the last call of it and ends
// the run. A panic passes unchanged, as that of a loop's body.
//
// Commit returns the first error of the flow, by position, after it has acknowledged what
// was finished before it: as much as came before the first value that was not. That is
// also so when ctx is cancelled. The context of ack is not, but ends five seconds later.
// When the flow ends without an error, everything that it has read counts as finished,
// unless a stage has left off reading, as [Take] does.
//
// The memory that Commit needs is that for the tokens of what is not acknowledged. When
// ack does not keep up, Track waits. It does not wait for a value that is not finished:
// the tokens behind it pile up, as far as the stages in between let others pass.
//
// Commit panics if flow or ack is nil.
func Commit[T, K any](
	ctx context.Context, flow Flow[Tracked[T, K]], ack func(context.Context, K) error,
) error {
	if ack == nil {
		panic("pipeline.Commit: ack must not be nil")
	}
	check("pipeline.Commit", flow, 1, true)
	r := &register[K]{finished: make(signal, 1)}
	u := new(unread)
	s := &scope{ctx: context.WithValue(ctx, registerKey[K]{}, r)}
	s.ctx = context.WithValue(s.ctx, unreadKey{}, u)
	c := assemble(s)
	defer c.dismiss()

	var failed error // of the flow; to be read when r has ended
	c.start(func() {
		whole := false
		defer func() { r.end(whole) }()
		failed = flow.ForEach(s.ctx, settleOne)
		whole = failed == nil && !u.Load()
	})

	late, stop := outlive(c, ctx)
	defer stop()
	var unacknowledged error
	for token, ok := r.next(); ok; token, ok = r.next() {
		if unacknowledged != nil || late.Err() != nil {
			continue
		}
		s.outside = true
		unacknowledged = ack(late, token)
		s.outside = false
		if unacknowledged != nil {
			c.cancel(unacknowledged)
		}
	}
	if unacknowledged == nil || errors.Is(failed, unacknowledged) {
		return failed
	}
	return fault.Join(failed, unacknowledged)
}

// settleOne releases a value that has arrived.
func settleOne[T, K any](t Tracked[T, K]) error {
	if t.place.in == nil {
		return errNoPlace
	}
	t.release()
	return nil
}

// outlive returns a context that ends when grace has passed after the end of ctx, or
// with stop, which must be called before the crew is dismissed.
func outlive(c *crew, ctx context.Context) (late context.Context, stop context.CancelFunc) {
	late, stop = context.WithCancel(context.WithoutCancel(ctx))
	c.start(func() {
		select {
		case <-late.Done():
			return
		case <-ctx.Done():
		}
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-late.Done():
		case <-timer.C:
			stop()
		}
	})
	return late, stop
}
