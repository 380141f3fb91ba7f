package green_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/coseq/coseq/pull/green"
)

// A kitchen has room for one plate on the counter.
func ExampleNewQueue() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		counter := green.NewQueue[string](t.Loop(), 1)
		t.Go("waiter", func(t *green.Task) error {
			for dish := range counter.All(t) {
				fmt.Println("served", dish)
			}
			return nil
		})
		for _, dish := range []string{"soup", "fish", "cake"} {
			counter.Put(t, dish)
			fmt.Println("cooked", dish)
		}
		counter.Close()
		return nil
	})
	// Output:
	// cooked soup
	// served soup
	// cooked fish
	// served fish
	// cooked cake
	// served cake
}

// At a rendezvous Put returns when somebody has taken the value.
func ExampleQueue_Put() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		desk := green.NewQueue[string](t.Loop(), 0)
		t.Go("clerk", func(t *green.Task) error {
			letter, _ := desk.Get(t)
			fmt.Println("the clerk has the", letter)
			return nil
		})
		desk.Put(t, "letter")
		fmt.Println("it is in good hands")
		return nil
	})
	// Output:
	// the clerk has the letter
	// it is in good hands
}

func ExampleQueue_Get() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		orders := green.NewQueue[int](t.Loop(), -1)
		t.Go("shop", func(t *green.Task) error {
			orders.Put(t, 7)
			orders.Close()
			return nil
		})
		fmt.Println(orders.Get(t))
		fmt.Println(orders.Get(t))
		return nil
	})
	// Output:
	// 7 true
	// 0 false
}

// Whoever cannot wait, such as a signal handler that posts, tries.
func ExampleQueue_TryPut() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		inbox := green.NewQueue[string](t.Loop(), 1)
		fmt.Println(inbox.TryPut("first"), inbox.TryPut("second"))
		return nil
	})
	// Output: true false
}

func ExampleQueue_TryGet() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		events := green.NewQueue[string](t.Loop(), -1)
		events.Put(t, "key down")
		for frame := range 2 {
			event, ok := events.TryGet()
			fmt.Printf("frame %d: %q %t\n", frame, event, ok)
		}
		return nil
	})
	// Output:
	// frame 0: "key down" true
	// frame 1: "" false
}

// The values that are in a Queue when it is closed can still be got.
func ExampleQueue_Close() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		belt := green.NewQueue[string](t.Loop(), -1)
		belt.Put(t, "suitcase")
		belt.Put(t, "rucksack")
		belt.Close()
		for bag := range belt.All(t) {
			fmt.Println(bag)
		}
		fmt.Println("the belt stops")
		return nil
	})
	// Output:
	// suitcase
	// rucksack
	// the belt stops
}

// Two workers share the jobs of a queue.
func ExampleQueue_All() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		jobs := green.NewQueue[int](t.Loop(), -1)
		for id := range 2 {
			t.Go("worker", func(t *green.Task) error {
				for job := range jobs.All(t) {
					fmt.Println("worker", id, "does", job)
					t.Yield()
				}
				return nil
			})
		}
		for job := range 3 {
			jobs.Put(t, job)
		}
		jobs.Close()
		return nil
	})
	// Output:
	// worker 0 does 0
	// worker 1 does 1
	// worker 0 does 2
}

func ExampleQueue_Len() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		line := green.NewQueue[string](t.Loop(), -1)
		line.Put(t, "Ada")
		line.Put(t, "Grace")
		fmt.Println(line.Len(), "in line")
		return nil
	})
	// Output: 2 in line
}

func ExampleQueue_SetName() {
	err := green.Run(context.Background(), func(t *green.Task) error {
		jobs := green.NewQueue[string](t.Loop(), -1)
		jobs.SetName("jobs")
		jobs.Get(t) // nobody puts anything
		return nil
	})
	var deadlock *green.DeadlockError
	if errors.As(err, &deadlock) {
		fmt.Println(deadlock.Blocked[0].On)
	}
	// Output: Queue "jobs".Get
}
