package source

import (
	"bufio"
	"compress/gzip"
	"context"
	"io"
	"os"
	"sync"

	"github.com/coseq/coseq/internal/fault"
)

// Through returns the input that reads what f makes of in, such as the decoder of a
// compressed file or of another character encoding:
//
//	latin1 := in.Through(func(r io.Reader) (io.Reader, error) {
//		return charmap.ISO8859_1.NewDecoder().Reader(r), nil
//	})
//
// f is called with the first Read, by the goroutine that reads, so it may read, too. If
// what it returns is an [io.Closer], that is closed, after the input itself. Through
// panics if f or in.Open is nil.
func (in Input) Through(f func(io.Reader) (io.Reader, error)) Input {
	in.check("source.Input.Through")
	if f == nil {
		panic("source.Input.Through: f must not be nil")
	}
	return Input{Name: in.Name, Open: func(ctx context.Context) (io.ReadCloser, error) {
		r, err := in.Open(ctx)
		if err != nil {
			return nil, err
		}
		return &converter{inner: r, f: f}, nil
	}}
}

// A converter reads what f makes of inner. It can be closed while it is being read.
type converter struct {
	inner io.ReadCloser
	f     func(io.Reader) (io.Reader, error)

	mu    sync.Mutex // guards what follows, and is held by Read
	outer io.Reader  // nil before the first Read
	err   error      // of f, or that it is closed
}

func (c *converter) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.outer == nil && c.err == nil {
		c.outer, c.err = c.f(c.inner)
	}
	if c.err != nil {
		return 0, c.err
	}
	return c.outer.Read(p)
}

// Close closes inner first, so that a Read which blocks returns, and lets go of the lock.
func (c *converter) Close() error {
	err := c.inner.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	if outer, ok := c.outer.(io.Closer); ok && c.err == nil {
		err = fault.Join(err, outer.Close())
	}
	c.err = os.ErrClosed
	return err
}

// Gunzip returns the input that reads what is in compressed by gzip, of one member or
// several, and all else as it is: which of the two it is, is told by the first three
// bytes. A compressed file that is cut off or damaged is an error. Gunzip panics if
// in.Open is nil.
func (in Input) Gunzip() Input {
	in.check("source.Input.Gunzip")
	return in.Through(func(r io.Reader) (io.Reader, error) {
		peeker := bufio.NewReaderSize(r, bufferSize)
		if !isGzip(peeker) {
			return peeker, nil
		}
		unzipped, err := gzip.NewReader(peeker)
		if err != nil {
			return nil, err
		}
		return struct{ io.Reader }{unzipped}, nil // its Close would repeat what Read has said
	})
}

// isGzip reports whether r begins as what gzip makes. It does not wait for three bytes if
// the first is another one: what comes slowly is to be passed on as it comes.
func isGzip(r *bufio.Reader) bool {
	const magic = "\x1f\x8b\x08" // with the only method of compression that there is
	for n := 1; n <= len(magic); n++ {
		if head, err := r.Peek(n); err != nil || string(head) != magic[:n] {
			return false
		}
	}
	return true
}
