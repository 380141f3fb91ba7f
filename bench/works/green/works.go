// Package green has the works that compare the tasks of coseq's pull/green with
// goroutines, and with what runs those.
package green

import (
	"context"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull/green"
)

// Works are all that package green is compared in.
func Works() []measure.Work {
	works := []measure.Work{
		yield(),
		spawn(),
		spawnEach(),
		queue(1),
		queue(128),
		sleep(),
		echo(),
		suspended(),
	}
	for i := range works {
		works[i].Group = "pull/green"
	}
	return works
}

// run is green.Run of a main that cannot fail.
func run(main func(*green.Task), opts ...green.Option) {
	err := green.Run(context.Background(), func(t *green.Task) error {
		main(t)
		return nil
	}, opts...)
	if err != nil {
		panic(err)
	}
}

// goAll starts n tasks.
func goAll(t *green.Task, n int, f func(t *green.Task, i int)) []*green.Task {
	tasks := make([]*green.Task, n)
	for i := range tasks {
		tasks[i] = t.Go("task", func(t *green.Task) error {
			f(t, i)
			return nil
		})
	}
	return tasks
}

func join(t *green.Task, tasks ...*green.Task) {
	if err := t.Join(tasks...); err != nil {
		panic(err)
	}
}
