package sink

import (
	"context"
	"io"
	"sort"

	"github.com/coseq/coseq/internal/fault"
	"github.com/coseq/coseq/pipeline"
)

// A gatherer gathers rows and writes many of them at once.
type gatherer[T any] struct {
	name string
	out  io.Writer
	most int                                   // bytes to gather before they are written
	row  func(dst []byte, v T) ([]byte, error) // appends a row

	buf  []byte // what is gathered; at first the header
	ends []int  // of the rows in buf
	done int    // rows that have been written before those
}

// gather writes the values of flow.
func (g *gatherer[T]) gather(ctx context.Context, flow pipeline.Flow[T]) error {
	for v, err := range flow.All(ctx) {
		if err != nil {
			return g.leave(ctx, err)
		}
		buf, err := g.row(g.buf, v)
		if err != nil {
			return g.leave(ctx, g.failed(len(g.ends), err))
		}
		g.buf, g.ends = buf, append(g.ends, len(buf))
		if len(buf) >= g.most {
			if err := g.flush(); err != nil {
				return err
			}
		}
	}
	return g.flush()
}

// leave writes what came before err, unless the run is cancelled.
func (g *gatherer[T]) leave(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return causeOr(ctx, err)
	}
	return fault.Join(err, g.flush())
}

func (g *gatherer[T]) flush() error {
	if len(g.buf) == 0 {
		return nil
	}
	n, err := g.out.Write(g.buf)
	if err == nil && n < len(g.buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		i := sort.SearchInts(g.ends, n+1)
		if i == len(g.ends) { // there is nothing but a header, or the output has taken all
			return &Error{Name: g.name, Err: err}
		}
		return g.failed(i, err)
	}
	g.done += len(g.ends)
	g.buf, g.ends = g.buf[:0], g.ends[:0]
	return nil
}

// failed returns err as that of the row which is the i-th in buf, from 0.
func (g *gatherer[T]) failed(i int, err error) error {
	e, ok := err.(*Error) //nolint:errorlint // itself, as rows make it
	if !ok {
		e = &Error{Err: err}
	}
	e.Name, e.Row = g.name, g.done+i+1
	return e
}
