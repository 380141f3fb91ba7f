package green_test

import (
	"context"
	"fmt"

	"github.com/coseq/coseq/pull/green"
)

func ExampleSeed() {
	green.Run(context.Background(), func(t *green.Task) error {
		for _, name := range []string{"a", "b", "c", "d"} {
			t.Go(name, func(t *green.Task) error {
				fmt.Print(name, " ")
				return nil
			})
		}
		return nil
	}, green.Seed(1))
	// Output: c d a b
}

func ExampleTrace() {
	green.Run(context.Background(), func(t *green.Task) error {
		return t.Join(t.Go("child", func(*green.Task) error { return nil }))
	}, green.Trace(func(e green.Event) { fmt.Println(e) }))
	// Output:
	// Spawned <Task 0: main>
	// Switched <Task 0: main>
	// Spawned <Task 1: child>
	// BlockedOn <Task 0: main> on Join <Task 1: child>
	// Switched <Task 1: child>
	// Ended <Task 1: child>
	// Woken <Task 0: main> on Join <Task 1: child>
	// Switched <Task 0: main>
	// Ended <Task 0: main>
}

func ExampleExplore() {
	failure := green.Explore(100, func(opts ...green.Option) error {
		visits := 0
		visit := func(t *green.Task) error {
			seen := visits
			t.Yield() // others may come between
			visits = seen + 1
			return nil
		}
		err := green.Run(context.Background(), func(t *green.Task) error {
			t.Join(t.Go("Ann", visit)) // one after the other:
			t.Go("Ben", visit)         // this one not
			t.Go("Eve", visit)
			return nil
		}, opts...)
		if err == nil && visits != 3 {
			err = fmt.Errorf("%d visits", visits)
		}
		return err
	})
	fmt.Println(failure.Seed, failure.Err)
	// Output: 1 2 visits
}

func ExampleReplay() {
	prog := func(names []string, opts ...green.Option) error {
		return green.Run(context.Background(), func(t *green.Task) error {
			for _, name := range names {
				t.Go(name, func(*green.Task) error { return nil })
			}
			return nil
		}, opts...)
	}
	var trace []green.Event
	prog([]string{"a", "b"}, green.Trace(func(e green.Event) { trace = append(trace, e) }))
	fmt.Println(prog([]string{"a", "b"}, green.Replay(trace)))
	fmt.Println(prog([]string{"a", "c"}, green.Replay(trace)))
	// Output:
	// <nil>
	// green.Replay: event 3 differs: Spawned <Task 2: c>, where the trace has Spawned <Task 2: b>
}

func ExampleFailure_String() {
	failure := green.Explore(1, func(opts ...green.Option) error {
		return green.Run(context.Background(), func(t *green.Task) error {
			return fmt.Errorf("sold out")
		}, opts...)
	})
	fmt.Println(failure)
	// Output:
	// seed 0: sold out
	//    0 Spawned <Task 0: main> on Seed 0
	//    1 Switched <Task 0: main>
	//    2 Ended <Task 0: main> on sold out
}

func ExampleEvent_String() {
	green.Run(context.Background(), func(t *green.Task) error {
		e := green.Event{Kind: green.BlockedOn, Task: t, On: `Queue "jobs".Get`}
		fmt.Println(e)
		return nil
	})
	// Output: BlockedOn <Task 0: main> on Queue "jobs".Get
}

func ExampleEventKind_String() {
	fmt.Println(green.Spawned, green.Woken)
	// Output: Spawned Woken
}
