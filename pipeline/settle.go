package pipeline

import (
	"context"
	"errors"
	"fmt"
)

// ErrAbandoned is what the cause is that [Settle] gives for a message that was not
// finished when the run ended. It says nothing about the message.
var ErrAbandoned = errors.New("pipeline: the run has ended before the message was finished")

// Settle runs the flow, the values of which are messages of an engine, and settles each
// once it is finished, which is so when all that stages have made of it has come through
// or was dropped, as [Track] says. A message that is finished is acknowledged, in whatever
// order that happens.
//
// An error in the place of a message, as all stages leave it whose function fails, is its
// failure: the message is given back with that cause, once nothing made of it is still on
// its way, and the flow goes on. Of several errors the first to come is the cause. The
// engine delivers it again, or, if the cause is [Permanent], puts it aside. An error that
// [Catch] drops has been dealt with. ([Retry] takes the mark of Permanent off: it is to be
// set by what calls the function that Retry returns.)
//
// An error that is in the place of no message, as one of the source itself, ends the run,
// and so does an error of a receipt. Settle returns the first of the flow, joined with the
// first of a receipt or of [OnFailure]. When the run ends by an error, or by the end of
// ctx, whose cause is returned then, what is finished is still acknowledged, and what is
// not is given back with a cause that is [ErrAbandoned], so that the engine need not wait
// before it delivers it again. That is so, too, when there is a panic in the flow. The
// receipts are called with a context that outlives the run by five seconds at most.
// Without an error, when sources come to their ends by themselves or by [WithDrain] or
// [WithGrace], everything that was read counts as finished, unless a stage has left off
// reading, as [Take] does.
//
// Receipts are called on the goroutine of the caller, one call at a time, also while no
// value comes; the flow runs on another one. A panic of theirs passes unchanged; what has
// not been settled then is left to the engine.
//
// The memory that Settle needs is that for the receipts of what is not settled. When they
// do not keep up, the source waits.
//
// Values that other stages than FlatMap make of one message, such as an operator under
// [Apply], are not counted: the first of them that comes finishes it, and another one ends
// the run with an error. As they have one ID, an engine may take them for one.
//
// Settle knows the options [InOrder] and [OnFailure]. It panics if flow is nil.
func Settle[T any](ctx context.Context, flow Flow[Message[T]], opts ...Option) error {
	o := settle("pipeline.Settle", opts, "InOrder", "OnFailure")
	check("pipeline.Settle", flow, 1, true)
	c := &clerk[T]{desk: openDesk[T, Receipt](ctx, "pipeline.Settle", o.inOrder), told: o.onFailure}
	defer c.dismiss()
	c.open(flow, c.receive)
	defer c.outlive(ctx, c.ctx.Done())()
	c.settleAll(c.close)
	for _, s := range c.rest() {
		c.settle(s, c.giveBack)
	}
	return c.err()
}

// InOrder lets [Settle] settle messages in the order of their source, none before all that
// came before it have been settled: for engines that remember only how far a reader has
// come. If a receipt returns an error, no message is acknowledged after it.
func InOrder() Option {
	return func(o *options) { o.inOrder, o.given = true, append(o.given, "InOrder") }
}

// OnFailure lets [Settle] call f after it has given back a message that has failed, with its
// receipt and the cause, on the goroutine of the caller. An error of f ends the run. f is
// not told of messages that are given back only because the run ends. OnFailure panics if
// f is nil.
func OnFailure(f func(Receipt, error) error) Option {
	if f == nil {
		panic("pipeline.OnFailure: f must not be nil")
	}
	return func(o *options) { o.onFailure, o.given = f, append(o.given, "OnFailure") }
}

// A clerk is one run of Settle.
type clerk[T any] struct {
	*desk[T, Receipt]
	told func(Receipt, error) error
}

// receive takes an item of the flow.
func (c *clerk[T]) receive(m Message[T], cause error) error {
	if cause != nil && !m.placed() {
		return cause
	}
	first, err := c.arrive(m, cause)
	if err == nil && !first {
		err = fmt.Errorf("pipeline.Settle: message %q has come more often than FlatMap made it: "+
			"only FlatMap and Split make several of one", m.ID())
	}
	return err
}

// close settles a message that is finished.
func (c *clerk[T]) close(s settlement[Receipt]) error {
	switch {
	case s.cause != nil:
		return c.fail(s)
	case c.inOrder && c.wrong != nil:
		return c.giveBack(s)
	}
	return s.token.Ack(c.late)
}

func (c *clerk[T]) fail(s settlement[Receipt]) error {
	err := s.token.Nack(c.late, s.cause)
	if err == nil && c.told != nil {
		err = c.told(s.token, s.cause)
	}
	return err
}

// giveBack settles a message that is not finished, or that counts as such.
func (c *clerk[T]) giveBack(s settlement[Receipt]) error {
	if s.cause != nil {
		return c.fail(s)
	}
	return s.token.Nack(c.late, c.abandoned())
}

// abandoned is why the run ends, or has ended.
func (c *clerk[T]) abandoned() error {
	if why := c.cause(); why != nil && why != errLeft { //nolint:errorlint // that itself
		return fmt.Errorf("%w: %w", ErrAbandoned, why)
	}
	return ErrAbandoned
}
