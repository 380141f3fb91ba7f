package green

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"
	"github.com/sourcegraph/conc"
	"golang.org/x/sync/errgroup"

	"github.com/coseq/coseq/bench/internal/loop"
	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull/green"
)

func spawn() measure.Work {
	return measure.Work{
		Name:  "green-spawn",
		Title: "Spawn n tasks, then wait for all",
		About: "Each adds its number to a sum: tasks to a plain variable, as only one runs at a " +
			"time, and goroutines to an atomic one. Pools run as many at once as there are " +
			"processors.",
		Axis:  "tasks",
		Per:   "task",
		Sizes: measure.Tens(1, 100_000),
		Quick: 4,
		Ways: []measure.Way{
			{Name: "coseq Task.Go", Run: measure.Time(spawnTasks)},
			{Name: "goroutines, WaitGroup", Run: measure.Time(spawnGoroutines)},
			{Name: "errgroup", Run: measure.Time(spawnErrgroup)},
			{Name: "conc WaitGroup", Run: measure.Time(spawnConc)},
			{Name: "pond", Run: measure.Time(spawnPond)},
			{Name: "ants", Run: measure.Time(spawnAnts)},
		},
	}
}

func spawnTasks(n int) (sum int) {
	loop.Run(func(t *green.Task) {
		loop.Join(t, loop.GoAll(t, n, func(_ *green.Task, i int) { sum += i })...)
	})
	return sum
}

func spawnGoroutines(n int) int {
	var sum atomic.Int64
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { sum.Add(int64(i)) })
	}
	all.Wait()
	return int(sum.Load())
}

func spawnErrgroup(n int) int {
	var sum atomic.Int64
	var all errgroup.Group
	for i := range n {
		all.Go(func() error {
			sum.Add(int64(i))
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		panic(err)
	}
	return int(sum.Load())
}

func spawnConc(n int) int {
	var sum atomic.Int64
	var all conc.WaitGroup
	for i := range n {
		all.Go(func() { sum.Add(int64(i)) })
	}
	all.Wait()
	return int(sum.Load())
}

func spawnPond(n int) int {
	var sum atomic.Int64
	pool := pond.NewPool(runtime.GOMAXPROCS(0))
	for i := range n {
		pool.Submit(func() { sum.Add(int64(i)) })
	}
	pool.StopAndWait()
	return int(sum.Load())
}

func spawnAnts(n int) int {
	var sum atomic.Int64
	pool, err := ants.NewPool(runtime.GOMAXPROCS(0))
	if err != nil {
		panic(err)
	}
	defer pool.Release()
	var all sync.WaitGroup
	all.Add(n)
	for i := range n {
		err := pool.Submit(func() {
			sum.Add(int64(i))
			all.Done()
		})
		if err != nil {
			panic(err)
		}
	}
	all.Wait()
	return int(sum.Load())
}

func spawnEach() measure.Work {
	return measure.Work{
		Name:  "green-spawn-each",
		Title: "Spawn a task and wait for it, n times",
		About: "One after another; the loop itself is begun and ended once.",
		Axis:  "tasks",
		Per:   "task",
		Sizes: measure.Tens(1, 100_000),
		Quick: 4,
		Ways: []measure.Way{
			{Name: "coseq Task.Go, Join", Run: measure.Time(spawnTaskEach)},
			{Name: "goroutines, WaitGroup", Run: measure.Time(spawnGoroutineEach)},
			{Name: "channel for the result", Run: measure.Time(spawnChannelEach)},
		},
	}
}

func spawnTaskEach(n int) (sum int) {
	loop.Run(func(t *green.Task) {
		for i := range n {
			loop.Join(t, t.Go("task", func(*green.Task) error {
				sum += i
				return nil
			}))
		}
	})
	return sum
}

func spawnGoroutineEach(n int) (sum int) {
	var one sync.WaitGroup
	for i := range n {
		one.Go(func() { sum += i })
		one.Wait()
	}
	return sum
}

func spawnChannelEach(n int) (sum int) {
	for i := range n {
		result := make(chan int)
		go func() { result <- i }()
		sum += <-result
	}
	return sum
}
