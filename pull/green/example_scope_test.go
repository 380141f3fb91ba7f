package green_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/pull/green"
)

func ExampleTask_Scope() {
	green.Run(context.Background(), func(t *green.Task) error {
		err := t.Scope(func(t *green.Task) error {
			t.Go("hotel", func(t *green.Task) error {
				defer fmt.Println("hotel cancelled")
				t.Sleep(time.Hour)
				return nil
			})
			t.Go("flight", func(t *green.Task) error {
				t.Sleep(time.Minute)
				return errors.New("no seat left")
			})
			return nil
		})
		fmt.Println("trip:", err)
		return nil
	}, green.Virtual(noon))
	// Output:
	// hotel cancelled
	// trip: no seat left
}

func ExampleTask_WithTimeout() {
	green.Run(context.Background(), func(t *green.Task) error {
		err := t.WithTimeout(time.Minute, func(t *green.Task) error {
			err := t.WithTimeout(time.Hour, func(t *green.Task) error {
				t.Sleep(24 * time.Hour)
				return nil
			})
			fmt.Println("not reached: it is the outer deadline", err)
			return nil
		})
		fmt.Println(err, t.Now().Sub(noon))
		return nil
	}, green.Virtual(noon))
	// Output: context deadline exceeded 1m0s
}

func ExampleTask_Shield() {
	green.Run(context.Background(), func(t *green.Task) error {
		order := t.Go("order", func(t *green.Task) error {
			defer t.Shield(func(t *green.Task) error {
				t.Sleep(time.Second) // without the Shield, this would unwind
				fmt.Println("order taken back")
				return nil
			})
			t.Sleep(time.Hour)
			return nil
		})
		t.Yield()
		order.Kill(nil)
		return t.Join(order)
	}, green.Virtual(noon))
	// Output: order taken back
}

func ExampleSpawn() {
	green.Run(context.Background(), func(t *green.Task) error {
		price := green.Spawn(t, "price", func(t *green.Task) (int, error) {
			t.Sleep(time.Second)
			return 42, nil
		})
		fmt.Println(price.Get(t))
		return nil
	}, green.Virtual(noon))
	// Output: 42 <nil>
}

func ExampleNewFuture() {
	green.Run(context.Background(), func(t *green.Task) error {
		winner := green.NewFuture[string](t.Loop())
		t.Go("reporter", func(t *green.Task) error {
			name, err := winner.Get(t)
			fmt.Println(name, err)
			return nil
		})
		t.Go("judge", func(t *green.Task) error {
			winner.Set("Ann")
			return nil
		})
		return nil
	})
	// Output: Ann <nil>
}

func ExampleFuture_Get() {
	green.Run(context.Background(), func(t *green.Task) error {
		price := green.Spawn(t, "price", func(t *green.Task) (int, error) {
			return 0, errors.New("not for sale")
		})
		_, err := price.Get(t)
		fmt.Println(err)
		return nil
	})
	// Output: not for sale
}

func ExampleFuture_Set() {
	green.Run(context.Background(), func(t *green.Task) error {
		winner := green.NewFuture[string](t.Loop())
		winner.Set("Ann")
		fmt.Println(winner.Get(t))
		return nil
	})
	// Output: Ann <nil>
}

func ExampleFuture_Fail() {
	green.Run(context.Background(), func(t *green.Task) error {
		winner := green.NewFuture[string](t.Loop())
		winner.Fail(errors.New("a draw"))
		_, err := winner.Get(t)
		fmt.Println(err)
		return nil
	})
	// Output: a draw
}

func ExampleFuture_Done() {
	green.Run(context.Background(), func(t *green.Task) error {
		winner := green.NewFuture[string](t.Loop())
		fmt.Println(winner.Done())
		winner.Set("Ann")
		fmt.Println(winner.Done())
		return nil
	})
	// Output:
	// false
	// true
}

func ExampleFuture_Task() {
	green.Run(context.Background(), func(t *green.Task) error {
		price := green.Spawn(t, "price", func(t *green.Task) (int, error) { return 42, nil })
		fmt.Println(price.Task())
		return nil
	})
	// Output: <Task 1: price>
}

func ExampleAwait() {
	green.Run(context.Background(), func(t *green.Task) error {
		t.Go("clock", func(t *green.Task) error {
			fmt.Println("tick, while the other one waits")
			return nil
		})
		answers := make(chan int)
		go func() { answers <- 42 }()
		fmt.Println(green.Await(t, func(context.Context) (int, error) { return <-answers, nil }))
		return nil
	})
	// Output:
	// tick, while the other one waits
	// 42 <nil>
}

func ExampleTask_Await() {
	green.Run(context.Background(), func(t *green.Task) error {
		err := t.WithTimeout(time.Millisecond, func(t *green.Task) error {
			return t.Await(func(ctx context.Context) error {
				<-ctx.Done() // as any call would that heeds its context
				return ctx.Err()
			})
		})
		fmt.Println(err)
		return nil
	})
	// Output: context deadline exceeded
}

func ExampleMaxBlocking() {
	green.Run(context.Background(), func(t *green.Task) error {
		for _, file := range []string{"a.txt", "b.txt", "c.txt"} {
			t.Go(file, func(t *green.Task) error {
				return t.Await(func(context.Context) error {
					fmt.Println(file) // one at a time
					return nil
				})
			})
		}
		return nil
	}, green.MaxBlocking(1))
	// Output:
	// a.txt
	// b.txt
	// c.txt
}
