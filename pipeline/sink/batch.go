package sink

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/coseq/coseq/internal/fault"
	"github.com/coseq/coseq/internal/late"
	"github.com/coseq/coseq/pipeline"
)

// Batches says what goes into one transaction of [Exec] and [ExecOnce], and what is done
// if that fails. The zero Batches is a good one.
type Batches struct {
	Size    int           // rows at most; 0 means 1000
	MaxWait time.Duration // for how long one that is not full waits; 0 means 1 s, less: no limit
	Tx      *sql.TxOptions
	Retry   *pipeline.Backoff // how to try one again that fails; nil: not at all
}

// checked returns b with its defaults.
func (b Batches) checked(caller string) Batches {
	if b.Size < 0 {
		panic(caller + ": Size must not be negative")
	}
	if b.Size == 0 {
		b.Size = 1000
	}
	if b.MaxWait == 0 {
		b.MaxWait = time.Second
	}
	return b
}

// retried returns f with the retries that b asks for.
func retried[A, B any](
	b Batches, f func(context.Context, A) (B, error),
) func(context.Context, A) (B, error) {
	if b.Retry == nil {
		return f
	}
	return pipeline.Retry(f, *b.Retry)
}

// A BatchError is why a batch could not be written. Nothing of it has been, unless Err
// comes from the commit and the database did not say what became of that.
type BatchError struct {
	First, Last int // rows of the batch, counted from 1 in the flow of this run
	Row         int // the one that failed; 0 if that is unknown

	FirstToken, LastToken any // of the batch in [ExecOnce]; nil in [Exec]

	Err error
}

func (e *BatchError) Unwrap() error { return e.Err }

func (e *BatchError) Error() string {
	where := "row " + strconv.Itoa(e.First)
	if e.Last > e.First {
		where = fmt.Sprintf("rows %d-%d", e.First, e.Last)
	}
	switch {
	case e.FirstToken == nil:
	case e.FirstToken == e.LastToken:
		where += fmt.Sprintf(" (token %v)", e.FirstToken)
	default:
		where += fmt.Sprintf(" (tokens %v to %v)", e.FirstToken, e.LastToken)
	}
	if e.Row > 0 && e.Last > e.First {
		where += ": row " + strconv.Itoa(e.Row)
	}
	return where + ": " + e.Err.Error()
}

// AtRow returns err as that of the row at index i of a batch, for a [BatchFunc] to say
// which one it was. It does not show in the text. AtRow(i, nil) is nil.
func AtRow(i int, err error) error {
	if err == nil {
		return nil
	}
	return &rowError{err, i}
}

type rowError struct {
	error
	index int
}

func (e *rowError) Unwrap() error { return e.error }

// A store is how Exec and ExecOnce write the batches of one run.
type store[T any] struct {
	db     DB
	b      Batches
	write  func(ctx context.Context, tx *sql.Tx, batch []T) error
	failed func(batch []T, err *BatchError) // adds what is known of the batch
	stored func(batch []T)
	rows   int // of the flow, before the batch
}

// run stores the values of flow until there are no more, or one batch fails.
func (s *store[T]) run(ctx context.Context, flow pipeline.Flow[T]) (err error) {
	inner, left := late.Gather(ctx)
	defer func() { err = fault.Join(err, left.Err()) }()
	put := retried(s.b, s.put)
	for batch, err := range pipeline.Batch(flow, s.b.Size, s.b.MaxWait).All(inner) {
		if err != nil {
			return err
		}
		if _, err := put(ctx, batch); err != nil {
			return s.explain(ctx, batch, err)
		}
		s.rows += len(batch)
		s.stored(batch)
	}
	return nil
}

func (s *store[T]) put(ctx context.Context, batch []T) (struct{}, error) {
	err := transact(ctx, s.db, s.b.Tx, func(tx *sql.Tx) error { return s.write(ctx, tx, batch) })
	if errors.Is(err, errStored) {
		err = nil
	}
	return struct{}{}, err
}

// explain returns what is to be said of a batch that failed: the cause if the run was
// cancelled, else which rows it had.
func (s *store[T]) explain(ctx context.Context, batch []T, err error) error {
	if ctx.Err() != nil {
		return causeOr(ctx, err)
	}
	e := &BatchError{First: s.rows + 1, Last: s.rows + len(batch), Err: err}
	s.failed(batch, e)
	if i, ok := s.locate(ctx, err); ok {
		e.Row = e.First + i
	} else if len(batch) == 1 {
		e.Row = e.First
	}
	return e
}

// A searcher is an error of a statement for several rows that can tell which of them it
// was, by trying them one by one.
type searcher interface {
	error
	search(ctx context.Context, tx *sql.Tx) (index int, found bool)
}

// locate returns the index in its batch of the row that failed, if it can be found.
func (s *store[T]) locate(ctx context.Context, err error) (index int, found bool) {
	if at := (*rowError)(nil); errors.As(err, &at) {
		return at.index, true
	}
	var several searcher
	if !errors.As(err, &several) {
		return 0, false
	}
	_ = transact(ctx, s.db, s.b.Tx, func(tx *sql.Tx) error {
		index, found = several.search(ctx, tx)
		return errSearched
	})
	return index, found
}

// errSearched has the transaction of a search rolled back.
var errSearched = errors.New("sink: searched")
