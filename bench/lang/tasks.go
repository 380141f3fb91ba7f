package lang

import (
	"context"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// The works of tasks, as programs/gevent.py and simpy.py have them.

// run runs main on a loop of its own.
func run(main func(*green.Task), opts ...green.Option) {
	err := green.Run(context.Background(), func(t *green.Task) error {
		main(t)
		return nil
	}, opts...)
	if err != nil {
		panic(err)
	}
}

// goAll spawns n tasks.
func goAll(main *green.Task, n int, f func(t *green.Task, i int)) []*green.Task {
	tasks := make([]*green.Task, n)
	for i := range tasks {
		tasks[i] = main.Go("f", func(t *green.Task) error {
			f(t, i)
			return nil
		})
	}
	return tasks
}

func join(main *green.Task, tasks ...*green.Task) {
	if err := main.Join(tasks...); err != nil {
		panic(err)
	}
}

func ring(n int) (count int) {
	run(func(main *green.Task) {
		join(main, goAll(main, n, func(t *green.Task, _ int) {
			for range yields / n {
				count++
				t.Yield()
			}
		})...)
	})
	return count
}

func spawn(n int) (count int) {
	run(func(main *green.Task) {
		for range n {
			join(main, goAll(main, 1, func(*green.Task, int) { count++ })...)
		}
	})
	return count
}

func spawnAll(n int) (count int) {
	run(func(main *green.Task) {
		join(main, goAll(main, n, func(*green.Task, int) { count++ })...)
	})
	return count
}

func queue(n int) (total int) {
	run(func(main *green.Task) {
		q := green.NewQueue[int](main.Loop(), 1)
		produce := goAll(main, 1, func(t *green.Task, _ int) {
			for i := range n {
				q.Put(t, i)
			}
		})
		consume := goAll(main, 1, func(t *green.Task, _ int) {
			for range n {
				v, _ := q.Get(t)
				total += v
			}
		})
		join(main, append(produce, consume...)...)
	})
	return total
}

func timeouts(n int) (seconds int) {
	start := time.Unix(0, 0)
	run(func(main *green.Task) {
		join(main, goAll(main, n, func(t *green.Task, i int) {
			for range events / n {
				t.Sleep(time.Duration(i%7+1) * time.Second)
			}
		})...)
		seconds = int(main.Loop().Now().Sub(start) / time.Second)
	}, green.Virtual(start))
	return seconds
}

// holdTasks holds n tasks that wait, on a loop that waits until it is told to release
// them.
func holdTasks(n int) (release func()) {
	held, done, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		run(func(main *green.Task) {
			flag := green.NewFlag(main.Loop())
			tasks := goAll(main, n, func(t *green.Task, _ int) { flag.Wait(t) })
			main.Yield()
			close(held)
			<-done // the loop, too
			flag.Set()
			join(main, tasks...)
		})
	}()
	<-held
	return func() {
		close(done)
		<-ended
	}
}
