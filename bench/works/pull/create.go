package pull

import (
	"iter"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull"
)

func create() measure.Work {
	once := func(start func() (stop func())) measure.Runner {
		return measure.Time(func(n int) int {
			stopAll(startAll(n, start))
			return n
		})
	}
	return measure.Work{
		Name:  "pull-create",
		Title: "Make generators, use each once, and close them",
		About: "n of them are alive at the same time; each gives one value before it is closed. One " +
			"that is never asked for a value costs an allocation and no coroutine.",
		Axis:  "alive at once",
		Per:   "generator",
		Sizes: measure.Tens(1, 100_000),
		Quick: 4,
		Ways: []measure.Way{
			{Name: "coseq Gen", Run: once(startGen)},
			{Name: "coseq Gen, never started", Run: once(newGen)},
			{Name: "iter.Pull", Run: once(startPull)},
			{Name: "channel and goroutine", Run: once(startChannel)},
		},
	}
}

func suspended() measure.Work {
	hold := func(start func() (stop func())) measure.Runner {
		return measure.Hold(func(n int) (release func()) {
			stops := startAll(n, start)
			return func() { stopAll(stops) }
		})
	}
	return measure.Work{
		Name:  "pull-memory",
		Title: "Memory of a suspended generator",
		About: "On the heap and in stacks, with n of them suspended, each measured in a process of " +
			"its own. The size of a new stack is the runtime's choice: 2 kB here.",
		Axis:   "suspended at once",
		Per:    "generator",
		Unit:   measure.Bytes,
		Sizes:  measure.Tens(1000, 1_000_000),
		Fresh:  true,
		Rounds: 3,
		Ways: []measure.Way{
			{Name: "coseq Gen", Run: hold(startGen)},
			{Name: "coseq Gen, never started", Run: hold(newGen)},
			{Name: "iter.Pull", Run: hold(startPull)},
			{Name: "channel and goroutine", Run: hold(startChannel)},
		},
	}
}

func startAll(n int, start func() (stop func())) []func() {
	stops := make([]func(), n)
	for i := range stops {
		stops[i] = start()
	}
	return stops
}

func stopAll(stops []func()) {
	for _, stop := range stops {
		stop()
	}
}

func ones(y *pull.Yielder[struct{}, int]) error {
	for {
		y.Yield(1)
	}
}

func newGen() (stop func()) {
	g := pull.New(ones)
	return func() { g.Close() }
}

func startGen() (stop func()) {
	g := pull.New(ones)
	g.Next()
	return func() { g.Close() }
}

func startPull() (stop func()) {
	next, stop := iter.Pull(func(yield func(int) bool) {
		for yield(1) {
		}
	})
	next()
	return stop
}

func startChannel() (stop func()) {
	values, done, ended := make(chan int), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case values <- 1:
			case <-done:
				return
			}
		}
	}()
	<-values
	return func() {
		close(done)
		<-ended
	}
}
