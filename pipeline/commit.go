package pipeline

import "context"

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
	d := openDesk[T, K](ctx, "pipeline.Commit", true)
	defer d.dismiss()
	d.open(flow, func(v Tracked[T, K], err error) error {
		if err == nil {
			_, err = d.arrive(v, nil)
		}
		return err
	})
	defer d.outlive(ctx, ctx.Done())()
	d.settleAll(func(s settlement[K]) error {
		if d.wrong != nil {
			return nil
		}
		return ack(d.late, s.token)
	})
	return d.err()
}
