package source

import (
	"bytes"
	"context"
	"io"
	"strings"
)

// bufferSize is how much of an input is read at a time.
const bufferSize = 64 << 10

// A text is an input that has been opened. It has no byte order mark, its errors say where
// they came up, and it reads nothing more once ctx has ended.
type text struct {
	Input
	ctx    context.Context
	r      io.ReadCloser
	begun  bool
	lines  int // ends of lines that have been read
	column int // bytes that have been read since the last one
	err    error

	closing error // of Close
}

func (in Input) open(ctx context.Context) (*text, error) {
	r, err := in.Open(ctx)
	if err != nil {
		return nil, in.errorOf(err)
	}
	return &text{Input: in, ctx: ctx, r: r}, nil
}

// Read needs space for the three bytes of a byte order mark.
func (t *text) Read(p []byte) (n int, err error) {
	if t.err != nil {
		return 0, t.err
	}
	if err = context.Cause(t.ctx); err == nil {
		n, err = t.unmarked(p)
	}
	if end := bytes.LastIndexByte(p[:n], '\n') + 1; end > 0 {
		t.lines += bytes.Count(p[:end], []byte{'\n'})
		t.column = -end
	}
	t.column += n
	if err != nil && err != io.EOF { //nolint:errorlint // itself, as io.Reader has it
		at := t.here()
		if at.Line == 1 && at.Column == 1 {
			at = Position{Name: t.Name} // it is not the text that is bad
		}
		err = at.Wrap(err)
	}
	t.err = err
	return n, err
}

// unmarked reads and drops the mark that the input may begin with. It waits for all of it
// only if it has some of it.
func (t *text) unmarked(p []byte) (n int, err error) {
	n, err = t.something(p)
	if t.begun {
		return n, err
	}
	t.begun = true
	const mark = "\ufeff"
	for n < len(mark) && err == nil && strings.HasPrefix(mark, string(p[:n])) {
		var more int
		more, err = t.something(p[n:])
		n += more
	}
	if bytes.HasPrefix(p[:n], []byte(mark)) {
		n = copy(p, p[len(mark):n])
	}
	return n, err
}

// something reads until there is something, or for so often that there never will be.
func (t *text) something(p []byte) (int, error) {
	const most = 100
	for range most {
		if n, err := t.r.Read(p); n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

// here is the position of what has not been read yet.
func (t *text) here() Position {
	return Position{Name: t.Name, Line: t.lines + 1, Column: t.column + 1}
}

// failure returns the error that the input has failed with, nil if it has just ended.
func (t *text) failure() error {
	if t.err == io.EOF { //nolint:errorlint // as above
		return nil
	}
	return t.err
}

func (t *text) Close() error {
	t.closing = t.errorOf(t.r.Close())
	return t.closing
}
