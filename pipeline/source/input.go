package source

import (
	"context"
	"io"
	"io/fs"
	"os"
)

// An Input is what a source reads: where it is opened, when a flow of it is run, and what
// it is called in errors.
type Input struct {
	Name string
	Open func(ctx context.Context) (io.ReadCloser, error)
}

// File returns the file of that path, for [os.Open].
func File(path string) Input {
	return Input{Name: path, Open: func(context.Context) (io.ReadCloser, error) {
		return os.Open(path)
	}}
}

// FS returns the file of that name in fsys.
func FS(fsys fs.FS, name string) Input {
	return Input{Name: name, Open: func(context.Context) (io.ReadCloser, error) {
		return fsys.Open(name)
	}}
}

// Reader returns an input that reads from r and does not close it.
func Reader(name string, r io.Reader) Input {
	return Input{Name: name, Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(r), nil
	}}
}
