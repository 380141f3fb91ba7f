package sink

import (
	"context"

	"github.com/coseq/coseq/pipeline"
)

// Exec runs the flow and writes its values to a database, in batches, each in a
// transaction of its own, one after the other in the order of the flow. While one is being
// written, the next one is read, unless b.MaxWait is negative. write is called on the
// goroutine of the caller.
//
// A batch is committed when it is full, when its first value has waited for b.MaxWait, at
// the end of the flow, and before an error of the flow. Exec returns that error, or, as
// a [*BatchError], that of a batch that could not be written, after rolling it back: all
// the batches before it are committed, nothing of it or after it is. If the context ends,
// a transaction that is open is rolled back, and Exec returns the cause.
//
// A run that was cut short and is begun again writes its rows again, and so may a retry
// by b.Retry if nobody knows what became of a commit. [ExecOnce] does not.
//
// Exec panics if an argument is nil or b.Size is negative.
func Exec[T any](
	ctx context.Context, flow pipeline.Flow[T], db DB, write BatchFunc[T], b Batches,
) error {
	if flow == nil || db == nil || write == nil {
		panic("sink.Exec: flow, db and write must not be nil")
	}
	s := &store[T]{
		db: db, b: b.checked("sink.Exec"), write: write,
		failed: func([]T, *BatchError) {},
		stored: func([]T) {},
	}
	return s.run(ctx, flow)
}
