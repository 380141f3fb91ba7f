package sink

import (
	"context"

	"github.com/coseq/coseq/internal/fault"
	"github.com/coseq/coseq/internal/late"
	"github.com/coseq/coseq/pipeline"
)

// Write runs the flow and writes its values to an output, one after the other, with nothing
// in between.
//
// It returns the first error of the flow, after what came before it has been written, the
// cause if ctx ends, or an [*Error] that says in which row it has failed. That is the first
// one that the output has not taken as a whole. A panic passes unchanged. In all these cases
// the output is aborted; what that means, it says.
//
// Write panics if flow is nil or the output has no Create.
func Write[S ~string | ~[]byte](ctx context.Context, flow pipeline.Flow[S], to Output) error {
	return write(ctx, "sink.Write", flow, to, nil, func(dst []byte, v S) ([]byte, error) {
		return append(dst, v...), nil
	})
}

// Lines is [Write] with the end of a line, "\n", behind each value.
func Lines[S ~string | ~[]byte](ctx context.Context, flow pipeline.Flow[S], to Output) error {
	return write(ctx, "sink.Lines", flow, to, nil, func(dst []byte, v S) ([]byte, error) {
		return append(append(dst, v...), '\n'), nil
	})
}

// write is what all terminals for outputs share. row appends a row to dst.
func write[T any](
	ctx context.Context, caller string, flow pipeline.Flow[T], to Output,
	header []byte, row func(dst []byte, v T) ([]byte, error),
) (err error) {
	if flow == nil {
		panic(caller + ": flow must not be nil")
	}
	to.check(caller)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	inner, left := late.Gather(ctx)
	defer func() { err = fault.Join(err, left.Err()) }()
	draft, err := to.Create(ctx)
	if err != nil {
		return causeOr(ctx, &Error{Name: to.Name, Err: err})
	}
	committed := false
	defer func() {
		if !committed {
			err = fault.Join(err, draft.Abort())
		}
	}()
	g := &gatherer[T]{name: to.Name, out: draft, most: 64 << 10, row: row, buf: header}
	if to.unbuffered {
		g.most = 1
	}
	if err := g.gather(inner, flow); err != nil {
		return err
	}
	if err := draft.Commit(); err != nil {
		return &Error{Name: to.Name, Err: err}
	}
	committed = true
	return nil
}
