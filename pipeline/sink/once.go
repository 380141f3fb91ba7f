package sink

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"github.com/coseq/coseq/pipeline"
)

// ErrConflict is that a job is being done by somebody else, too, who has come further:
// by an [ExecOnce] that was thought dead, say.
var ErrConflict = errors.New("sink: another run of the job has come further")

// ExecOnce is [Exec] of a job that may be interrupted at any moment, be it by a SIGKILL,
// and begun again, with each row written once. The last token of each batch is stored in
// the table of the job, which [Job.CreateTable] makes, in the same transaction as the
// batch. A run begins by reading it, and leaves out the rows that are there.
//
// The tokens, from [pipeline.Track], must be the same in each run, and must not descend:
// the flow must be in the order of its source, so without [pipeline.Unordered]. They may
// repeat, as when [pipeline.FlatMap] makes several rows of a value, if these come in the
// same order in each run. A token that descends is an error that names the row, which is
// not written. A line number or an offset is a good token. So is an ID, if the source is
// sorted by it, as Go compares it: the string "10" comes before "9".
//
// By a retry, b.Retry, a batch is written once, too. When the connection breaks in the
// commit, the next attempt sees in the table what became of it. Two runs of one job at
// the same time do not both write a batch: one of them may end with [ErrConflict].
//
// Rows are counted from the first one of the flow, those that are left out as well.
//
// ExecOnce panics if an argument is nil, job has no name, or b.Size is negative.
func ExecOnce[T any, K cmp.Ordered](
	ctx context.Context, flow pipeline.Flow[pipeline.Tracked[T, K]],
	db DB, job Job, write BatchFunc[T], b Batches,
) error {
	if flow == nil || db == nil || write == nil {
		panic("sink.ExecOnce: flow, db and write must not be nil")
	}
	o := &once[T, K]{job: job.checked("sink.ExecOnce"), write: write}
	s := &store[pipeline.Tracked[T, K]]{
		db: db, b: b.checked("sink.ExecOnce"), write: o.put,
		failed: func(batch []pipeline.Tracked[T, K], e *BatchError) {
			e.FirstToken, e.LastToken = batch[0].Token, batch[len(batch)-1].Token
		},
	}
	s.stored = func(batch []pipeline.Tracked[T, K]) { o.at = afterBatch(o.at, batch) }
	m, err := retried(s.b, o.job.open)(ctx, db)
	if err == nil {
		o.at, err = advanceOf[K](m)
	}
	if err != nil {
		return causeOr(ctx, err)
	}
	return s.run(ctx, o.rest(flow, &s.rows))
}

type once[T any, K cmp.Ordered] struct {
	job    Job
	at     advance[K] // what is committed
	write  BatchFunc[T]
	values []T // of a batch
}

// errStored is that a batch is in the database: the connection had broken in its commit.
var errStored = errors.New("sink: stored already")

// put moves the mark first: of two runs, one then waits for the other before it has
// written anything.
func (o *once[T, K]) put(
	ctx context.Context, tx *sql.Tx, batch []pipeline.Tracked[T, K],
) error {
	from, err := o.at.mark()
	if err != nil {
		return err
	}
	to, err := afterBatch(o.at, batch).mark()
	if err != nil {
		return AtRow(len(batch)-1, pipeline.Permanent(err))
	}
	err = o.job.move(ctx, tx, from, to)
	if other := (*mismatch)(nil); errors.As(err, &other) {
		if other.have == to {
			return errStored
		}
		return pipeline.Permanent(fmt.Errorf("%w, to token %s", ErrConflict, other.have.token))
	}
	if err != nil {
		return err
	}
	o.values = o.values[:0]
	for _, t := range batch {
		o.values = append(o.values, t.Value)
	}
	return o.write(ctx, tx, o.values)
}

// rest returns the flow of the values that are not committed, and adds the number of the
// others to skipped, before it gives the first of them.
func (o *once[T, K]) rest(
	flow pipeline.Flow[pipeline.Tracked[T, K]], skipped *int,
) pipeline.Flow[pipeline.Tracked[T, K]] {
	done := o.at
	return func(ctx context.Context) iter.Seq2[pipeline.Tracked[T, K], error] {
		return func(yield func(pipeline.Tracked[T, K], error) bool) {
			at, row := advance[K]{}, 0
			for t, err := range flow(ctx) {
				row++
				switch {
				case err != nil:
				case at.begun && cmp.Less(t.Token, at.token):
					err = fmt.Errorf("row %d (token %v) comes after one with token %v: %w",
						row, t.Token, at.token, errDescends)
				default:
					if at = at.plus(t.Token, 1); done.covers(at) {
						*skipped++
						continue
					}
				}
				if !yield(t, err) {
					return
				}
			}
		}
	}
}

var errDescends = errors.New("sink.ExecOnce: tokens must not descend")
