package source

import (
	"context"

	"github.com/coseq/coseq/pipeline"
)

// A Record is a row of a CSV file, as text.
type Record struct {
	Position
	Fields []string
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
				return yield(Record{r.at(0), fields}, nil)
			})
		})
	})
}
