package sink

import (
	"context"
	"fmt"
	"reflect"

	"github.com/coseq/coseq/pipeline"
)

// CSV is [Write] of structs as a CSV file with a header, as [source.CSV] reads it. T may
// be a pointer to a struct, too.
//
// The columns are the exported fields, in their order and with the name in the tag
// `csv:"name"`, else their own; but those with `csv:"-"` and those of type
// [source.Position]. Fields of embedded structs are as those of T, and those of a field that
// is a struct are called "outer.inner". Fields may be strings, booleans, numbers, []byte (as
// text), [time.Duration], everything that is an [encoding.TextMarshaler], such as
// [time.Time], which is written in the layout of the tag `layout:"2006-01-02"` if there is
// one, or else a [driver.Valuer], such as [sql.NullString], which is written as its value,
// and pointers to all that. A nil pointer is empty, and so is NULL.
//
// Text that is not valid UTF-8, or that cannot be had, is an [*Error] that names row and
// column. CSV panics if T is not a struct, or has fields of other types.
func CSV[T any](ctx context.Context, flow pipeline.Flow[T], to Output) error {
	cells := cellsOf(fieldsOf[T]("sink.CSV", "csv", isCellIn[T]))
	var header []byte
	for _, c := range cells {
		var err error
		if header, err = appendField(header, c.Name); err != nil {
			panic("sink.CSV: the name of a column is not valid UTF-8")
		}
		header = append(header, ',')
	}
	row := newRow[T](cells)
	return write(ctx, "sink.CSV", flow, to, endRecord(header, len(cells)), row.append)
}

// A row is where the rows are that are written, one after the other.
type row[T any] struct {
	value  T
	cells  []cell
	fields []reflect.Value // of value; nil if they are other ones in each row
}

func newRow[T any](cells []cell) *row[T] {
	r := &row[T]{cells: cells}
	v := reflect.ValueOf(&r.value).Elem()
	if v.Kind() == reflect.Pointer {
		return r
	}
	for _, c := range cells {
		if c.Indirect(v.Type()) {
			r.fields = nil
			break
		}
		r.fields = append(r.fields, c.In(v))
	}
	return r
}

func (r *row[T]) append(dst []byte, v T) (_ []byte, err error) {
	r.value = v
	at, err := structOf(reflect.ValueOf(&r.value).Elem())
	if err != nil {
		return dst, err
	}
	for i, c := range r.cells {
		field, ok := reflect.Value{}, true
		if r.fields != nil {
			field = r.fields[i]
		} else {
			field, ok = c.Of(at)
		}
		if ok {
			dst, err = c.text(dst, field)
		}
		if err != nil {
			return dst, &Error{Field: c.Name, Err: err}
		}
		dst = append(dst, ',')
	}
	return endRecord(dst, len(r.cells)), nil
}

// Records is [Write] of records as a CSV file, as they are: for a header, let it be the
// first one. All must have as many fields as that has. Text that is not valid UTF-8 is an
// error.
func Records[R ~[]string](ctx context.Context, flow pipeline.Flow[R], to Output) error {
	width := -1
	return write(ctx, "sink.Records", flow, to, nil, func(dst []byte, record R) (_ []byte, err error) {
		if width < 0 {
			width = len(record)
		}
		if len(record) != width || width == 0 {
			return dst, fmt.Errorf("%d fields instead of %d", len(record), max(1, width))
		}
		for i, field := range record {
			if dst, err = appendField(dst, field); err != nil {
				return dst, &Error{Field: fmt.Sprintf("field %d", i+1), Err: err}
			}
			dst = append(dst, ',')
		}
		return endRecord(dst, width), nil
	})
}
