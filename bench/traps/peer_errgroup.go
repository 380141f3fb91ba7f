package traps

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"
)

// errgroupChannels is the example Pipeline of its documentation, with a context that is
// cancelled when the loop is left.
func errgroupChannels(ctx context.Context, j job) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g, ctx := errgroup.WithContext(ctx)
	in, out := make(chan int), make(chan int)
	g.Go(func() error {
		defer close(in)
		sendAll(ctx, in, j)
		return ctx.Err()
	})
	for range workers {
		g.Go(func() error {
			for v := range in {
				v, err := j.f(ctx, v)
				if err != nil {
					return err
				}
				if !send(ctx, out, v) {
					return ctx.Err()
				}
			}
			return nil
		})
	}
	go func() {
		_ = g.Wait() // its error is that of the other Wait
		close(out)
	}()
	for v := range out {
		if !j.body(v) {
			cancel()
			_ = g.Wait() // says that it was cancelled
			return nil
		}
	}
	return g.Wait()
}

// errgroupSlice bounds the group by SetLimit; f sees by its context that another call has
// failed.
func errgroupSlice(ctx context.Context, j job) error {
	in := slices.Collect(j.source)
	out := make([]int, len(in))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	for i, v := range in {
		g.Go(func() (err error) {
			out[i], err = j.f(ctx, v)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return give(out, j)
}

// give is the loop over results that are all there.
func give(out []int, j job) error {
	for _, v := range out {
		if !j.body(v) {
			break
		}
	}
	return nil
}
