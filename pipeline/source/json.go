package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// A jsonDecoder reads values that it knows the text and the position of.
type jsonDecoder[T any] struct {
	at func(*T) *Position // see positionField
}

func newJSONDecoder[T any]() jsonDecoder[T] { return jsonDecoder[T]{positionField[T]()} }

// decodeLine reads the value at p, which the line between from and to is, into *v, which is
// zero. If that fails, it is zero again.
func (d jsonDecoder[T]) decodeLine(by *lineDecoder, from, to int, p Position, v *T) error {
	line := by.text[from:to]
	var err error
	if !by.decode(from, to, v) {
		var zero T
		*v = zero
		line = bytes.TrimRight(line, "\r\n")
		err = json.Unmarshal(line, v)
	}
	return d.settle(p, line, by.valid, v, err)
}

// settle is what comes after the decoding of text, which has returned err. valid is whether
// it is known to be UTF-8.
func (d jsonDecoder[T]) settle(p Position, text []byte, valid bool, v *T, err error) error {
	switch {
	case !valid && !utf8.Valid(text):
		err = p.after(text[:invalidUTF8(text)]).Wrap(errUTF8)
	case err != nil:
		err = jsonError(p, text, err)
	case d.at != nil:
		*d.at(v) = p
	}
	if err != nil {
		var zero T
		*v = zero
	}
	return err
}

// setRow sets the row of an item where that is wanted, and returns its error.
func (d jsonDecoder[T]) setRow(row int, it *item[T]) error {
	if bad, ok := it.err.(*Error); ok { //nolint:errorlint // as decode has made it
		bad.Row, bad.Skippable = row, true
	} else if d.at != nil {
		d.at(&it.v).Row = row
	}
	return it.err
}

// jsonError returns err, of decoding text at p, with the place in the text that it is
// about: a byte that is wrong, or the beginning of a value of the wrong type.
func jsonError(p Position, text []byte, err error) error {
	var syntax *json.SyntaxError
	var mismatch *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return p.after(text[:within(text, syntax.Offset-1)]).Wrap(err)
	case errors.As(err, &mismatch):
		begin := tokenAt(text, within(text, mismatch.Offset))
		return &Error{Position: p.after(text[:begin]), Field: mismatch.Field, Err: err}
	default:
		return p.Wrap(err)
	}
}

func within(text []byte, offset int64) int { return int(max(0, min(offset, int64(len(text))))) }

// tokenAt returns where the token begins that ends at offset or goes on there.
func tokenAt(text []byte, offset int) int {
	d := json.NewDecoder(bytes.NewReader(text))
	for begin := 0; ; begin = int(d.InputOffset()) {
		_, err := d.Token()
		if err != nil || int(d.InputOffset()) >= offset {
			rest := bytes.TrimLeft(text[begin:], " \t\r\n,:")
			return len(text) - len(rest)
		}
	}
}
