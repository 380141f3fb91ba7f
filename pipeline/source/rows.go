package source

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/internal/fault"
	"github.com/coseq/coseq/internal/late"
	"github.com/coseq/coseq/pipeline"
)

// A Querier is what [Query] asks: a [*sql.DB], [*sql.Conn] or [*sql.Tx].
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Query returns the query with its arguments, for [Rows] and [RowsFunc]: it is made when
// the flow is run.
func Query(db Querier, query string, args ...any) func(context.Context) (*sql.Rows, error) {
	if db == nil {
		panic("source.Query: db must not be nil")
	}
	return func(ctx context.Context) (*sql.Rows, error) {
		return db.QueryContext(ctx, query, args...)
	}
}

// Rows returns the flow of the rows of a query, each as a T; name is what the source is
// called in errors:
//
//	orders := source.Rows[Order]("orders", source.Query(db, "SELECT * FROM orders WHERE id > ?", 7))
//
// If T is a struct, or a pointer to one, the columns are scanned into its exported fields
// by name: that in the tag `db:"name"`, else that of the field, exactly or else regardless
// of case. Fields of embedded structs are as those of T, and those of a field that is a
// struct are called "outer.inner". Each column must have a field, and none two. A field
// without a column stays zero; `db:"-"` says that it has none. A [Position] gets the number
// of the row. If T is anything else, or a [time.Time] or [sql.Scanner], there must be one
// column. Values are converted as by [sql.Rows.Scan].
//
// A row that cannot be scanned, as with NULL in a string, is an [Error] in its place that
// names row and column, and the flow goes on: [SkipBad] can drop it. All else that goes
// wrong ends it.
//
// The query is made when the flow is run, and the rows are closed when that is left in any
// way, by the goroutine that reads the flow. What [sql.Rows.Err] and [sql.Rows.Close] return
// is its last item; when the loop has been left before, [OnClose] tells. Of several result
// sets, the first is read. Memory and time are those of the driver for each row. The rows
// have a connection to themselves until then: whoever writes meanwhile needs another one.
//
// Rows panics if query is nil or if T can be no row: of two fields of one name, say.
func Rows[T any](
	name string, query func(context.Context) (*sql.Rows, error),
) pipeline.Flow[T] {
	plan := planOf[T]("source.Rows")
	return readRows(name, query, "Rows", func(rows *sql.Rows, v *T) (rowReader, error) {
		return plan.over(name, rows, v)
	})
}

// RowsFunc is [Rows] with a function that scans a row: it calls [sql.Rows.Scan] and nothing
// else of rows. It runs on the goroutine that reads the flow. Its error is wrapped in an
// [Error] that names the row. RowsFunc panics if query or scan is nil.
func RowsFunc[T any](
	name string, query func(context.Context) (*sql.Rows, error),
	scan func(rows *sql.Rows) (T, error),
) pipeline.Flow[T] {
	if scan == nil {
		panic("source.RowsFunc: scan must not be nil")
	}
	return readRows(name, query, "RowsFunc", func(rows *sql.Rows, v *T) (rowReader, error) {
		return func(at Position) (err error) {
			*v, err = scan(rows)
			return at.Wrap(err)
		}, nil
	})
}

// A rowReader reads the row that is at that position. What it reads it into, is its own.
type rowReader func(at Position) error

// readRows is the flow of what the function that open returns reads into v. kind is what it
// is called in statistics.
func readRows[T any](
	name string, query func(context.Context) (*sql.Rows, error), kind string,
	open func(rows *sql.Rows, v *T) (rowReader, error),
) pipeline.Flow[T] {
	if query == nil {
		panic("source." + kind + ": query must not be nil")
	}
	return pipeline.Named(kind, inBand(func(ctx context.Context, yield func(T, error) bool) (err error) {
		at := Position{Name: name}
		rows, err := query(ctx)
		if err != nil {
			return at.Wrap(fmt.Errorf("query: %w", err))
		}
		whole := false // there is a place in the flow for what closing says
		reading := false
		defer func() {
			if reading {
				abandonRows(rows)
				return
			}
			if closing := closeRows(ctx, rows, name, at.Row); whole && ctx.Err() == nil {
				err = fault.Join(err, closing)
			} else {
				late.Report(ctx, closing)
			}
		}()
		var v, zero T
		read, err := open(rows, &v)
		for err == nil && rows.Next() {
			at.Row++
			reading = true
			failed := read(at)
			if reading = false; failed != nil {
				v = zero
			}
			if failed != nil && ctx.Err() != nil || !yield(v, failed) {
				return nil
			}
		}
		whole = true
		return err
	}))
}

// closeRows returns what the rows have to say at their end, or when they are closed before
// that, which is after row n; nothing that is because ctx has ended.
func closeRows(ctx context.Context, rows *sql.Rows, name string, n int) error {
	err := rows.Close()
	if failed := rows.Err(); ctx.Err() == nil && !errors.Is(failed, err) {
		err = fault.Join(failed, err) // Err tells what Close said, unless there was something
	}
	if err != nil {
		err = fmt.Errorf("after row %d: %w", n, err)
	}
	return Position{Name: name}.Wrap(err)
}

// abandonRows closes rows after a panic in reading one. If a [sql.Scanner] has panicked,
// some versions of database/sql leave the rows locked: closing them would never end then,
// and nobody would hear of the panic.
func abandonRows(rows *sql.Rows) {
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = rows.Close() // the panic is what counts
	}()
	select {
	case <-closed:
	case <-time.After(time.Second):
	}
}
