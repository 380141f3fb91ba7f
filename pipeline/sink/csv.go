package sink

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"unicode"
	"unicode/utf8"

	"github.com/coseq/coseq/pipeline"
)

// CSV is [Write] of structs as a CSV file with a header, as [source.CSV] reads it. T may
// be a pointer to a struct, too.
//
// The columns are the exported fields, in their order and with the name in the tag
// `csv:"name"`, else their own; but those with `csv:"-"` and those of type
// [source.Position]. Fields of embedded structs are as those of T. Fields may be strings,
// booleans, numbers, []byte (as text), [time.Duration], everything that is an
// [encoding.TextMarshaler], such as [time.Time], which is written in the layout of the tag
// `layout:"2006-01-02"` if there is one, and pointers to all that: a nil one is empty.
//
// Text that is not valid UTF-8, or that cannot be had, is an [*Error] that names row and
// column. CSV panics if T is not a struct, or has fields of other types.
func CSV[T any](ctx context.Context, flow pipeline.Flow[T], to Output) error {
	cells := cellsOf(fieldsOf[T]("sink.CSV", "csv", isCell))
	var header []byte
	for _, c := range cells {
		header = appendField(header, c.Name)
		header = append(header, ',')
	}
	if header = endRecord(header, len(cells)); !utf8.Valid(header) {
		panic("sink.CSV: the name of a column is not valid UTF-8")
	}
	var value T
	at := reflect.ValueOf(&value).Elem()
	return write(ctx, "sink.CSV", flow, to, header, func(dst []byte, v T) ([]byte, error) {
		value = v
		row, err := structOf(at)
		if err != nil {
			return dst, err
		}
		for _, c := range cells {
			if dst, err = c.append(dst, row); err != nil {
				return dst, &Error{Field: c.Name, Err: err}
			}
			dst = append(dst, ',')
		}
		return endRecord(dst, len(cells)), nil
	})
}

// Records is [Write] of records as a CSV file, as they are: for a header, let it be the
// first one. All must have as many fields as that has. Text that is not valid UTF-8 is an
// error.
func Records[R ~[]string](ctx context.Context, flow pipeline.Flow[R], to Output) error {
	width := -1
	return write(ctx, "sink.Records", flow, to, nil, func(dst []byte, record R) ([]byte, error) {
		if width < 0 {
			width = len(record)
		}
		if len(record) != width || width == 0 {
			return dst, fmt.Errorf("%d fields instead of %d", len(record), max(1, width))
		}
		for i, field := range record {
			if !utf8.ValidString(field) {
				return dst, &Error{Field: fmt.Sprintf("field %d", i+1), Err: errUTF8}
			}
			dst = append(appendField(dst, field), ',')
		}
		return endRecord(dst, width), nil
	})
}

var errUTF8 = errors.New("invalid UTF-8")

// endRecord replaces the last comma by the end of the line. An empty line would be no
// record.
func endRecord(dst []byte, width int) []byte {
	last := len(dst) - 1
	if width == 1 && (last == 0 || dst[last-1] == '\n') {
		dst = append(dst[:last], `"",`...)
		last += 2
	}
	dst[last] = '\n'
	return dst
}

// appendField appends a field, in quotes if need be: the same as encoding/csv does, into
// a buffer.
func appendField[S string | []byte](dst []byte, field S) []byte {
	if !needsQuotes(field) {
		return append(dst, field...)
	}
	dst = append(dst, '"')
	for i := range len(field) {
		if field[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, field[i])
	}
	return append(dst, '"')
}

// needsQuotes reports whether a field is not itself without quotes.
func needsQuotes[S string | []byte](field S) bool {
	if len(field) == 0 {
		return false
	}
	for i := range len(field) {
		switch field[i] {
		case ',', '"', '\r', '\n':
			return true
		}
	}
	if string(field) == `\.` { // the end of the data, for PostgreSQL
		return true
	}
	first, _ := utf8.DecodeRuneInString(string(field[:min(len(field), utf8.UTFMax)]))
	return unicode.IsSpace(first)
}

// appendText is appendField of text that may not be valid.
func appendText[S string | []byte](dst []byte, text S) ([]byte, error) {
	if !utf8.ValidString(string(text)) {
		return dst, errUTF8
	}
	return appendField(dst, text), nil
}
