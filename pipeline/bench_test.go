package pipeline_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// Every figure is a ratio to raw channels, or to the plain loop, which run in the
// same process:
//
//	go test -run '^$' -bench . -count 5 ./pipeline | benchstat -col /with -
//
// One operation is one run over many items; ns/item and allocs/item are what to
// look at.

const million = 1_000_000

// perItem runs f, which is one run over the given number of items, as a variant of
// a benchmark.
func perItem(b *testing.B, variant string, items int, f func()) {
	b.Run(variant, func(b *testing.B) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for b.Loop() {
			f()
		}
		runtime.ReadMemStats(&after)
		n := float64(b.N) * float64(items)
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/item")
		b.ReportMetric(float64(after.Mallocs-before.Mallocs)/n, "allocs/item")
		b.ReportMetric(0, "ns/op")
	})
}

func upTo(n int) pipeline.Flow[int] {
	return pipeline.FromSeq(func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	})
}

func next(_ context.Context, v int) (int, error) { return v + 1, nil }

// drainAll runs a flow and drops what comes.
func drainAll[T any](b *testing.B, flow pipeline.Flow[T], want int) {
	n := 0
	for _, err := range flow.All(b.Context()) {
		if err != nil {
			b.Fatal(err)
		}
		n++
	}
	if n != want {
		b.Fatalf("%d items, want %d", n, want)
	}
}

// rawOrdered is the usual way to keep order: a channel of channels, one a job.
func rawOrdered(items, workers int, f func(int) int, each func(int)) {
	type job struct {
		v   int
		out chan int
	}
	jobs, order := make(chan job, workers), make(chan chan int, 2*workers)
	free := make(chan chan int, 4*workers)
	for range cap(free) {
		free <- make(chan int, 1)
	}
	go func() {
		defer close(order)
		defer close(jobs)
		for i := range items {
			j := job{i, <-free}
			order <- j.out
			jobs <- j
		}
	}()
	for range workers {
		go func() {
			for j := range jobs {
				j.out <- f(j.v)
			}
		}()
	}
	for out := range order {
		each(<-out)
		free <- out
	}
}

// rawUnordered is workers between two channels.
func rawUnordered(items, workers int, f func(int) int, each func(int)) {
	in, out := make(chan int, workers), make(chan int, workers)
	go func() {
		defer close(in)
		for i := range items {
			in <- i
		}
	}()
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for v := range in {
				out <- f(v)
			}
		})
	}
	go func() { wg.Wait(); close(out) }()
	for v := range out {
		each(v)
	}
}

func BenchmarkMapTrivial(b *testing.B) {
	sum := 0
	add := func(v int) { sum += v }
	inc := func(v int) int { return v + 1 }
	perItem(b, "with=loop", million, func() {
		for i := range million {
			add(inc(i))
		}
	})
	for _, n := range []int{2, 8} {
		perItem(b, fmt.Sprintf("n=%d/with=ordered channels", n), million, func() {
			rawOrdered(million, n, inc, add)
		})
		perItem(b, fmt.Sprintf("n=%d/with=Map", n), million, func() {
			drainAll(b, pipeline.Map(upTo(million), n, next), million)
		})
		perItem(b, fmt.Sprintf("n=%d/with=unordered channels", n), million, func() {
			rawUnordered(million, n, inc, add)
		})
		perItem(b, fmt.Sprintf("n=%d/with=Map unordered", n), million, func() {
			drainAll(b, pipeline.Map(upTo(million), n, next, pipeline.Unordered()), million)
		})
	}
}

// work takes about a microsecond. It is not inlined, so that all variants run the same
// code.
//
//go:noinline
func work(v int) int {
	x := uint64(v) | 1
	for range 550 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return int(x)
}

func BenchmarkMapMicrosecond(b *testing.B) {
	const items = 200_000
	sum := 0
	add := func(v int) { sum += v }
	f := func(_ context.Context, v int) (int, error) { return work(v), nil }
	perItem(b, "with=loop", items, func() {
		for i := range items {
			add(work(i))
		}
	})
	perItem(b, "with=two halves", items, func() {
		var wg sync.WaitGroup
		var sums [2]int
		for half := range sums {
			wg.Go(func() {
				for i := range items / 2 {
					sums[half] += work(i)
				}
			})
		}
		wg.Wait()
		add(sums[0] + sums[1])
	})
	perItem(b, "with=ordered channels", items, func() { rawOrdered(items, 2, work, add) })
	perItem(b, "with=unordered channels", items, func() { rawUnordered(items, 2, work, add) })
	perItem(b, "with=Map", items, func() {
		drainAll(b, pipeline.Map(upTo(items), 2, f), items)
	})
	perItem(b, "with=Map unordered", items, func() {
		drainAll(b, pipeline.Map(upTo(items), 2, f, pipeline.Unordered()), items)
	})
}

func BenchmarkMapSleep(b *testing.B) {
	const items, n = 5000, 100
	sleep := func(v int) int { time.Sleep(time.Millisecond); return v }
	f := func(_ context.Context, v int) (int, error) { return sleep(v), nil }
	none := func(int) {}
	perItem(b, "with=ordered channels", items, func() { rawOrdered(items, n, sleep, none) })
	perItem(b, "with=unordered channels", items, func() { rawUnordered(items, n, sleep, none) })
	perItem(b, "with=Map", items, func() {
		drainAll(b, pipeline.Map(upTo(items), n, f), items)
	})
	perItem(b, "with=Map unordered", items, func() {
		drainAll(b, pipeline.Map(upTo(items), n, f, pipeline.Unordered()), items)
	})
}
