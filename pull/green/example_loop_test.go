package green_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/pull/green"
)

func ExampleNew() {
	l := green.New(green.Virtual(noon))
	orders := green.NewQueue[string](l, 10) // before there is a task
	orders.TryPut("tea")
	orders.Close()
	err := l.Run(context.Background(), func(t *green.Task) error {
		for order := range orders.All(t) {
			fmt.Println(order)
		}
		return nil
	})
	fmt.Println(err)
	// Output:
	// tea
	// <nil>
}

func ExampleLoop_Run() {
	ctx, cancel := context.WithCancelCause(context.Background())
	l := green.New()
	err := l.Run(ctx, func(t *green.Task) error {
		defer fmt.Println("unwound")
		cancel(errors.New("shift is over"))
		t.Sleep(time.Hour)
		return nil
	})
	fmt.Println(err)
	// Output:
	// unwound
	// shift is over
}

func ExampleLoop_Post() {
	green.Run(context.Background(), func(t *green.Task) error {
		door := green.NewFlag(t.Loop())
		release := t.Loop().Hold()
		go func() { // somebody who is no task
			defer release()
			t.Loop().Post(door.Set)
		}()
		door.Wait(t)
		fmt.Println("open")
		return nil
	})
	// Output: open
}

func ExampleLoop_Hold() {
	green.Run(context.Background(), func(t *green.Task) error {
		answer := green.NewFuture[int](t.Loop())
		release := t.Loop().Hold() // without it, the Get below would be a deadlock
		go func() {
			defer release()
			t.Loop().Post(func() { answer.Set(42) })
		}()
		fmt.Println(answer.Get(t))
		return nil
	})
	// Output: 42 <nil>
}

func ExampleLoop_Now() {
	l := green.New(green.Virtual(noon))
	l.Start(context.Background(), func(t *green.Task) error { return nil })
	defer l.Close()
	fmt.Println(l.Now().Format(time.Kitchen))
	// Output: 12:00PM
}

func ExampleLoop_Start() {
	l := green.New()
	player := l.Start(context.Background(), func(t *green.Task) error {
		for x := 1; ; x++ {
			fmt.Println("player at", x)
			t.Yield()
		}
	})
	l.Step()
	l.Step()
	fmt.Println(l.Close(), player.Err())
	// Output:
	// player at 1
	// player at 2
	// <nil> green: loop closed
}

func ExampleLoop_Step() {
	l := green.New()
	l.Start(context.Background(), func(t *green.Task) error {
		for _, line := range []string{"Who's there?", "Nay, answer me."} {
			fmt.Println(line)
			t.Yield()
		}
		return nil
	})
	for frame := 1; l.Step(); frame++ {
		fmt.Println("-- frame", frame)
	}
	fmt.Println(l.Close())
	// Output:
	// Who's there?
	// -- frame 1
	// Nay, answer me.
	// -- frame 2
	// <nil>
}

func ExampleLoop_RunUntil() {
	l := green.New(green.Virtual(noon))
	l.Start(context.Background(), func(t *green.Task) error {
		for {
			t.Sleep(time.Hour)
			fmt.Println("bell at", t.Now().Format(time.Kitchen))
		}
	})
	defer l.Close()
	fmt.Println(l.RunUntil(noon.Add(2*time.Hour)), l.Now().Format(time.Kitchen))
	// Output:
	// bell at 1:00PM
	// <nil> 2:00PM
}

func ExampleLoop_Close() {
	l := green.New()
	l.Start(context.Background(), func(t *green.Task) error {
		for _, name := range []string{"a", "b"} {
			t.Go(name, func(t *green.Task) error {
				defer fmt.Println(name, "is unwound")
				t.Sleep(time.Hour)
				return nil
			})
		}
		return errors.New("main has failed")
	})
	l.Step()
	fmt.Println(l.Close())
	// Output:
	// main has failed
}

func ExampleVirtual() {
	green.Run(context.Background(), func(t *green.Task) error {
		t.Sleep(24 * time.Hour) // takes no time
		fmt.Println(t.Now().Format(time.DateTime))
		return nil
	}, green.Virtual(noon))
	// Output: 2026-03-02 12:00:00
}

func ExampleWatchdog() {
	report := func(s green.Stall) { fmt.Println(s.Task, "does not give way") }
	green.Run(context.Background(), func(t *green.Task) error {
		t.Go("hog", func(*green.Task) error {
			time.Sleep(time.Second) // not t.Sleep: nobody else can run
			return nil
		})
		return nil
	}, green.Watchdog(100*time.Millisecond, report))
	// Output: <Task 1: hog> does not give way
}
