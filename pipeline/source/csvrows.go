package source

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// A rows reads one row after the other of a text in CSV.
type rows struct {
	text    *text
	in      *bufio.Reader
	csv     *csv.Reader
	options options
	row     int // number of the last one, the header not counted if that is none
	width   int // of all rows; 0 if it is not known yet
}

func newRows(t *text, o options) *rows {
	r := &rows{text: t, in: bufio.NewReaderSize(t, bufferSize), options: o}
	r.csv = csv.NewReader(r.in)
	o.configure(r.csv)
	return r
}

// next returns the next row, io.EOF if there is none, or what has broken the text.
func (r *rows) next() ([]string, error) {
	fields, err := r.csv.Read()
	if err == nil {
		r.row++
		return fields, nil
	}
	if failure := r.text.failure(); failure != nil && r.in.Buffered() == 0 {
		return nil, failure
	}
	if parse := new(csv.ParseError); errors.As(err, &parse) {
		at := Position{Name: r.text.Name, Row: r.row + 1, Line: parse.Line, Column: parse.Column}
		return nil, at.Wrap(err)
	}
	return nil, err
}

// at is the position of a field of the last row.
func (r *rows) at(field int) Position {
	line, column := r.csv.FieldPos(field)
	return Position{Name: r.text.Name, Row: r.row, Line: line, Column: column}
}

// checkWidth returns the error of a row that has not the right number of fields.
func (r *rows) checkWidth(fields []string) error {
	if r.width == 0 {
		r.width = len(fields)
	}
	if len(fields) == r.width || r.options.ragged {
		return nil
	}
	err := fmt.Errorf("%w: %d, want %d", csv.ErrFieldCount, len(fields), r.width)
	if len(fields) < r.width {
		return r.at(0).Wrap(err)
	}
	return r.at(r.width).Wrap(err) // the first that is too many
}

// checkRecord returns the error of a row that is bad as such.
func (r *rows) checkRecord(fields []string) error {
	if err := r.checkWidth(fields); err != nil {
		return err
	}
	for i, field := range fields {
		if !utf8.ValidString(field) {
			return r.at(i).Wrap(errUTF8)
		}
	}
	return nil
}

// each gives the rows that there are, until give returns false.
func (r *rows) each(give func(fields []string) bool) error {
	for {
		fields, err := r.next()
		if err == io.EOF { //nolint:errorlint // itself, as csv.Reader has it
			return nil
		}
		if err == nil && !give(fields) {
			err = errLeft
		}
		if err != nil {
			return err
		}
	}
}
