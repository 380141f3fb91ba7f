package green_test

import (
	"context"
	"iter"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// run is green.Run of a main that cannot fail.
func run(b *testing.B, main func(*green.Task), opts ...green.Option) {
	b.Helper()
	err := green.Run(context.Background(), func(t *green.Task) error {
		main(t)
		return nil
	}, opts...)
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkNext is what all other times are to be seen against: a switch to a
// coroutine of iter.Pull and back.
func BenchmarkNext(b *testing.B) {
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		for yield(struct{}{}) {
		}
	})
	defer stop()
	for b.Loop() {
		next()
	}
}

func benchmarkYield(b *testing.B, tasks int) {
	run(b, func(t *green.Task) {
		stop := false
		for range tasks - 1 {
			t.Go("yields", func(t *green.Task) error {
				for !stop {
					t.Yield()
				}
				return nil
			})
		}
		t.Yield()
		b.ResetTimer()
		for range b.N / tasks {
			t.Yield()
		}
		b.StopTimer()
		stop = true
	})
}

func BenchmarkYield2(b *testing.B)    { benchmarkYield(b, 2) }
func BenchmarkYield1000(b *testing.B) { benchmarkYield(b, 1000) }

func BenchmarkSpawnJoin(b *testing.B) {
	run(b, func(t *green.Task) {
		for b.Loop() {
			t.Join(t.Go("trivial", func(*green.Task) error { return nil }))
		}
	})
}

// BenchmarkGoWait is what BenchmarkSpawnJoin is to be seen against.
func BenchmarkGoWait(b *testing.B) {
	for b.Loop() {
		var wg sync.WaitGroup
		wg.Go(func() {})
		wg.Wait()
	}
}

func BenchmarkSleep1000(b *testing.B) {
	const tasks = 1000
	run(b, func(t *green.Task) {
		for i := range tasks {
			t.Go("sleeps", func(t *green.Task) error {
				for range b.N / tasks {
					t.Sleep(time.Duration(i%7+1) * time.Second)
				}
				return nil
			})
		}
	}, green.Virtual(time.Unix(0, 0)))
}

func BenchmarkAwait(b *testing.B) {
	run(b, func(t *green.Task) {
		for b.Loop() {
			t.Await(func(context.Context) error { return nil })
		}
	})
}

// BenchmarkGoReceive is what BenchmarkAwait is to be seen against.
func BenchmarkGoReceive(b *testing.B) {
	c := make(chan error)
	for b.Loop() {
		go func() { c <- nil }()
		<-c
	}
}

// benchmarkMemory reports what 100,000 tasks hold, each of which has begun, or has not.
func benchmarkMemory(b *testing.B, begin bool) {
	const tasks = 100_000
	for b.Loop() {
		run(b, func(t *green.Task) {
			before := inUse()
			flag := green.NewFlag(t.Loop())
			for range tasks {
				t.Go("waits", func(t *green.Task) error {
					flag.Wait(t)
					return nil
				})
			}
			if begin {
				t.Yield()
			}
			b.ReportMetric(float64(inUse()-before)/tasks, "B/task")
			flag.Set()
		})
	}
}

func BenchmarkMemorySuspended(b *testing.B) { benchmarkMemory(b, true) }
func BenchmarkMemoryNotBegun(b *testing.B)  { benchmarkMemory(b, false) }

// inUse is how much memory is in use, stacks included.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
