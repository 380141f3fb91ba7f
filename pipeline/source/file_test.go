package source_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/coseq/coseq/pipeline/source"
)

// A file is an input that knows how often it has been opened and closed.
type file struct {
	io.Reader
	opened, closed int
	closing        error         // of Close
	stalls         chan struct{} // if not nil, Read blocks at the end until Close
}

func newFile(text string) *file { return &file{Reader: strings.NewReader(text)} }

// stalled is a file that blocks after its text.
func stalled(text string) *file {
	f := newFile(text)
	f.stalls = make(chan struct{})
	return f
}

func (f *file) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err == io.EOF && f.stalls != nil {
		<-f.stalls
		return n, io.ErrClosedPipe
	}
	return n, err
}

func (f *file) Close() error {
	f.closed++
	if f.stalls != nil && f.closed == 1 {
		close(f.stalls)
	}
	return f.closing
}

func (f *file) input() source.Input {
	return source.Input{Name: "in", Open: func(ctx context.Context) (io.ReadCloser, error) {
		f.opened++
		if ctx.Err() != nil {
			return nil, errors.New("opened with a context that has ended")
		}
		return f, nil
	}}
}

func (f *file) wantClosed(t *testing.T) {
	t.Helper()
	if f.opened > 1 || f.closed != 1 {
		t.Errorf("opened %d times and closed %d times, want once", f.opened, f.closed)
	}
}
