package source

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/coseq/coseq/internal/fault"
	"github.com/coseq/coseq/internal/late"
	"github.com/coseq/coseq/pipeline"
)

// errLeft is what reading ends with when the consumer of the flow wants nothing more.
var errLeft = errors.New("the loop over the flow has ended")

// attend opens the input, has read read it, and closes it: when read has returned, or in
// order to interrupt it when ctx ends. Then, and after errLeft, there is no place for an
// error of closing in the flow.
func (in Input) attend(ctx context.Context, read func(*text) error) (err error) {
	t, err := in.open(ctx)
	if err != nil {
		return err
	}
	c := closeWhenDone(ctx, t.Close)
	defer func() {
		if err = fault.Join(err, c.err); !c.returned || ctx.Err() != nil || errors.Is(err, errLeft) {
			late.Report(ctx, c.err)
			err = nil
		}
	}()
	defer c.finish()
	err = read(t)
	c.returned = true
	return err
}

// A closing calls close once, on a goroutine of its own, which has ended when finish
// returns.
type closing struct {
	leave    context.CancelFunc
	wait     sync.WaitGroup
	err      error                // of close
	panicked *pipeline.PanicError // by close; nil, too, if that exits the goroutine
	ended    bool                 // close has returned
	returned bool                 // so has the reading: a panic of close is the only one
}

func closeWhenDone(ctx context.Context, close func() error) *closing {
	c := &closing{}
	ctx, c.leave = context.WithCancel(ctx)
	c.wait.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				c.panicked = &pipeline.PanicError{Value: p, Stack: fault.Stack()}
			}
		}()
		<-ctx.Done()
		c.err = close()
		c.ended = true
	})
	return c
}

// finish has close called, unless that has been so, and repeats what has befallen it.
func (c *closing) finish() {
	c.leave()
	c.wait.Wait()
	switch {
	case c.ended || !c.returned:
	case c.panicked != nil:
		panic(c.panicked)
	default:
		runtime.Goexit()
	}
}
