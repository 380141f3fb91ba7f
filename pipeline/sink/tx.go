package sink

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/coseq/coseq/internal/fault"
)

// A DB begins transactions. A [*sql.DB] is one, and so is a [*sql.Conn].
type DB interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
}

// A BatchFunc writes the values of a batch, in tx and nowhere else, so that all of it is
// undone if it fails. It neither commits nor rolls back. It may be called again with the
// same batch, and must not keep it. [Insert] makes one.
type BatchFunc[T any] func(ctx context.Context, tx *sql.Tx, batch []T) error

// InTx returns write in a transaction of its own, as a function of a stage, which
// [pipeline.Retry] can wrap:
//
//	batches := pipeline.Batch(orders, 1000, time.Second)
//	stored := pipeline.Map(batches, 1, pipeline.Retry(sink.InTx(db, write), pipeline.Backoff{}))
//
// It returns the batch once that is committed. If write fails, panics, or the context ends
// before the commit, which gives the cause of that, the transaction has been rolled back
// when the function returns. If the commit itself fails, as by a connection that breaks,
// nobody knows whether it took place: [ExecOnce] can be sure of that.
//
// InTx panics if db or write is nil.
func InTx[T any](db DB, write BatchFunc[T]) func(context.Context, []T) ([]T, error) {
	if db == nil || write == nil {
		panic("sink.InTx: db and write must not be nil")
	}
	return func(ctx context.Context, batch []T) ([]T, error) {
		return batch, transact(ctx, db, nil, func(tx *sql.Tx) error { return write(ctx, tx, batch) })
	}
}

// transact calls f in a transaction.
func transact(
	ctx context.Context, db DB, opts *sql.TxOptions, f func(*sql.Tx) error,
) (err error) {
	tx, release, err := begin(ctx, db, opts)
	defer release()
	if err != nil {
		return causeOr(ctx, err)
	}
	defer func() {
		undo := tx.Rollback()
		if undo != nil && !errors.Is(undo, sql.ErrTxDone) && !isLost(undo) {
			err = fault.Join(err, fmt.Errorf("rolling back: %w", undo))
		}
	}()
	if err := causeOr(ctx, f(tx)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

// isLost reports whether err is that there is no connection any more. A transaction ends
// with its connection.
func isLost(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}

// begin begins a transaction. Once it has begun, the end of ctx does not end it: it would
// be rolled back on another goroutine then, and nobody could tell when.
func begin(ctx context.Context, db DB, opts *sql.TxOptions) (
	tx *sql.Tx, release context.CancelFunc, err error,
) {
	own, release := context.WithCancel(context.WithoutCancel(ctx))
	attached := context.AfterFunc(ctx, release)
	tx, err = db.BeginTx(own, opts)
	if attached() {
		return tx, release, err
	}
	if err == nil {
		_ = tx.Rollback() // before database/sql does that on another goroutine, if we can
		err = context.Cause(ctx)
	}
	<-own.Done()
	return nil, release, err
}

// causeOr returns err, or the cause if ctx has ended: what fails then fails because of it.
func causeOr(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
