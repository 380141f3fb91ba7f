package green

import (
	"iter"
	"runtime"
	"sync"

	"github.com/coseq/coseq/bench/internal/loop"
	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull/green"
)

func yield() measure.Work {
	return measure.Work{
		Name:  "green-yield",
		Title: "Yield to the other tasks",
		About: "n tasks that have begun yield again and again. Goroutines may run on all processors " +
			"at once, and in any order; those of `GOMAXPROCS=1` and the ring take turns, too. The " +
			"ring of `iter.Pull` is a loop over a slice: nothing can be waited for in it.",
		Axis:  "tasks",
		Per:   "yield",
		Sizes: []int{2, 10, 100, 1000, 10_000, 100_000},
		Quick: 4,
		Ops:   func(n int) int { return n * turns(n) },
		Ways: []measure.Way{
			{Name: "coseq Task.Yield", Run: measure.TimePart(yieldOfTasks)},
			{Name: "goroutines, Gosched", Run: measure.TimePart(yieldOfGoroutines)},
			{Name: "goroutines, Gosched, GOMAXPROCS=1", Run: measure.TimePart(yieldOfOne)},
			{Name: "channel ring", Run: measure.TimePart(yieldOfRing)},
			{Name: "iter.Pull ring", Run: measure.TimePart(yieldOfPulls)},
		},
	}
}

// turns is how often each of n tasks yields in one run.
func turns(n int) int { return max(5, 10_000/n) }

func yieldOfTasks(timer *measure.Timer, n int) int {
	timer.Stop()
	defer timer.Start()
	loop.Run(func(t *green.Task) {
		tasks := loop.GoAll(t, n, func(t *green.Task, _ int) {
			t.Yield()
			for range turns(n) {
				t.Yield()
			}
		})
		t.Yield() // so that all have begun
		timer.Start()
		loop.Join(t, tasks...)
		timer.Stop()
	})
	return n
}

func yieldOfOne(timer *measure.Timer, n int) int {
	timer.Stop()
	defer timer.Start()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	timer.Start()
	defer timer.Stop()
	return yieldOfGoroutines(timer, n)
}

func yieldOfGoroutines(timer *measure.Timer, n int) int {
	timer.Stop()
	gate := make(chan struct{})
	var begun, all sync.WaitGroup
	begun.Add(n)
	for range n {
		all.Go(func() {
			begun.Done()
			<-gate
			for range turns(n) {
				runtime.Gosched()
			}
		})
	}
	begun.Wait()
	timer.Start()
	close(gate)
	all.Wait()
	return n
}

// yieldOfRing hands a token from goroutine to goroutine.
func yieldOfRing(timer *measure.Timer, n int) int {
	timer.Stop()
	ring := make([]chan struct{}, n)
	for i := range ring {
		ring[i] = make(chan struct{}, 1)
	}
	var all sync.WaitGroup
	for i := range ring {
		all.Go(func() {
			for range turns(n) {
				<-ring[i]
				ring[(i+1)%n] <- struct{}{}
			}
		})
	}
	timer.Start()
	ring[0] <- struct{}{}
	all.Wait()
	return n
}

func yieldOfPulls(timer *measure.Timer, n int) int {
	timer.Stop()
	defer timer.Start()
	ring := make([]func() (struct{}, bool), n)
	for i := range ring {
		next, stop := iter.Pull(func(yield func(struct{}) bool) {
			for yield(struct{}{}) {
			}
		})
		defer stop()
		next()
		ring[i] = next
	}
	timer.Start()
	defer timer.Stop()
	for range turns(n) {
		for _, next := range ring {
			next()
		}
	}
	return n
}
