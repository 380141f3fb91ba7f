package source

import (
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/coseq/coseq/internal/columns"
)

// A rowPlan is how rows are scanned into a T.
type rowPlan[T any] struct {
	of     reflect.Type     // the struct that T is, or points to; nil if it is something else
	fields []columns.Column // of that
	place  *columns.Column  // its Position; nil if it has none
}

func planOf[T any](caller string) rowPlan[T] {
	p := rowPlan[T]{of: reflect.TypeFor[T]()}
	if p.of.Kind() == reflect.Pointer {
		p.of = p.of.Elem()
	}
	if p.of.Kind() != reflect.Struct || isScanned(p.of) {
		p.of = nil
		checkScanned(caller, reflect.TypeFor[T]())
		return p
	}
	fields, err := columns.Of(p.of, "db", isScanned)
	if err != nil {
		panic(caller + ": " + err.Error())
	}
	for _, f := range fields {
		checkScanned(caller, f.Type)
		if f.Type == reflect.TypeFor[Position]() {
			p.place = &f
		} else {
			p.fields = append(p.fields, f)
		}
	}
	return p
}

func checkScanned(caller string, t reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == reflect.TypeFor[sql.RawBytes]() {
		panic(caller + ": sql.RawBytes do not outlive the row")
	}
}

// isScanned reports whether a struct is a value of its own for database/sql.
func isScanned(t reflect.Type) bool {
	return t == reflect.TypeFor[time.Time]() || t == reflect.TypeFor[Position]() ||
		reflect.PointerTo(t).Implements(reflect.TypeFor[sql.Scanner]())
}

// over returns the reader of the rows into v.
func (p rowPlan[T]) over(name string, rows *sql.Rows, v *T) (rowReader, error) {
	names, err := rows.Columns()
	if err != nil {
		return nil, Position{Name: name}.Wrap(err)
	}
	s := &rowScan{rows: rows, names: names, targets: make([]any, len(names))}
	if p.of != nil {
		fields, err := p.match(name, names)
		return p.structReader(s, fields, v), err
	}
	if len(names) != 1 {
		err := fmt.Errorf("the query has %d columns, and %v takes one", len(names), reflect.TypeFor[T]())
		return nil, Position{Name: name}.Wrap(err)
	}
	s.targets[0] = v
	return func(at Position) error {
		var zero T
		*v = zero
		return s.scan(at)
	}, nil
}

// match returns the fields for the columns of those names.
func (p rowPlan[T]) match(name string, names []string) ([]columns.Column, error) {
	fields, taken := make([]columns.Column, len(names)), make([]int, len(names))
	for i, column := range names {
		taken[i] = columns.Find(p.fields, column)
		var err error
		switch {
		case taken[i] < 0:
			err = fmt.Errorf("there is no field for the column in %v", p.of)
		case slices.Contains(taken[:i], taken[i]):
			err = errors.New("the column is there twice")
		default:
			fields[i] = p.fields[taken[i]]
			continue
		}
		return nil, &Error{Position: Position{Name: name}, Field: column, Err: err}
	}
	return fields, nil
}

// structReader is over for structs. The targets are found once, unless the way to them
// leads through pointers, which are to be other ones in each row.
func (p rowPlan[T]) structReader(s *rowScan, fields []columns.Column, v *T) rowReader {
	var place *Position
	root := reflect.ValueOf(v).Elem()
	aim := func() {
		row := root
		if row.Kind() == reflect.Pointer {
			row.Set(reflect.New(p.of))
			row = row.Elem()
		}
		for i, f := range fields {
			s.targets[i] = f.In(row).Addr().Interface()
		}
		if p.place != nil {
			place = p.place.In(row).Addr().Interface().(*Position)
		}
	}
	var zero T
	anew := root.Kind() == reflect.Pointer || p.place != nil && p.place.Indirect(p.of) ||
		slices.ContainsFunc(fields, func(f columns.Column) bool { return f.Indirect(p.of) })
	if !anew {
		aim()
	}
	return func(at Position) error {
		*v = zero
		if anew {
			aim()
		}
		if place != nil {
			*place = at
		}
		return s.scan(at)
	}
}

// A rowScan scans rows into targets, one for each column.
type rowScan struct {
	rows    *sql.Rows
	names   []string // of the columns
	targets []any
}

func (s *rowScan) scan(at Position) error {
	err := s.rows.Scan(s.targets...)
	if err == nil {
		return nil
	}
	return s.explain(at, err)
}

// explain returns err as that of the column that cannot be scanned by itself, without what
// database/sql says about where that is.
func (s *rowScan) explain(at Position, err error) error {
	for i, target := range s.targets {
		alone := slices.Repeat([]any{ignored{}}, len(s.targets))
		alone[i] = target
		if err := s.rows.Scan(alone...); err != nil {
			cause := errors.Unwrap(err)
			if cause == nil { // it is not about a column
				break
			}
			return &Error{Position: at, Field: s.names[i], Err: cause}
		}
	}
	return at.Wrap(err)
}

// An ignored column is scanned into nothing.
type ignored struct{}

func (ignored) Scan(any) error { return nil }
