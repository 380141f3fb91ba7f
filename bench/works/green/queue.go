package green

import (
	"fmt"

	"github.com/coseq/coseq/bench/internal/loop"
	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull/green"
)

func queue(capacity int) measure.Work {
	return measure.Work{
		Name:  fmt.Sprintf("green-queue-%d", capacity),
		Title: fmt.Sprintf("Through a queue of %d", capacity),
		About: "From one task that puts to one that gets, and adds up. Goroutines with a channel " +
			"may do both at the same time.",
		Axis:  "items",
		Per:   "item",
		Sizes: measure.Tens(10, 100_000),
		Quick: 3,
		Ways: []measure.Way{
			{Name: "coseq Queue", Run: measure.Time(func(n int) int { return throughQueue(n, capacity) })},
			{Name: "channel", Run: measure.Time(func(n int) int { return throughChannel(n, capacity) })},
		},
	}
}

func throughQueue(n, capacity int) (sum int) {
	loop.Run(func(t *green.Task) {
		q := green.NewQueue[int](t.Loop(), capacity)
		t.Go("put", func(t *green.Task) error {
			defer q.Close()
			for i := range n {
				q.Put(t, i)
			}
			return nil
		})
		for v := range q.All(t) {
			sum += v
		}
	})
	return sum
}

func throughChannel(n, capacity int) (sum int) {
	c := make(chan int, capacity)
	go func() {
		defer close(c)
		for i := range n {
			c <- i
		}
	}()
	for v := range c {
		sum += v
	}
	return sum
}
