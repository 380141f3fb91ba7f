package lang

import (
	"time"

	"github.com/coseq/coseq/bench/internal/loop"
	"github.com/coseq/coseq/pull/green"
)

// The works of tasks, as programs/gevent.py and simpy.py have them.

func ring(n int) (count int) {
	loop.Run(func(main *green.Task) {
		loop.Join(main, loop.GoAll(main, n, func(t *green.Task, _ int) {
			for range yields / n {
				count++
				t.Yield()
			}
		})...)
	})
	return count
}

func spawn(n int) (count int) {
	loop.Run(func(main *green.Task) {
		for range n {
			loop.Join(main, loop.GoAll(main, 1, func(*green.Task, int) { count++ })...)
		}
	})
	return count
}

func spawnAll(n int) (count int) {
	loop.Run(func(main *green.Task) {
		loop.Join(main, loop.GoAll(main, n, func(*green.Task, int) { count++ })...)
	})
	return count
}

func queue(n int) (total int) {
	loop.Run(func(main *green.Task) {
		q := green.NewQueue[int](main.Loop(), 1)
		produce := loop.GoAll(main, 1, func(t *green.Task, _ int) {
			for i := range n {
				q.Put(t, i)
			}
		})
		consume := loop.GoAll(main, 1, func(t *green.Task, _ int) {
			for range n {
				v, _ := q.Get(t)
				total += v
			}
		})
		loop.Join(main, append(produce, consume...)...)
	})
	return total
}

func timeouts(n int) (seconds int) {
	start := time.Unix(0, 0)
	loop.Run(func(main *green.Task) {
		loop.Join(main, loop.GoAll(main, n, func(t *green.Task, i int) {
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
		loop.Run(func(main *green.Task) {
			flag := green.NewFlag(main.Loop())
			tasks := loop.GoAll(main, n, func(t *green.Task, _ int) { flag.Wait(t) })
			main.Yield()
			close(held)
			<-done // the loop, too
			flag.Set()
			loop.Join(main, tasks...)
		})
	}()
	<-held
	return func() {
		close(done)
		<-ended
	}
}
