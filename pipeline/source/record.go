package source

import (
	"context"

	"github.com/coseq/coseq/pipeline"
)

// A Record is a row of a CSV file, as text.
type Record struct {
	Position
	Fields []string

	places *[]place // of the fields; nil if there is nothing but a byte between them
}

// A place is a line and a column.
type place struct{ line, column int }

// At returns the position of a field, for errors of what is made of it. It panics if there
// is no such field.
func (r Record) At(field int) Position {
	_ = r.Fields[field]
	p := r.Position
	if r.places != nil {
		at := (*r.places)[field]
		p.Line, p.Column = at.line, at.column
	} else {
		p.Column += widthOf(r.Fields[:field])
	}
	return p
}

// Records returns the flow of the records of in, in CSV as [encoding/csv] reads it: fields
// may be quoted, and can have ends of line then; empty lines are skipped. The first record
// is the header if the file has one. An empty input has no records. Fields may be of any
// length: a record is held in memory about three times.
//
// A record that has not as many fields as the first one, unless [Ragged] is given, or is
// not valid UTF-8, is an [Error] in its place, and the flow goes on: [SkipBad] can drop it.
// After an error of the input, or quotes that are wrong, nobody can say where the next
// record begins: that error is the last item. A quote that is not closed makes one
// field, in memory, of the rest of the input.
//
// Strings of records that were read together share memory, up to some 8 KiB: clone the
// few that you keep of many.
//
// Records knows all options but [Header] and [AllowUnknown]. It panics if in.Open is nil.
func Records(in Input, opts ...Option) pipeline.Flow[Record] {
	in.check("source.Records")
	o := settle("source.Records", opts, "Header", "AllowUnknown")
	return inPlace(func(
		ctx context.Context, it *item[Record], yield func(*item[Record]) bool,
	) error {
		return in.attend(ctx, func(t *text) error {
			r := newRows(t, o)
			return r.each(func() bool {
				it.v, it.err = Record{}, r.check()
				if it.err == nil {
					it.v = r.record()
				}
				return yield(it)
			})
		})
	})
}

// record returns the last row.
func (r *rows) record() Record {
	rec := Record{Position: r.at(0), Fields: r.keep(r.fields)}
	if !r.simple || len(r.starts) > 0 {
		places := make([]place, len(r.fields))
		for i := range places {
			at := r.at(i)
			places[i] = place{at.Line, at.Column}
		}
		rec.places = &places
	}
	return rec
}

// keep returns a copy of fields, out of an array for those of several rows.
func (r *rows) keep(fields []string) []string {
	const several = 256
	n := len(fields)
	if len(r.spare) < n {
		r.spare = make([]string, max(n, several))
	}
	kept := r.spare[:n:n]
	r.spare = r.spare[n:]
	copy(kept, fields)
	return kept
}
