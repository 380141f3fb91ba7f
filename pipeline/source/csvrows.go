package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A rows reads one row after the other of a text in CSV. Simple lines, which are most, it
// takes apart itself; the others are for [csv.Reader].
type rows struct {
	name    string
	options options
	lines   lineReader
	comma   byte    // separates the fields of simple lines; 0 if there are none
	quoted  *quoted // for the others; nil before the first

	fields []string // of the last row, until the next
	simple bool     // it is a simple line
	starts []int    // of the fields in that, if there are quotes; else empty
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
		if r.simple = r.comma != 0 && r.split(line); !r.simple {
			return r.readQuoted(raw)
		}
		return nil
	}
}

func (r *rows) isComment(line string) bool {
	begin, _ := utf8.DecodeRuneInString(line)
	return begin == r.options.comment
}

// split takes a line apart, unless it is not simple: one is if there are quotes only around
// whole fields.
func (r *rows) split(line string) bool {
	r.fields, r.starts = r.fields[:0], r.starts[:0]
	if !r.lines.plain && strings.IndexByte(line, '"') >= 0 {
		return r.splitQuoted(line)
	}
	for {
		end := strings.IndexByte(line, r.comma)
		if end < 0 {
			r.fields = append(r.fields, line)
			return true
		}
		r.fields = append(r.fields, line[:end])
		line = line[end+1:]
	}
}

func (r *rows) splitQuoted(line string) bool {
	for at := 0; ; at++ { // over the comma
		r.starts = append(r.starts, at)
		field := line[at:]
		quoted := strings.HasPrefix(field, `"`)
		if quoted {
			field = field[1:]
			at += 2
		}
		end := r.endOf(field, quoted)
		if end < 0 {
			return false
		}
		r.fields = append(r.fields, field[:end])
		at += end
		switch {
		case at == len(line):
			return true
		case line[at] != r.comma:
			return false
		}
	}
}

// endOf returns the length of the field that rest begins with, behind the quote if there is
// one; -1 if it is not simple.
func (r *rows) endOf(rest string, quoted bool) int {
	if quoted {
		return strings.IndexByte(rest, '"')
	}
	end := strings.IndexByte(rest, r.comma)
	if end < 0 {
		end = len(rest)
	}
	if strings.IndexByte(rest[:end], '"') >= 0 {
		return -1
	}
	return end
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
	switch {
	case !r.simple:
		p.Line, p.Column = r.quoted.fieldPos(field)
	case len(r.starts) > 0:
		p.Column += r.starts[field]
	default:
		p.Column += widthOf(r.fields[:field])
	}
	return p
}

// widthOf is how many bytes there are of fields, each with what separates it from the next.
func widthOf(fields []string) int {
	n := len(fields)
	for _, text := range fields {
		n += len(text)
	}
	return n
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
