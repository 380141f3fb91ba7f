package green_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// Two ovens bake four loaves, on a virtual clock.
func ExampleNewPool() {
	noon := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	_ = green.Run(context.Background(), func(t *green.Task) error {
		ovens := green.NewPool(t, 2)
		for loaf := range 4 {
			ovens.Go(t, "bake", func(t *green.Task) error {
				t.Sleep(40 * time.Minute)
				fmt.Println(t.Now().Format(time.Kitchen), "loaf", loaf)
				return nil
			})
		}
		return ovens.Wait(t)
	}, green.Virtual(noon))
	// Output:
	// 12:40PM loaf 0
	// 12:40PM loaf 1
	// 1:20PM loaf 2
	// 1:20PM loaf 3
}

// Go waits until there is room, and then returns; the task runs later.
func ExamplePool_Go() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		p := green.NewPool(t, 1)
		for n := range 2 {
			fmt.Println("asking for", n)
			p.Go(t, "task", func(*green.Task) error { fmt.Println("running", n); return nil })
		}
		return p.Wait(t)
	})
	// Output:
	// asking for 0
	// asking for 1
	// running 0
	// running 1
}

func ExamplePool_Wait() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		p := green.NewPool(t, 8)
		for _, host := range []string{"alpha", "beta", "gamma"} {
			p.Go(t, host, func(t *green.Task) error {
				if host == "beta" {
					return errors.New("beta: no route to host")
				}
				return nil
			})
		}
		fmt.Println(p.Wait(t))
		return nil
	})
	// Output: beta: no route to host
}

// The results come in the order of the input, whichever is ready first.
func ExampleMap() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		cities := slices.Values([]string{"Oslo", "Lima", "Atlantis", "Rome"})
		ask := func(t *green.Task, city string) (string, error) {
			t.Sleep(time.Duration(10-len(city)) * time.Second)
			if city == "Atlantis" {
				return "", errors.New("no such place")
			}
			return "rain in " + city, nil
		}
		for weather, err := range green.Map(t, 3, cities, ask) {
			fmt.Println(weather, err)
		}
		return nil
	}, green.Virtual(time.Now()))
	// Output:
	// rain in Oslo <nil>
	// rain in Lima <nil>
	//  no such place
	// rain in Rome <nil>
}

// The first answer will do: breaking out kills those who are still asking.
func ExampleMapUnordered() {
	_ = green.Run(context.Background(), func(t *green.Task) error {
		mirrors := slices.Values([]time.Duration{300, 100, 200})
		ask := func(t *green.Task, ping time.Duration) (string, error) {
			defer func() { fmt.Println("asked", int(ping)) }()
			t.Sleep(ping * time.Millisecond)
			return fmt.Sprintf("answer of the mirror %d ms away", ping), nil
		}
		for answer := range green.MapUnordered(t, 3, mirrors, ask) {
			fmt.Println(answer)
			break
		}
		return nil
	}, green.Virtual(time.Now()))
	// Output:
	// asked 100
	// answer of the mirror 100 ms away
	// asked 300
	// asked 200
}
