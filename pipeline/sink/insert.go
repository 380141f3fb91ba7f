package sink

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
)

// InsertFunc returns the [BatchFunc] that inserts each value as a row of t. values appends
// those of its columns to dst, in the order of t.Columns; it is called on the goroutine
// of whoever calls the BatchFunc.
//
// A statement inserts as many rows as t.MaxParams allows, and is prepared once in a
// transaction if that executes it more than once. When one for several rows fails, [Exec]
// and [ExecOnce] find out which row it was: in a transaction that is rolled back they
// insert them one by one.
//
// InsertFunc panics if t has no name or no columns, or values is nil.
func InsertFunc[T any](t Table, values func(dst []any, v T) []any) BatchFunc[T] {
	if values == nil {
		panic("sink.InsertFunc: values must not be nil")
	}
	t = t.checked("sink.InsertFunc")
	return newInserter(t, func(dst []any, v *T) ([]any, error) { return values(dst, *v), nil }).insert
}

// An inserter has what Insert and InsertFunc share.
type inserter[T any] struct {
	table  Table
	many   string // the statement for as many rows as it can have
	one    string // that for one
	values func(dst []any, v *T) ([]any, error)
	// The last statement for fewer rows: batches that are alike are the rule, and to write
	// one takes as long as to execute some tens of rows.
	few atomic.Pointer[statement]
}

// A statement is the text of one for so many rows.
type statement struct {
	rows int
	text string
}

func newInserter[T any](t Table, values func([]any, *T) ([]any, error)) *inserter[T] {
	return &inserter[T]{table: t, many: t.insert(t.rows()), one: t.insert(1), values: values}
}

// fewer returns the statement for fewer rows than it can have.
func (in *inserter[T]) fewer(rows int) string {
	last := in.few.Load()
	if last == nil || last.rows != rows {
		last = &statement{rows, in.table.insert(rows)}
		in.few.Store(last)
	}
	return last.text
}

// insert is the BatchFunc.
func (in *inserter[T]) insert(ctx context.Context, tx *sql.Tx, batch []T) error {
	size := in.table.rows()
	exec, release, err := in.prepare(ctx, tx, len(batch)/size)
	if err != nil {
		return err
	}
	defer release()
	args := make([]any, 0, min(len(batch), size)*len(in.table.Columns))
	for i := 0; i < len(batch); i += size {
		rows := batch[i:min(i+size, len(batch))]
		args = args[:0]
		for j := range rows {
			if args, err = in.row(args, &rows[j]); err != nil {
				return AtRow(i+j, err)
			}
		}
		if len(rows) == size {
			err = exec(args)
		} else {
			_, err = tx.ExecContext(ctx, in.fewer(len(rows)), args...)
		}
		if err != nil {
			return in.failed(batch[:i+len(rows)], len(rows), err)
		}
	}
	return nil
}

// prepare returns how to execute the full statement, which is to be done that many times.
func (in *inserter[T]) prepare(ctx context.Context, tx *sql.Tx, times int) (
	exec func(args []any) error, release func(), err error,
) {
	if times < 2 {
		return func(args []any) error {
			_, err := tx.ExecContext(ctx, in.many, args...)
			return err
		}, func() {}, nil
	}
	stmt, err := tx.PrepareContext(ctx, in.many)
	if err != nil {
		return nil, nil, err
	}
	return func(args []any) error {
		_, err := stmt.ExecContext(ctx, args...)
		return err
	}, func() { _ = stmt.Close() }, nil // the end of tx closes it, too
}

// row appends the values of a row.
func (in *inserter[T]) row(args []any, v *T) ([]any, error) {
	all, err := in.values(args, v)
	if n := len(all) - len(args); err == nil && n != len(in.table.Columns) {
		err = fmt.Errorf("%d values for %d columns", n, len(in.table.Columns))
	}
	return all, err
}

// failed returns err as that of the last few rows of batch.
func (in *inserter[T]) failed(batch []T, rows int, err error) error {
	if rows == 1 {
		return AtRow(len(batch)-1, err)
	}
	return &severalError[T]{err, in, batch}
}

// A severalError is that of a statement for several rows. It is a searcher.
type severalError[T any] struct {
	error
	in    *inserter[T]
	batch []T
}

func (e *severalError[T]) Unwrap() error { return e.error }

// search inserts all rows of the batch: it may depend on one before it that a row fails.
func (e *severalError[T]) search(ctx context.Context, tx *sql.Tx) (index int, found bool) {
	stmt, err := tx.PrepareContext(ctx, e.in.one)
	if err != nil {
		return 0, false
	}
	defer stmt.Close()
	var args []any
	for i := range e.batch {
		args, err = e.in.row(args[:0], &e.batch[i])
		if err == nil {
			_, err = stmt.ExecContext(ctx, args...)
		}
		if err != nil {
			return i, !isLost(err) && ctx.Err() == nil
		}
	}
	return 0, false
}

// Insert is [InsertFunc] of structs. Their columns are the fields with the tag
// `db:"name"`, or with their own names as SQL has them, fields of embedded structs
// included; but those with `db:"-"` and those of type [source.Position]. A field of a
// struct that is a field is called "outer.inner", in quotes. A nil pointer is NULL. If t
// has Columns, in quotes or not, these are what is inserted, else all.
//
// What becomes of a value is up to the driver: SQLite, which has no type for times, gets a
// [time.Time] as text of the driver's own making, such as that of [time.Time.String]. Where
// another format is wanted, let the field be a string or a [driver.Valuer].
//
// T may be a pointer to a struct. Insert panics if it is anything else, if t has no name,
// or if T has no field for one of its columns.
func Insert[T any](t Table) BatchFunc[T] {
	fields := fieldsOf[T]("sink.Insert", "db", isColumn)
	if t.Columns == nil {
		for _, f := range fields {
			name := f.Name
			if strings.Contains(name, ".") {
				name = Quote(name) // that of a table and a column, otherwise
			}
			t.Columns = append(t.Columns, name)
		}
	}
	t = t.checked("sink.Insert")
	argFuncs := argsOf(fields, t.Columns)
	return newInserter(t, func(dst []any, v *T) ([]any, error) {
		row, err := structOf(reflect.ValueOf(v).Elem())
		if err != nil {
			return dst, err
		}
		dst = slices.Grow(dst, len(argFuncs))
		for _, arg := range argFuncs {
			dst = append(dst, arg(row))
		}
		return dst, nil
	}).insert
}
