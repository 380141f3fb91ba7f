package green_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/pull/green"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func ExampleRun() {
	err := green.Run(context.Background(), func(t *green.Task) error {
		balance := 100 // shared by the tasks, and no lock
		withdraw := func(t *green.Task) error {
			if balance < 70 {
				return errors.New("no money left")
			}
			balance -= 70
			return nil
		}
		t.Go("Ann", withdraw)
		t.Go("Ben", withdraw)
		return nil
	})
	fmt.Println(err)
	// Output: <Task 2: Ben>: no money left
}

func ExampleTask_Go() {
	green.Run(context.Background(), func(t *green.Task) error {
		for _, city := range []string{"Oslo", "Rome"} {
			t.Go(city, func(t *green.Task) error {
				fmt.Println(t)
				return nil
			})
		}
		fmt.Println("spawned, and not yet run")
		return nil
	})
	// Output:
	// spawned, and not yet run
	// <Task 1: Oslo>
	// <Task 2: Rome>
}

func ExampleTask_Yield() {
	green.Run(context.Background(), func(t *green.Task) error {
		count := func(t *green.Task) error {
			for i := range 2 {
				fmt.Println(t, i)
				t.Yield()
			}
			return nil
		}
		t.Go("f(2)", count)
		t.Go("f(2)", count)
		return nil
	})
	// Output:
	// <Task 1: f(2)> 0
	// <Task 2: f(2)> 0
	// <Task 1: f(2)> 1
	// <Task 2: f(2)> 1
}

func ExampleTask_Sleep() {
	green.Run(context.Background(), func(t *green.Task) error {
		for _, d := range []time.Duration{3 * time.Hour, time.Hour} {
			t.Go("bell", func(t *green.Task) error {
				t.Sleep(d)
				fmt.Println("bell after", d, "at", t.Now().Format(time.Kitchen))
				return nil
			})
		}
		return nil
	}, green.Virtual(noon))
	// Output:
	// bell after 1h0m0s at 1:00PM
	// bell after 3h0m0s at 3:00PM
}

func ExampleTask_Join() {
	green.Run(context.Background(), func(t *green.Task) error {
		check := func(name string, err error) *green.Task {
			return t.Go(name, func(*green.Task) error { return err })
		}
		disk := check("disk", nil)
		mail := check("mail", errors.New("mail: queue is full"))
		news := check("news", errors.New("news: no feed"))
		fmt.Println(t.Join(news, disk, mail))
		return nil
	})
	// Output:
	// news: no feed
	// mail: queue is full
}

func ExampleTask_Kill() {
	green.Run(context.Background(), func(t *green.Task) error {
		server := t.Go("server", func(t *green.Task) error {
			defer fmt.Println("socket closed")
			t.Sleep(24 * time.Hour)
			return nil
		})
		t.Yield() // so that it begins
		server.Kill(errors.New("new version"))
		fmt.Println("joined:", t.Join(server))
		fmt.Println(server.Err())
		return nil
	})
	// Output:
	// socket closed
	// joined: <nil>
	// new version
}

func ExampleTask_ID() {
	green.Run(context.Background(), func(t *green.Task) error {
		a := t.Go("a", func(*green.Task) error { return nil })
		b := t.Go("b", func(*green.Task) error { return nil })
		fmt.Println(t.ID(), a.ID(), b.ID())
		return nil
	})
	// Output: 0 1 2
}

func ExampleTask_Name() {
	green.Run(context.Background(), func(t *green.Task) error {
		waiter := t.Go("waiter", func(*green.Task) error { return nil })
		fmt.Println(t.Name(), waiter.Name())
		return nil
	})
	// Output: main waiter
}

func ExampleTask_String() {
	green.Run(context.Background(), func(t *green.Task) error {
		fmt.Println(t)
		return nil
	})
	// Output: <Task 0: main>
}

func ExampleTask_Done() {
	green.Run(context.Background(), func(t *green.Task) error {
		cook := t.Go("cook", func(*green.Task) error { return nil })
		fmt.Println(cook.Done())
		t.Yield()
		fmt.Println(cook.Done())
		return nil
	})
	// Output:
	// false
	// true
}

func ExampleTask_Err() {
	green.Run(context.Background(), func(t *green.Task) error {
		cook := t.Go("cook", func(t *green.Task) error { return nil })
		cook.Kill(nil)
		fmt.Println(cook.Err(), errors.Is(cook.Err(), green.ErrKilled))
		return nil
	})
	// Output: green: killed true
}

func ExampleTask_Loop() {
	green.Run(context.Background(), func(t *green.Task) error {
		mail := green.NewQueue[string](t.Loop(), 1)
		mail.Put(t, "hello")
		fmt.Println(mail.Get(t))
		return nil
	})
	// Output: hello true
}

func ExampleTask_Context() {
	green.Run(context.Background(), func(t *green.Task) error {
		ctx := t.Context()
		err := t.WithTimeout(time.Minute, func(t *green.Task) error {
			defer func() { fmt.Println("inside: ", t.Context().Err()) }()
			t.Sleep(time.Hour)
			return nil
		})
		fmt.Println("outside:", ctx.Err(), "after", err)
		return nil
	}, green.Virtual(noon))
	// Output:
	// inside:  context deadline exceeded
	// outside: <nil> after context deadline exceeded
}

func ExampleTask_Now() {
	green.Run(context.Background(), func(t *green.Task) error {
		t.Sleep(90 * time.Minute)
		fmt.Println(t.Now().Format(time.Kitchen))
		return nil
	}, green.Virtual(noon))
	// Output: 1:30PM
}

func ExampleAsCompleted() {
	green.Run(context.Background(), func(t *green.Task) error {
		after := func(name string, d time.Duration) *green.Task {
			return t.Go(name, func(t *green.Task) error { t.Sleep(d); return nil })
		}
		slow, fast := after("slow", time.Hour), after("fast", time.Minute)
		for done := range green.AsCompleted(t, slow, fast) {
			fmt.Println(done.Name(), t.Now().Sub(noon))
		}
		return nil
	}, green.Virtual(noon))
	// Output:
	// fast 1m0s
	// slow 1h0m0s
}
