package green_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/coseq/coseq/pull/green"
)

func ExampleDeadlockError_Error() {
	err := green.Run(context.Background(), func(t *green.Task) error {
		return t.Join(t)
	})
	fmt.Println(err)
	// Output:
	// green: deadlock, no task can ever run again:
	// 	<Task 0: main>: Join <Task 0: main> at example_deadlock_test.go:13
	// 	cycle: <Task 0: main> waits for <Task 0: main>
}

func ExampleDeadlockError() {
	err := green.Run(context.Background(), func(t *green.Task) error {
		jobs := green.NewQueue[int](t.Loop(), 1)
		jobs.SetName("jobs")
		t.Go("worker", func(t *green.Task) error {
			jobs.Get(t) // nobody puts
			return nil
		})
		return nil
	})
	var deadlock *green.DeadlockError
	fmt.Println(errors.As(err, &deadlock))
	for _, b := range deadlock.Blocked {
		fmt.Println(b.Task, "waits in", b.On)
	}
	// Output:
	// true
	// <Task 1: worker> waits in Queue "jobs".Get
}
