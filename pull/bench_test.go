package pull_test

import (
	"fmt"
	"iter"
	"runtime"
	"testing"

	"github.com/coseq/coseq/pull"
)

// Every figure is a ratio to raw iter.Pull, which runs in the same process:
//
//	go test -run '^$' -bench . -count 10 ./pull | benchstat -
//
// On a shared machine pin it to one core (taskset -c 0) and look at the minima.

func count(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

func echo(y *pull.Yielder[int, int]) error {
	for v := 0; ; {
		v = y.Yield(v)
	}
}

func BenchmarkRoundTrip(b *testing.B) {
	b.Run("raw iter.Pull", func(b *testing.B) {
		next, stop := iter.Pull(count)
		defer stop()
		b.ReportAllocs()
		for b.Loop() {
			next()
		}
	})
	b.Run("Next", func(b *testing.B) {
		g := pull.New(echo)
		defer g.Close()
		b.ReportAllocs()
		for b.Loop() {
			g.Next()
		}
	})
	b.Run("Send", func(b *testing.B) {
		g := pull.New(echo)
		defer g.Close()
		g.Next()
		b.ReportAllocs()
		for b.Loop() {
			g.Send(1)
		}
	})
	b.Run("MapOut", func(b *testing.B) {
		g := pull.MapOut(pull.New(echo), func(v int) int { return v + 1 })
		defer g.Close()
		g.Next()
		b.ReportAllocs()
		for b.Loop() {
			g.Send(1)
		}
	})
	b.Run("range over func without a coroutine", func(b *testing.B) {
		n := 0
		for v := range count {
			if n += v; !b.Loop() {
				break
			}
		}
	})
	b.Run("two channels", func(b *testing.B) {
		in, out := make(chan int), make(chan int)
		go func() {
			for v := range in {
				out <- v
			}
		}()
		defer close(in)
		b.ReportAllocs()
		for b.Loop() {
			in <- 1
			<-out
		}
	})
}

var kept *pull.Gen[int, int] // so that a generator is allocated on the heap

func BenchmarkCreate(b *testing.B) {
	b.Run("raw iter.Pull and stop", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, stop := iter.Pull(count)
			stop()
		}
	})
	b.Run("never started", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			kept = pull.New(echo)
		}
	})
	b.Run("raw iter.Pull and next and stop", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			next, stop := iter.Pull(count)
			next()
			stop()
		}
	})
	b.Run("Next and Close", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			g := pull.New(echo)
			g.Next()
			g.Close()
		}
	})
}

// delegateInline nests depth generators that run on one coroutine.
func delegateInline(depth int) *pull.Gen[int, int] {
	if depth == 0 {
		return pull.New(echo)
	}
	return pull.New(func(y *pull.Yielder[int, int]) error {
		return y.YieldFrom(delegateInline(depth - 1))
	})
}

// delegateStarted nests depth generators that each have a coroutine.
func delegateStarted(depth int) *pull.Gen[int, int] {
	g := pull.New(echo)
	g.Next()
	for range depth {
		sub := g
		g = pull.New(func(y *pull.Yielder[int, int]) error { return y.YieldFrom(sub) })
		g.Next()
	}
	return g
}

func BenchmarkYieldFrom(b *testing.B) {
	for _, depth := range []int{0, 1, 10, 100, 1000} {
		for name, nest := range map[string]func(int) *pull.Gen[int, int]{
			"inline": delegateInline, "started": delegateStarted,
		} {
			b.Run(fmt.Sprintf("%s/depth=%d", name, depth), func(b *testing.B) {
				g := nest(depth)
				defer g.Close()
				g.Next()
				for b.Loop() {
					g.Send(1)
				}
			})
		}
	}
}

type tree struct {
	left, right *tree
	value       int
}

func balanced(depth int) *tree {
	if depth == 0 {
		return nil
	}
	return &tree{balanced(depth - 1), balanced(depth - 1), depth}
}

func (t *tree) walk(y *pull.Yielder[int, int]) {
	if t != nil {
		t.left.walk(y)
		y.Yield(t.value)
		t.right.walk(y)
	}
}

func BenchmarkTree65535(b *testing.B) {
	root := balanced(16)
	for b.Loop() {
		g := pull.New(func(y *pull.Yielder[int, int]) error {
			root.walk(y)
			return nil
		})
		n := 0
		for range g.All() {
			n++
		}
		if n != 65535 {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/65535, "ns/value")
}

func BenchmarkBatched(b *testing.B) {
	for _, n := range []int{1, 8, 64, 512} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			next, stop := pull.Batched(count, n)
			defer stop()
			for b.Loop() {
				next()
			}
		})
	}
}

func BenchmarkCursor(b *testing.B) {
	c := pull.NewCursor(count)
	defer c.Close()
	for b.Loop() {
		c.Peek()
		c.Next()
	}
}

func discard(in iter.Seq[int]) error {
	for range in {
	}
	return nil
}

func BenchmarkSink(b *testing.B) {
	sinks := map[string]func() *pull.Sink[int]{
		"1": func() *pull.Sink[int] { return pull.NewSink(discard) },
		"broadcast of 3": func() *pull.Sink[int] {
			return pull.Broadcast(pull.NewSink(discard), pull.NewSink(discard), pull.NewSink(discard))
		},
		"filtered": func() *pull.Sink[int] {
			return pull.Filtered(func(v int) bool { return true }, pull.NewSink(discard))
		},
	}
	for name, sink := range sinks {
		b.Run(name+"/Send", func(b *testing.B) {
			s := sink()
			defer s.Close()
			b.ReportAllocs()
			for b.Loop() {
				s.Send(1)
			}
		})
		b.Run(name+"/SendAll of 64", func(b *testing.B) {
			s := sink()
			defer s.Close()
			vs := make([]int, 64)
			b.ReportAllocs()
			for b.Loop() {
				s.SendAll(vs)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/64, "ns/value")
		})
	}
}

// BenchmarkSuspended reports what a suspended coroutine holds. In the first run
// the runtime's record of a goroutine is part of it; dead ones are used again. It
// is also the runtime that chooses the size of a new stack, by the average of the
// last garbage collection: 2 kB in a fresh process, 4 kB after deep recursion.
func BenchmarkSuspended(b *testing.B) {
	b.Run("Gen", func(b *testing.B) {
		suspended(b, func() (stop func()) {
			g := pull.New(echo)
			g.Next()
			return func() { g.Close() }
		})
	})
	b.Run("raw iter.Pull", func(b *testing.B) {
		suspended(b, func() (stop func()) {
			next, stop := iter.Pull(count)
			next()
			return stop
		})
	})
}

func suspended(b *testing.B, start func() (stop func())) {
	b.Helper()
	const n = 100_000
	memory := func() float64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapInuse + m.StackInuse)
	}
	for b.Loop() {
		stops := make([]func(), n)
		before := memory()
		for i := range stops {
			stops[i] = start()
		}
		b.ReportMetric((memory()-before)/n, "B/coroutine")
		for _, stop := range stops {
			stop()
		}
	}
}
