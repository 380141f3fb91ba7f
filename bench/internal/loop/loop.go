// Package loop runs tasks of pull/green for works that cannot fail.
package loop

import (
	"context"

	"github.com/coseq/coseq/pull/green"
)

// Run is [green.Run] of a main that cannot fail.
func Run(main func(*green.Task), opts ...green.Option) {
	err := green.Run(context.Background(), func(t *green.Task) error {
		main(t)
		return nil
	}, opts...)
	if err != nil {
		panic(err)
	}
}

// GoAll starts n tasks that cannot fail.
func GoAll(t *green.Task, n int, f func(t *green.Task, i int)) []*green.Task {
	tasks := make([]*green.Task, n)
	for i := range tasks {
		tasks[i] = t.Go("task", func(t *green.Task) error {
			f(t, i)
			return nil
		})
	}
	return tasks
}

// Join joins tasks that do not fail.
func Join(t *green.Task, tasks ...*green.Task) {
	if err := t.Join(tasks...); err != nil {
		panic(err)
	}
}
