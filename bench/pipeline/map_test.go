package pipeline_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/samber/lo"
	"github.com/samber/lo/parallel"
	"github.com/samber/ro"
	"github.com/sourcegraph/conc/iter"
	"github.com/sourcegraph/conc/pool"
	"github.com/sourcegraph/conc/stream"
	"golang.org/x/sync/errgroup"
)

// A variant maps the ints below n by f, with so many workers, and returns the sum of
// what comes.
type variant struct {
	name string
	run  func(n, workers int, f func(int) int) int
}

var variants = []variant{
	{"loop", func(n, _ int, f func(int) int) (sum int) {
		for i := range n {
			sum += f(i)
		}
		return sum
	}},
	{"coseq", func(n, workers int, f func(int) int) int { return coseq(n, workers, f) }},
	{"coseq unordered", func(n, workers int, f func(int) int) int {
		return coseq(n, workers, f, pipeline.Unordered())
	}},
	{"conc.stream", func(n, workers int, f func(int) int) (sum int) {
		s := stream.New().WithMaxGoroutines(workers)
		for i := range n {
			s.Go(func() stream.Callback {
				v := f(i)
				return func() { sum += v }
			})
		}
		s.Wait()
		return sum
	}},
	{"conc.pool", func(n, workers int, f func(int) int) (sum int) {
		p := pool.NewWithResults[int]().WithMaxGoroutines(workers)
		for i := range n {
			p.Go(func() int { return f(i) })
		}
		return lo.Sum(p.Wait())
	}},
	{"conc.iter slice", func(n, workers int, f func(int) int) (sum int) {
		m := iter.Mapper[int, int]{MaxGoroutines: workers}
		return lo.Sum(m.Map(lo.Range(n), func(v *int) int { return f(*v) }))
	}},
	{"errgroup slice", func(n, workers int, f func(int) int) (sum int) {
		var g errgroup.Group
		g.SetLimit(workers)
		out := make([]int, n)
		for i := range n {
			g.Go(func() error {
				out[i] = f(i)
				return nil
			})
		}
		if err := g.Wait(); err != nil {
			panic(err)
		}
		return lo.Sum(out)
	}},
	{"lo.parallel slice", func(n, _ int, f func(int) int) (sum int) {
		return lo.Sum(parallel.Map(lo.Range(n), func(v, _ int) int { return f(v) }))
	}},
	{"ro", func(n, _ int, f func(int) int) (sum int) {
		mapped := ro.Pipe1(ro.Range(0, int64(n)), ro.Map(func(v int64) int { return f(int(v)) }))
		mapped.Subscribe(ro.OnNext(func(v int) { sum += v }))
		return sum
	}},
}

func coseq(n, workers int, f func(int) int, opts ...pipeline.Option) (sum int) {
	source := pipeline.FromSeq(func(yield func(int) bool) {
		for i := 0; i < n && yield(i); i++ {
		}
	})
	g := func(_ context.Context, v int) (int, error) { return f(v), nil }
	for v, err := range pipeline.Map(source, workers, g, opts...).All(context.Background()) {
		if err != nil {
			panic(err)
		}
		sum += v
	}
	return sum
}

// measure runs each variant that is not left out, and reports for each item.
func measure(b *testing.B, items, workers int, f func(int) int, without ...string) {
	want := variants[0].run(items, workers, f)
	for _, v := range variants {
		if lo.Contains(without, v.name) {
			continue
		}
		b.Run(fmt.Sprintf("n=%d/with=%s", workers, v.name), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				if got := v.run(items, workers, f); got != want {
					b.Fatalf("sum %d, want %d", got, want)
				}
			}
			runtime.ReadMemStats(&after)
			n := float64(b.N) * float64(items)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/item")
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/n, "allocs/item")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func BenchmarkMapTrivial(b *testing.B) {
	for _, workers := range []int{2, 8} {
		measure(b, 200_000, workers, func(v int) int { return v + 1 })
	}
}

// work takes about a microsecond.
func work(v int) int {
	x := uint64(v) | 1
	for range 550 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return int(x >> 40)
}

func BenchmarkMapMicrosecond(b *testing.B) { measure(b, 50_000, 2, work) }

func BenchmarkMapSleep(b *testing.B) {
	sleep := func(v int) int {
		time.Sleep(time.Millisecond)
		return v
	}
	// A goroutine for each item is no way to sleep 100 at once, nor is one for all.
	measure(b, 2000, 100, sleep, "lo.parallel slice", "ro")
}
