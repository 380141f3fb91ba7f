package green_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/coseq/coseq/pull/green"
)

// Those who wait go on together, when the one who has set the Flag gives way.
func ExampleNewFlag() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		start := green.NewFlag(t.Loop())
		for _, runner := range []string{"Ada", "Grace"} {
			t.Go(runner, func(t *green.Task) error {
				start.Wait(t)
				fmt.Println(t.Name(), "runs")
				return nil
			})
		}
		t.Yield()
		start.Set()
		fmt.Println("bang")
		return nil
	})
	// Output:
	// bang
	// Ada runs
	// Grace runs
}

func ExampleFlag_Set() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		ready := green.NewFlag(t.Loop())
		t.Go("cache", func(*green.Task) error {
			fmt.Println("cache filled")
			ready.Set()
			return nil
		})
		ready.Wait(t)
		fmt.Println("serving")
		return nil
	})
	// Output:
	// cache filled
	// serving
}

// A gate that is closed again stops only those who come later.
func ExampleFlag_Clear() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		gate := green.NewFlag(t.Loop())
		car := t.Go("car", func(t *green.Task) error {
			gate.Wait(t)
			fmt.Println("through, with the gate open:", gate.IsSet())
			return nil
		})
		t.Yield()
		gate.Set()
		gate.Clear()
		return t.Join(car)
	})
	// Output: through, with the gate open: false
}

func ExampleFlag_IsSet() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		stop := green.NewFlag(t.Loop())
		t.Go("ticker", func(t *green.Task) error {
			for n := 0; !stop.IsSet(); n++ {
				fmt.Println("tick", n)
				t.Yield()
			}
			return nil
		})
		t.Yield()
		t.Yield()
		stop.Set()
		return nil
	})
	// Output:
	// tick 0
	// tick 1
}

// Wait does not give way when there is nothing to wait for.
func ExampleFlag_Wait() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		open := green.NewFlag(t.Loop())
		open.Set()
		t.Go("other", func(*green.Task) error { fmt.Println("somebody else"); return nil })
		open.Wait(t)
		fmt.Println("straight on")
		return nil
	})
	// Output:
	// straight on
	// somebody else
}

func ExampleFlag_SetName() {
	err := green.Run(context.Background(), func(t *green.Task) error {
		ready := green.NewFlag(t.Loop())
		ready.SetName("ready")
		ready.Wait(t) // nobody sets it
		return nil
	})
	var deadlock *green.DeadlockError
	if errors.As(err, &deadlock) {
		fmt.Println(deadlock.Blocked[0].On)
	}
	// Output: Flag "ready".Wait
}

// Three visitors share two canoes.
func ExampleNewSemaphore() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		canoes := green.NewSemaphore(t.Loop(), 2)
		for _, visitor := range []string{"Ada", "Grace", "Joan"} {
			t.Go(visitor, func(t *green.Task) error {
				canoes.Acquire(t)
				defer canoes.Release()
				fmt.Println(visitor, "paddles")
				t.Yield()
				fmt.Println(visitor, "is back")
				return nil
			})
		}
		return nil
	})
	// Output:
	// Ada paddles
	// Grace paddles
	// Ada is back
	// Grace is back
	// Joan paddles
	// Joan is back
}

// With one permit a Semaphore is a lock. It is needed only around what blocks.
func ExampleSemaphore_Acquire() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		account := green.NewSemaphore(t.Loop(), 1)
		balance := 0
		for range 3 {
			t.Go("deposit", func(t *green.Task) error {
				account.Acquire(t)
				defer account.Release()
				before := balance
				t.Yield() // ask the bank
				balance = before + 10
				fmt.Println(balance)
				return nil
			})
		}
		return nil
	})
	// Output:
	// 10
	// 20
	// 30
}

func ExampleSemaphore_TryAcquire() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		seats := green.NewSemaphore(t.Loop(), 1)
		fmt.Println(seats.TryAcquire(), seats.TryAcquire())
		return nil
	})
	// Output: true false
}

// The permit is handed to the one who waits; who releases it has to line up.
func ExampleSemaphore_Release() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		phone := green.NewSemaphore(t.Loop(), 1)
		phone.Acquire(t)
		t.Go("Ada", func(t *green.Task) error {
			phone.Acquire(t)
			fmt.Println("Ada calls")
			phone.Release()
			return nil
		})
		t.Yield()
		phone.Release()
		phone.Acquire(t)
		fmt.Println("main calls again")
		return nil
	})
	// Output:
	// Ada calls
	// main calls again
}

func ExampleSemaphore_SetName() {
	err := green.Run(context.Background(), func(t *green.Task) error {
		printer := green.NewSemaphore(t.Loop(), 0)
		printer.SetName("printer")
		printer.Acquire(t) // nobody releases it
		return nil
	})
	var deadlock *green.DeadlockError
	if errors.As(err, &deadlock) {
		fmt.Println(deadlock.Blocked[0].On)
	}
	// Output: Semaphore "printer".Acquire
}
