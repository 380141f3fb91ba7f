package source

import (
	"context"
	"io"
	"io/fs"
	"os"
)

// An Input is what a source reads: how it is opened, and what it is called in errors. It
// is opened by each run of a flow anew, not before, and closed once by each, in whatever
// way that is left. The context that Open is given lives until then.
//
// Close is also called to interrupt a Read that blocks when the run is cancelled or
// drained, by another goroutine: files that can be polled, pipes and connections support
// that.
type Input struct {
	Name string
	Open func(ctx context.Context) (io.ReadCloser, error)
}

// File returns the file with the given path, as the input for [os.Open].
func File(path string) Input {
	return Input{Name: path, Open: func(context.Context) (io.ReadCloser, error) {
		return os.Open(path)
	}}
}

// FS returns the file with the given name in fsys. It panics if fsys is nil.
func FS(fsys fs.FS, name string) Input {
	if fsys == nil {
		panic("source.FS: fsys must not be nil")
	}
	return Input{Name: name, Open: func(context.Context) (io.ReadCloser, error) {
		return fsys.Open(name)
	}}
}

// Reader returns what is left to read of r, which is not closed. So a Read that blocks is
// waited for, and a flow can be run only once: its source reads ahead. Where that is not
// good enough, make an Input that opens and closes. Reader panics if r is nil.
func Reader(name string, r io.Reader) Input {
	if r == nil {
		panic("source.Reader: r must not be nil")
	}
	return Input{Name: name, Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(r), nil
	}}
}

// check panics if there is nothing to open.
func (in Input) check(caller string) {
	if in.Open == nil {
		panic(caller + ": in.Open must not be nil")
	}
}

// errorOf returns err as one of the input as a whole.
func (in Input) errorOf(err error) error { return Position{Name: in.Name}.Wrap(err) }
