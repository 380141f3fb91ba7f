package source

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"
)

// A lineDecoder does what [json.Unmarshal] does with one line after the other, by a
// [json.Decoder], which has its memory from value to value, and takes several lines at a
// time. It is for one goroutine.
type lineDecoder struct {
	text  []byte // of the block
	valid bool   // it is UTF-8
	json  *json.Decoder
	rest  []byte // of text, not yet read by json
	read  int64  // what json will have read by the end of the block
}

// begin is to be called before the first line of a block. The one before it is done with.
func (d *lineDecoder) begin(b block) {
	d.text, d.valid = b.text, utf8.Valid(b.text)
	d.rest = b.text
	d.read += int64(len(b.text))
}

// Read is for json.
func (d *lineDecoder) Read(p []byte) (int, error) {
	if len(d.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

// decode reads the value that the line between from and to is into v, which points to a
// zero value. It reports whether all is well; if not, v may point to anything.
func (d *lineDecoder) decode(from, to int, v any) bool {
	if to-from > bufferSize {
		d.json = nil
		return false // rather than copy it
	}
	if d.json == nil {
		d.json, d.rest, d.read = json.NewDecoder(d), d.text[from:], int64(len(d.text)-from)
	}
	if err := d.json.Decode(v); err == nil {
		end := len(d.text) - int(d.read-d.json.InputOffset())
		if from < end && end <= to && isBlank(d.text[end:to]) {
			return true
		}
	}
	d.json = nil
	return false
}

// isBlank reports whether text is nothing but what JSON calls white space.
func isBlank(text []byte) bool { return len(bytes.TrimLeft(text, " \t\r\n")) == 0 }
