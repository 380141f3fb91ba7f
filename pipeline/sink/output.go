package sink

import (
	"compress/gzip"
	"context"
	"io"
)

// An Output is where a flow is written: what is created when a terminal runs, and what it is
// called in errors.
type Output struct {
	Name   string
	Create func(ctx context.Context) (Draft, error)

	unbuffered bool
}

// A Draft is what a terminal writes to. It counts for nothing before Commit, if it can be
// taken back at all. Abort is called, once, if the terminal fails or panics, or Commit
// does. Both are called by the goroutine that runs the terminal.
type Draft interface {
	io.Writer
	Commit() error
	Abort() error
}

// Writer returns an Output that writes to w, which is not closed. What has been written
// cannot be taken back: a run that fails leaves all rows before that, whole ones, but for
// the one in which w has failed. A run that is cancelled may leave fewer.
func Writer(name string, w io.Writer) Output {
	return Output{Name: name, Create: func(context.Context) (Draft, error) {
		return straight{w}, nil
	}}
}

type straight struct{ io.Writer }

func (straight) Commit() error { return nil }
func (straight) Abort() error  { return nil }

// Unbuffered returns o with each row written as soon as it comes, for somebody who is
// watching. Otherwise rows are gathered, up to 64 KiB.
func (o Output) Unbuffered() Output {
	o.unbuffered = true
	return o
}

// Gzip returns o with everything compressed, at the default level. What is compressed is
// gathered before it gets to o, so that an error may be told for a later row than that in
// which it has come up.
func (o Output) Gzip() Output {
	o.check("sink.Output.Gzip")
	create := o.Create
	o.Create = func(ctx context.Context) (Draft, error) {
		draft, err := create(ctx)
		if err != nil {
			return nil, err
		}
		return &compressed{draft, gzip.NewWriter(draft)}, nil
	}
	return o
}

type compressed struct {
	Draft
	gzip *gzip.Writer
}

func (c *compressed) Write(p []byte) (int, error) {
	if _, err := c.gzip.Write(p); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (c *compressed) Commit() error {
	if err := c.gzip.Close(); err != nil {
		return err
	}
	return c.Draft.Commit()
}

func (o Output) check(caller string) {
	if o.Create == nil {
		panic(caller + ": the Output must have a Create")
	}
}
