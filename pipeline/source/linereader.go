package source

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// A lineReader reads one line after the other. It cuts them out of strings of some 4 KiB:
// that takes a fraction of the time of a string for each.
type lineReader struct {
	in    *bufio.Reader
	ahead string // lines that have been read together
	plain bool   // there is no quote in them
	valid bool   // they are UTF-8
	line  int    // number of the last one
}

func newLineReader(t *text) lineReader {
	return lineReader{in: bufio.NewReaderSize(t, bufferSize)}
}

// next returns the next line, with its end.
func (r *lineReader) next() (string, error) {
	if r.ahead == "" {
		if err := r.read(); err != nil {
			return "", err
		}
	}
	r.line++
	end := strings.IndexByte(r.ahead, '\n') + 1
	if end == 0 {
		end = len(r.ahead)
	}
	line := r.ahead[:end]
	r.ahead = r.ahead[end:]
	return line, nil
}

// read reads one line, or more if they are there.
func (r *lineReader) read() error {
	const size = 4 << 10
	if _, err := r.in.Peek(1); err != nil {
		return err
	}
	there, _ := r.in.Peek(min(r.in.Buffered(), size))
	if end := bytes.LastIndexByte(there, '\n') + 1; end > 0 {
		r.ahead = string(there[:end])
		_, _ = r.in.Discard(end)
	} else {
		line, err := r.in.ReadString('\n')
		if err != nil && err != io.EOF { //nolint:errorlint // itself, as io.Reader has it
			return err
		}
		r.ahead = line
	}
	r.plain = strings.IndexByte(r.ahead, '"') < 0
	r.valid = utf8.ValidString(r.ahead)
	return nil
}
