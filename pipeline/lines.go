package pipeline

import (
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/coseq/coseq/internal/fault"
)

// Lines returns the flow of the lines that r has, without their ends, "\n" or
// "\r\n". The last one need not have an end. Lines may be of any length. A reader
// without any is an empty flow.
//
// Lines are given as soon as they have been read. When the run is cancelled, or
// drained, the flow ends before the next line, but a call of Read that is in progress
// is waited for; where it may block, take [LinesFrom]. When r fails, the lines before
// that are given, then its error; what was read of the line in which it failed is
// dropped. As r is not closed and is read ahead, the flow can be run only once.
//
// Strings of lines that were read together share memory, up to 4 KiB: clone the few
// that you keep of many.
//
// Lines panics if r is nil.
func Lines(r io.Reader) Flow[string] {
	if r == nil {
		panic("pipeline.Lines: r must not be nil")
	}
	return source("Lines", func(s *scope, yield func(string, error) bool) {
		if err := readLines(s, r, yield); err != nil && !s.cancelled() {
			emit(s, yield, "", err)
		}
	})
}

// LinesFrom is [Lines] of a reader that is opened when the flow is run, by the
// goroutine that runs it, and closed when it is left in any way, exactly once. It is
// also closed to interrupt a read when the run is cancelled or drained, by a goroutine
// of its own: files that can be polled, pipes and connections support that. The context
// that open is given lives until then, too.
//
// An error of open is the only item of the flow. One of Close comes at the end, joined
// with that of the reader if there is one; a loop that is left before has nobody left to
// tell.
//
// LinesFrom panics if open is nil.
func LinesFrom(open func(ctx context.Context) (io.ReadCloser, error)) Flow[string] {
	if open == nil {
		panic("pipeline.LinesFrom: open must not be nil")
	}
	return source("LinesFrom", func(s *scope, yield func(string, error) bool) {
		run := s.ctx
		err := openAndRead(s, open, yield)
		s.ctx = run // that of the crew has ended
		if err != nil && !s.left && !s.cancelled() {
			emit(s, yield, "", err)
		}
	})
}

// openAndRead is readLines of what it opens, and closes when the lines are read or the
// stage is to end.
func openAndRead(
	s *scope, open func(context.Context) (io.ReadCloser, error), yield func(string, error) bool,
) (err error) {
	var closing error
	defer func() { err = fault.Join(err, closing) }()
	c := assemble(s)
	defer c.dismiss()
	ctx, leave := s.stoppable()
	defer leave()
	r, err := open(ctx)
	if err == nil {
		c.start(func() {
			<-ctx.Done()
			closing = r.Close()
		})
		err = readLines(s, r, yield)
	}
	if s.drain.begun() {
		return nil // it is that ctx has ended, or that r was closed
	}
	return err
}

// readLines gives the lines of r until the stage is to end, and returns the error of r.
func readLines(s *scope, r io.Reader, yield func(string, error) bool) error {
	give := func(line string) bool { return emit(s, yield, line, nil) && !s.stopping() }
	var in lineBuffer
	for {
		err := in.read(r)
		if s.stopping() || !in.giveLines(give) {
			return nil
		}
		if err == io.EOF { //nolint:errorlint // itself, as io.Reader has it
			in.giveRest(give)
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// A lineBuffer has what was read of a line that is not complete yet, between reads.
type lineBuffer struct {
	space []byte
	n     int // bytes of space that are in use
	old   int // bytes that are known to have no end of line
}

// read reads once, or until there is something.
func (b *lineBuffer) read(r io.Reader) error {
	const size, most = 64 << 10, 100
	if b.n == len(b.space) {
		b.space = append(b.space, make([]byte, max(size, len(b.space)))...)
	}
	b.old = b.n
	for range most {
		n, err := r.Read(b.space[b.n:])
		b.n += n
		if n > 0 || err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

// giveLines gives the lines that are complete. They are cut out of strings of some
// 4 KiB: that takes a fraction of the time of a string for each, and keeps little
// alive that nobody needs.
func (b *lineBuffer) giveLines(give func(string) bool) bool {
	const size = 4 << 10
	end := b.old + bytes.LastIndexByte(b.space[b.old:b.n], '\n') + 1
	if end == b.old {
		return true
	}
	for text := b.space[:end]; len(text) > 0; {
		n := len(text)
		if n > size {
			n = bytes.LastIndexByte(text[:size], '\n') + 1
		}
		if n == 0 {
			n = size + bytes.IndexByte(text[size:], '\n') + 1
		}
		if !giveEach(string(text[:n]), give) {
			return false
		}
		text = text[n:]
	}
	b.n = copy(b.space, b.space[end:b.n])
	return true
}

// giveEach gives the lines of text, each of which has an end.
func giveEach(text string, give func(string) bool) bool {
	for len(text) > 0 {
		end := strings.IndexByte(text, '\n')
		if !give(strings.TrimSuffix(text[:end], "\r")) {
			return false
		}
		text = text[end+1:]
	}
	return true
}

// giveRest gives the last line if it has no end.
func (b *lineBuffer) giveRest(give func(string) bool) {
	if b.n > 0 {
		give(strings.TrimSuffix(string(b.space[:b.n]), "\r"))
	}
}
