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
// as [time.Time] in RFC 3339 or in the layout of the tag, or else a [sql.Scanner], such as
// [sql.NullString], and pointers to all that. Where the file has nothing, pointers are nil
// and a Scanner gets NULL. Fields of embedded structs are as those of T, and those of a
// field that is a struct are called "outer.inner".
//
// Each column must have a field, unless [AllowUnknown] is given, and each field a column,
// unless its tag says "optional", and none two. What is wrong with the header ends the
// flow, and so does an input without one, which is empty. For a file without a header,
// [Header] has the names.
//
// A row of the wrong length, unless [Ragged] is given, a field that cannot be read, or one
// of text that is not valid UTF-8, is an [Error] in the place of the row, and the flow goes
// on: [SkipBad] can drop it. All else, and what it costs, is as in [Records].
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
	return inPlace(func(ctx context.Context, it *item[T], yield func(*item[T]) bool) error {
		return in.attend(ctx, func(t *text) error {
			r := newRows(t, o)
			cells, err := r.cells(columns)
			if err != nil {
				return err
			}
			into := newStructure(&it.v, at, cells)
			return r.each(func() bool {
				it.err = into.readRow(r)
				return yield(it)
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
		err := r.next()
		if err == io.EOF { //nolint:errorlint // itself, as next has it
			err = Position{Name: r.name, Line: 1, Column: 1}.Wrap(errors.New("no header"))
		} else if err == nil {
			err = r.check()
		}
		if err != nil {
			return nil, err
		}
		header, r.row = slices.Clone(r.fields), 0
	}
	r.width = len(header)
	places, bad := match(columns, header, r.options.unknown)
	if bad != nil {
		return nil, &Error{Position: r.at(bad.place), Field: bad.name, Err: bad.err}
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
	v     *T
	at    func(*T) *Position // see positionField
	cells []cell
	read  []func(text string) error // into the field for each cell; nil if there is none
}

func newStructure[T any](v *T, at func(*T) *Position, cells []cell) *structure[T] {
	s := &structure[T]{v: v, at: at, cells: cells, read: make([]func(string) error, len(cells))}
	into := reflect.ValueOf(v).Elem()
	for i, c := range cells {
		switch {
		case c.column == nil:
		case c.indirect:
			s.read[i] = func(text string) error {
				if text == "" {
					return nil // the struct need not be there
				}
				return c.reader(c.In(into))(text)
			}
		default:
			s.read[i] = c.reader(c.In(into))
		}
	}
	return s
}

// readRow reads the last row of r. After an error *s.v is zero.
func (s *structure[T]) readRow(r *rows) error {
	var zero T
	*s.v = zero
	if err := r.checkWidth(); err != nil {
		return err
	}
	for i, text := range r.fields[:min(len(r.fields), len(s.cells))] {
		read := s.read[i]
		if read == nil {
			continue
		}
		err := read(text)
		if err == nil && !r.valid && s.cells[i].text && !utf8.ValidString(text) {
			err = errUTF8
		}
		if err != nil {
			*s.v = zero
			return &Error{Position: r.at(i), Field: s.cells[i].name, Err: err}
		}
	}
	if s.at != nil {
		*s.at(s.v) = r.at(0)
	}
	return nil
}
