package source

import (
	"context"
	"errors"
	"io"
	"reflect"
	"slices"
	"unicode/utf8"

	"github.com/coseq/coseq/pipeline"
)

// CSV returns the flow of the rows of in, a CSV file with a header, each as a struct. The
// columns are read into the exported fields of T by name, in whatever order: that in the
// field's tag, else its own, exactly or else regardless of case. For instance
//
//	type Order struct {
//		ID      int
//		Price   float64   `csv:"unit price"`
//		Shipped time.Time `layout:"2006-01-02"`
//		Note    *string   `csv:"note,optional"` // nil if empty
//		Total   float64   `csv:"-"`             // is no column
//	}
//
// Fields may be strings, booleans, numbers, []byte (which gets the text), [time.Duration]
// (as [time.ParseDuration] has it), everything that is an [encoding.TextUnmarshaler], such
// as [time.Time] in RFC 3339 or in the layout of the tag, and pointers to all that, which
// are nil where the file has nothing. Fields of embedded structs are as those of T.
//
// Each column must have a field, unless [AllowUnknown] is given, and each field a column,
// unless its tag says "optional", and none two. What is wrong with the header ends the
// flow, and so does an input without one, which is empty. For a file without a header,
// [Header] has the names.
//
// A row of the wrong length, unless [Ragged] is given, a field that cannot be read, or one
// of text that is not valid UTF-8, is an [Error] in the place of the row, and the flow goes
// on. All else, and what it costs, is as in [Records].
//
// CSV panics if T is not a struct, or has fields of other types, or two for one column, if
// it does not fit to Header, or if in.Open is nil.
func CSV[T any](in Input, opts ...Option) pipeline.Flow[T] {
	in.check("source.CSV")
	o := settle("source.CSV", opts)
	columns, at := columnsOf(reflect.TypeFor[T]()), positionField[T]()
	if o.header != nil {
		if _, err := match(columns, o.header, o.unknown); err != nil {
			panic("source.CSV: " + err.Error())
		}
	}
	return inBand(func(ctx context.Context, yield func(T, error) bool) error {
		return in.attend(ctx, func(t *text) error {
			r := newRows(t, o)
			r.csv.ReuseRecord = true
			cells, err := r.cells(columns)
			if err != nil {
				return err
			}
			into := newStructure(at, cells)
			return r.each(func(fields []string) bool {
				err := into.read(r, fields)
				return yield(*into.v, err)
			})
		})
	})
}

// A cell is what is known of a column of a file.
type cell struct {
	*column        // nil if there is no field for it
	name    string // as it is in the header
}

// cells reads the header, if there is one.
func (r *rows) cells(columns []column) ([]cell, error) {
	header := r.options.header
	if header == nil {
		fields, err := r.next()
		if err == io.EOF { //nolint:errorlint // itself, as next has it
			err = r.text.here().Wrap(errors.New("no header"))
		} else if err == nil {
			err = r.checkRecord(fields)
		}
		if err != nil {
			return nil, err
		}
		header, r.row = slices.Clone(fields), 0
	}
	r.width = len(header)
	places, bad := match(columns, header, r.options.unknown)
	if bad != nil {
		at := r.at(bad.place)
		return nil, &Error{Position: at, Field: bad.name, Err: bad.err}
	}
	cells := make([]cell, len(header))
	for i, place := range places {
		cells[i].name = header[i]
		if place >= 0 {
			cells[i].column = &columns[place]
		}
	}
	return cells, nil
}

// A structure is the T that rows are read into, one after the other.
type structure[T any] struct {
	v      *T
	at     func(*T) *Position // see positionField
	cells  []cell
	fields []reflect.Value // of v, for each cell that has one
}

func newStructure[T any](at func(*T) *Position, cells []cell) *structure[T] {
	s := &structure[T]{v: new(T), at: at, cells: cells, fields: make([]reflect.Value, len(cells))}
	for i, c := range cells {
		if c.column != nil && !c.indirect {
			s.fields[i] = c.In(reflect.ValueOf(s.v).Elem())
		}
	}
	return s
}

// read reads the last row of r, which is fields. After an error *s.v is zero.
func (s *structure[T]) read(r *rows, fields []string) error {
	var zero T
	*s.v = zero
	if err := r.checkWidth(fields); err != nil {
		return err
	}
	for i, text := range fields[:min(len(fields), len(s.cells))] {
		c := s.cells[i]
		if c.column == nil {
			continue
		}
		field := s.fields[i]
		if c.indirect {
			if text == "" {
				continue // may be the struct is not there
			}
			field = c.In(reflect.ValueOf(s.v).Elem())
		}
		err := c.set(field, text)
		if err == nil && c.text && !utf8.ValidString(text) {
			err = errUTF8
		}
		if err != nil {
			*s.v = zero
			return &Error{Position: r.at(i), Field: c.name, Err: err}
		}
	}
	if s.at != nil {
		*s.at(s.v) = r.at(0)
	}
	return nil
}
