package source

import (
	"context"
	"unicode/utf8"

	"github.com/coseq/coseq/pipeline"
)

// A Record is a row of a CSV file, as text.
type Record struct {
	Position
	Fields []string

	comma  int     // bytes of what separates the fields
	places []place // of the fields; nil if they lie one after the other in one line
}

// A place is a line and a column.
type place struct{ line, column int }

// At returns the position of a field, for errors of what is made of it. It panics if there
// is no such field.
func (r Record) At(field int) Position {
	p, before := r.Position, r.Fields[:field]
	_ = r.Fields[field]
	if r.places != nil {
		p.Line, p.Column = r.places[field].line, r.places[field].column
		return p
	}
	for _, text := range before {
		p.Column += len(text) + r.comma
	}
	return p
}

// Records returns the flow of the records of in, in CSV as [encoding/csv] reads it: fields
// may be quoted, and can have ends of line then; empty lines are skipped. The first record
// is the header if the file has one. An empty input has no records. Fields may be of any
// length: a record is held in memory about three times.
//
// A record that has not as many fields as the first one, unless [Ragged] is given, or is
// not valid UTF-8, is an [Error] in its place, and the flow goes on: [pipeline.Catch] can
// drop it. After an error of the input, or quotes that are wrong, nobody can say where the
// next record begins: that error is the last item. A quote that is not closed makes one
// field, in memory, of the rest of the input.
//
// Records knows all options but [Header] and [AllowUnknown]. It panics if in.Open is nil.
func Records(in Input, opts ...Option) pipeline.Flow[Record] {
	in.check("source.Records")
	o := settle("source.Records", opts, "Header", "AllowUnknown")
	return inBand(func(ctx context.Context, yield func(Record, error) bool) error {
		return in.attend(ctx, func(t *text) error {
			r := newRows(t, o)
			return r.each(func(fields []string) bool {
				if err := r.checkRecord(fields); err != nil {
					return yield(Record{}, err)
				}
				return yield(r.record(fields), nil)
			})
		})
	})
}

// record returns the last row.
func (r *rows) record(fields []string) Record {
	rec := Record{Position: r.at(0), Fields: fields, comma: utf8.RuneLen(r.csv.Comma)}
	last := len(fields) - 1
	if rec.At(last) == r.at(last) {
		return rec // what is not plain would have moved it
	}
	rec.places = make([]place, len(fields))
	for i := range fields {
		rec.places[i].line, rec.places[i].column = r.csv.FieldPos(i)
	}
	return rec
}
