package pipeline

import (
	"context"
	"slices"

	"github.com/coseq/coseq/internal/fault"
	"github.com/coseq/coseq/pull"
)

// Broadcast runs the flow once and sends its values to all of sinks, in order, as
// [pull.Broadcast] does. It ends when the flow does, at the first error, when a sink has
// failed, or when all have stopped; one that has stopped is left out from then on. In any
// case the sinks are closed before it returns. It returns the error of the flow joined with
// those of the sinks.
//
// There is no goroutine for a sink: their loops take turns on that of the caller. The flow
// runs on one other, ahead by at most 256 values, so that sinks are sent all that has come
// while they were busy at the cost of one switch, and yet nothing that has come has to wait
// for what comes next. Without sinks the flow is not run.
//
// A panic of a sink is a [*PanicError], as it comes out of its Send, and Goexit in a sink,
// as by t.FailNow, exits the caller; the other sinks are closed then, too. The sinks belong
// to Broadcast, which panics if flow or one of them is nil.
func Broadcast[T any](ctx context.Context, flow Flow[T], sinks ...*pull.Sink[T]) (err error) {
	if slices.Contains(sinks, nil) {
		panic("pipeline.Broadcast: no sink may be nil")
	}
	check("pipeline.Broadcast", flow, 1, true)
	all := pull.Broadcast(sinks...)
	defer func() { err = fault.Join(err, all.Close()) }() // which also has the errors of SendAll
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if all.SendAll(nil) != nil {
		return nil // they want none
	}
	return causeOr(ctx, sendAll(ctx, flow, all))
}

// sendAll sends the values of flow until that ends or to takes no more.
func sendAll[T any](ctx context.Context, flow Flow[T], to *pull.Sink[T]) (err error) {
	const most = 256
	c := assemble(&scope{ctx: asPart(untracked(ctx))})
	defer c.dismiss()
	bell := make(chan *ring[T], 1)
	c.start(func() { fill(c.ctx, newRing(most, bell), flow) })

	batch := make([]T, 0, most)
	for ended := false; err == nil && !ended && !c.cancelled(); {
		select {
		case r := <-bell:
			batch, ended, err = r.takeInto(batch)
		case <-c.ctx.Done():
			return nil // as the cause may be that the flow has panicked
		}
		c.outside = true
		done := to.SendAll(batch)
		c.outside = false
		if done != nil {
			return nil
		}
		clear(batch)
		batch = batch[:0]
	}
	return err
}
