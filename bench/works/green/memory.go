package green

import (
	"context"

	"github.com/coseq/coseq/bench/internal/loop"
	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull/green"
)

func suspended() measure.Work {
	hold := func(begin bool) measure.Runner {
		return measure.Hold(func(n int) (release func()) { return holdTasks(n, begin) })
	}
	return measure.Work{
		Name:  "green-memory",
		Title: "Memory of a task that waits",
		About: "On the heap and in stacks, with n of them waiting, each measured in a process of " +
			"its own. A task gets a stack when it begins.",
		Axis:   "waiting at once",
		Per:    "task",
		Unit:   measure.Bytes,
		Sizes:  measure.Tens(1000, 1_000_000),
		Fresh:  true,
		Rounds: 3,
		Ways: []measure.Way{
			{Name: "coseq Task", Run: hold(true)},
			{Name: "coseq Task, not begun", Run: hold(false)},
			{Name: "goroutines", Run: measure.Hold(holdGoroutines)},
		},
	}
}

// holdTasks returns when n tasks of a loop wait for a flag.
func holdTasks(n int, begin bool) (release func()) {
	held, released, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		loop.Run(func(t *green.Task) {
			flag := green.NewFlag(t.Loop())
			tasks := loop.GoAll(t, n, func(t *green.Task, _ int) { flag.Wait(t) })
			if begin {
				t.Yield()
				awaitRelease(t, held, released)
			} else {
				close(held)
				<-released // with the whole loop, so that none begins
			}
			flag.Set()
			loop.Join(t, tasks...)
		})
	}()
	<-held
	return func() {
		close(released)
		<-ended
	}
}

func awaitRelease(t *green.Task, held, released chan struct{}) {
	err := t.Await(func(context.Context) error {
		close(held)
		<-released
		return nil
	})
	if err != nil {
		panic(err)
	}
}

func holdGoroutines(n int) (release func()) {
	flag, waits, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	for range n {
		go func() {
			waits <- struct{}{}
			<-flag
			done <- struct{}{}
		}()
	}
	for range n {
		<-waits
	}
	return func() {
		close(flag)
		for range n {
			<-done
		}
	}
}
