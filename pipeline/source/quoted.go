package source

import (
	"encoding/csv"
	"errors"
)

// A quoted reads rows by [csv.Reader], which it has see their lines and no others.
type quoted struct {
	csv   *csv.Reader
	lines *lineReader
	text  string // of the line that the reader is to see next
	seen  int    // lines that it has seen
	shift int    // from its numbers of lines to ours
}

func newQuoted(lines *lineReader, o options) *quoted {
	q := &quoted{lines: lines}
	q.csv = csv.NewReader(q)
	q.csv.Comma, q.csv.LazyQuotes, q.csv.TrimLeadingSpace = o.comma, o.lazyQuotes, o.trim
	q.csv.FieldsPerRecord, q.csv.ReuseRecord = -1, true
	return q
}

// read reads the row that begins with the given line.
func (q *quoted) read(line string) ([]string, error) {
	q.text, q.shift = line, q.lines.line-q.seen-1
	q.seen++
	fields, err := q.csv.Read()
	if parse := new(csv.ParseError); errors.As(err, &parse) {
		parse.StartLine += q.shift
		parse.Line += q.shift
	}
	return fields, err
}

// Read is for the reader of the rows. As it never gives more than a line, that never sees
// more than it needs.
func (q *quoted) Read(p []byte) (n int, err error) {
	if q.text == "" {
		if q.text, err = q.lines.next(); err != nil {
			return 0, err
		}
		q.seen++
	}
	n = copy(p, q.text)
	q.text = q.text[n:]
	return n, nil
}

func (q *quoted) fieldPos(field int) (line, column int) {
	line, column = q.csv.FieldPos(field)
	return line + q.shift, column
}
