package traps

import (
	"context"
	"sync"

	"github.com/coseq/coseq/pipeline"
)

func coseq(ctx context.Context, j job) error {
	for v, err := range pipeline.Map(pipeline.FromSeq(j.source), workers, j.f).All(ctx) {
		if err != nil {
			return err
		}
		if !j.body(v) {
			break
		}
	}
	return nil
}

// result is what one call of f has returned.
type result struct {
	v   int
	err error
}

// channels is the fan-out of https://go.dev/blog/pipelines, with a context for its done
// channel: whoever sends gives up when the context ends.
func channels(ctx context.Context, j job) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()

	in, out := make(chan int), make(chan result)
	wg.Go(func() {
		defer close(in)
		sendAll(ctx, in, j)
	})
	var callers sync.WaitGroup
	for range workers {
		callers.Go(func() {
			for v := range in {
				v, err := j.f(ctx, v)
				if !send(ctx, out, result{v, err}) {
					return
				}
			}
		})
	}
	wg.Go(func() {
		callers.Wait()
		close(out)
	})
	return consume(ctx, out, j)
}

// channelsInOrder has a channel of channels: one for each value, in the order of the
// source, on which the call of f leaves its result.
func channelsInOrder(ctx context.Context, j job) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()

	order := make(chan chan result, workers-1)
	wg.Go(func() {
		defer close(order)
		for v := range j.source {
			place := make(chan result, 1)
			if !send(ctx, order, place) {
				return
			}
			wg.Go(func() {
				v, err := j.f(ctx, v)
				place <- result{v, err}
			})
		}
	})
	for place := range order {
		r := <-place
		if r.err != nil {
			return r.err
		}
		if !j.body(r.v) {
			return nil
		}
	}
	return ctx.Err()
}

func sendAll(ctx context.Context, in chan<- int, j job) {
	for v := range j.source {
		if !send(ctx, in, v) {
			return
		}
	}
}

func send[T any](ctx context.Context, c chan<- T, v T) bool {
	select {
	case c <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

func consume(ctx context.Context, out <-chan result, j job) error {
	for r := range out {
		if r.err != nil {
			return r.err
		}
		if !j.body(r.v) {
			return nil
		}
	}
	return ctx.Err()
}
