package pipeline

import (
	"context"
	"sync"

	"github.com/coseq/coseq/pipeline"
)

func coseqMap(n, calls int, f func(int) int, add func(sum, v int) int) int {
	return coseq(n, calls, f, add)
}

func coseqUnordered(n, calls int, f func(int) int, add func(sum, v int) int) int {
	return coseq(n, calls, f, add, pipeline.Unordered())
}

func coseq(
	n, calls int, f func(int) int, add func(sum, v int) int, opts ...pipeline.Option,
) (sum int) {
	lifted := func(_ context.Context, v int) (int, error) { return f(v), nil }
	mapped := pipeline.Map(below(n), calls, lifted, opts...)
	for v, err := range mapped.All(context.Background()) {
		must(err)
		sum = add(sum, v)
	}
	return sum
}

// channelOfChannels is the usual way to keep order: a channel of channels, one a job,
// which are used again.
func channelOfChannels(n, calls int, f func(int) int, add func(sum, v int) int) (sum int) {
	type job struct {
		v   int
		out chan int
	}
	jobs, order := make(chan job, calls), make(chan chan int, 2*calls)
	free := make(chan chan int, 4*calls)
	for range cap(free) {
		free <- make(chan int, 1)
	}
	go func() {
		defer close(order)
		defer close(jobs)
		for i := range n {
			j := job{i, <-free}
			order <- j.out
			jobs <- j
		}
	}()
	for range calls {
		go func() {
			for j := range jobs {
				j.out <- f(j.v)
			}
		}()
	}
	for out := range order {
		sum = add(sum, <-out)
		free <- out
	}
	return sum
}

// channels is workers between two channels.
func channels(n, calls int, f func(int) int, add func(sum, v int) int) (sum int) {
	in, out := make(chan int, calls), make(chan int, calls)
	go func() {
		defer close(in)
		for i := range n {
			in <- i
		}
	}()
	var all sync.WaitGroup
	for range calls {
		all.Go(func() {
			for v := range in {
				out <- f(v)
			}
		})
	}
	go func() {
		all.Wait()
		close(out)
	}()
	for v := range out {
		sum = add(sum, v)
	}
	return sum
}

// channelsSelect is channels that can be cancelled.
func channelsSelect(n, calls int, f func(int) int, add func(sum, v int) int) (sum int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	in, out := make(chan int, calls), make(chan int, calls)
	send := func(to chan<- int, v int) bool {
		select {
		case to <- v:
			return true
		case <-ctx.Done():
			return false
		}
	}
	go func() {
		defer close(in)
		for i := 0; i < n && send(in, i); i++ {
		}
	}()
	var all sync.WaitGroup
	for range calls {
		all.Go(func() {
			for v := range in {
				if !send(out, f(v)) {
					return
				}
			}
		})
	}
	go func() {
		all.Wait()
		close(out)
	}()
	for v := range out {
		sum = add(sum, v)
	}
	return sum
}
