package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A rows reads one row after the other of a text in CSV. Lines without quotes, which are
// most, it takes apart itself; the others are for [csv.Reader].
type rows struct {
	name    string
	options options
	lines   lineReader
	comma   byte    // separates the fields of lines without quotes; 0 if that is not simple
	quoted  *quoted // for the others; nil before the first

	fields []string // of the last row, of what is not the next one's
	simple bool     // it is a line without quotes
	valid  bool     // it is known to be UTF-8
	line   int      // on which it begins
	row    int      // its number, a header not counted
	width  int      // of all rows; 0 if it is not known yet
	spare  []string // see keep
}

func newRows(t *text, o options) *rows {
	r := &rows{name: t.Name, options: o, lines: newLineReader(t)}
	if o.comma < utf8.RuneSelf && !o.trim {
		r.comma = byte(o.comma)
	}
	return r
}

// each gives the rows that there are, until give returns false.
func (r *rows) each(give func() bool) error {
	for {
		err := r.next()
		if err == io.EOF { //nolint:errorlint // itself, as next has it
			return nil
		}
		if err == nil && !give() {
			err = errLeft
		}
		if err != nil {
			return err
		}
	}
}

// next reads the next row. It returns io.EOF if there is none, or what has broken the text.
func (r *rows) next() error {
	for {
		raw, err := r.lines.next()
		if err != nil {
			return err
		}
		line := strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), "\r")
		if line == "" || r.options.comment != 0 && r.isComment(line) {
			continue
		}
		r.line, r.valid = r.lines.line, r.lines.valid
		r.row++
		r.simple = r.comma != 0 && (r.lines.plain || strings.IndexByte(line, '"') < 0)
		if r.simple {
			r.split(line)
			return nil
		}
		return r.readQuoted(raw)
	}
}

func (r *rows) isComment(line string) bool {
	begin, _ := utf8.DecodeRuneInString(line)
	return begin == r.options.comment
}

// split takes a line without quotes apart.
func (r *rows) split(line string) {
	r.fields = r.fields[:0]
	for {
		end := strings.IndexByte(line, r.comma)
		if end < 0 {
			r.fields = append(r.fields, line)
			return
		}
		r.fields = append(r.fields, line[:end])
		line = line[end+1:]
	}
}

// readQuoted reads a row that begins with the given line.
func (r *rows) readQuoted(line string) (err error) {
	if r.quoted == nil {
		r.quoted = newQuoted(&r.lines, r.options)
	}
	r.fields, err = r.quoted.read(line)
	r.valid = false
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		at := Position{Name: r.name, Row: r.row, Line: parse.Line, Column: parse.Column}
		return at.Wrap(err)
	}
	return err
}

// at is the position of a field of the last row.
func (r *rows) at(field int) Position {
	p := Position{Name: r.name, Row: r.row, Line: r.line, Column: 1}
	if !r.simple {
		p.Line, p.Column = r.quoted.fieldPos(field)
		return p
	}
	for _, text := range r.fields[:field] {
		p.Column += len(text) + 1
	}
	return p
}

// checkWidth returns the error of a row that has not the right number of fields.
func (r *rows) checkWidth() error {
	n := len(r.fields)
	if r.width == 0 {
		r.width = n
	}
	if n == r.width || r.options.ragged {
		return nil
	}
	err := fmt.Errorf("%w: %d, want %d", csv.ErrFieldCount, n, r.width)
	if n < r.width {
		return r.at(0).Wrap(err)
	}
	return r.at(r.width).Wrap(err) // the first that is too many
}

// check returns the error of a row that is bad as such.
func (r *rows) check() error {
	if err := r.checkWidth(); err != nil || r.valid {
		return err
	}
	for i, field := range r.fields {
		if !utf8.ValidString(field) {
			return r.at(i).Wrap(errUTF8)
		}
	}
	return nil
}
