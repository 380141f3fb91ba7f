package source

import (
	"bytes"
	"io"
	"sync"
)

// A block is lines that were read together. All are complete, but for the last one of an
// input that ends without an end of line.
type block struct {
	text []byte
	line int // number of the first
}

// buffers are those of blocks that are done with.
var buffers = sync.Pool{New: func() any { return new([bufferSize]byte) }}

func newBuffer() []byte { return buffers.Get().(*[bufferSize]byte)[:0] }

// release is to be called when nothing refers to the block any more. It is let go of if it
// has a long line.
func (b block) release() {
	if cap(b.text) == bufferSize {
		buffers.Put((*[bufferSize]byte)(b.text[:bufferSize]))
	}
}

// eachBlock gives lines as soon as they have been read, until give returns false.
func eachBlock(t *text, give func(block) bool) error {
	buf, line := newBuffer(), 1
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, make([]byte, len(buf))...)[:len(buf)]
		}
		old := len(buf) // has no end of line
		n, err := t.Read(buf[old:cap(buf)])
		buf = buf[:old+n]
		end := bytes.LastIndexByte(buf[old:], '\n') + 1
		if end > 0 {
			end += old
		}
		if err == io.EOF { //nolint:errorlint // itself, as io.Reader has it
			end = len(buf)
		}
		if end > 0 {
			b := block{buf[:end], line}
			buf, line = append(newBuffer(), buf[end:]...), t.lines+1
			if !give(b) {
				return errLeft
			}
		}
		if err != nil {
			return t.failure()
		}
	}
}

// eachLine gives the lines of the block that are not blank, with their ends, as parts of
// the text, and their numbers, until give returns false.
func (b block) eachLine(give func(from, to, number int) bool) bool {
	for number, from := b.line, 0; from < len(b.text); number++ {
		to := from + bytes.IndexByte(b.text[from:], '\n') + 1
		if to == from {
			to = len(b.text)
		}
		if !isBlank(b.text[from:to]) && !give(from, to, number) {
			return false
		}
		from = to
	}
	return true
}
