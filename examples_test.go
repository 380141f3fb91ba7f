package coseq_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"

	"github.com/coseq/coseq/internal/sites"
	"github.com/coseq/coseq/pull"
	"github.com/coseq/coseq/pull/green"
)

// The tutorial's first program, letter for letter: a producer that drives a
// consumer by next, send and close, on one thread and without a lock.
func Example_producerConsumer() {
	consumer := pull.New(func(y *pull.Yielder[int, string]) error {
		r := ""
		for {
			n := y.Yield(r)
			if n == 0 {
				return nil
			}
			fmt.Printf("[CONSUMER] Consuming %d...\n", n)
			r = "200 OK"
		}
	})

	consumer.Next()
	for n := 1; n <= 5; n++ {
		fmt.Printf("[PRODUER] Producing %d...\n", n)
		r, _ := consumer.Send(n)
		fmt.Printf("[PRODUER] Consumer return: %s\n", r)
	}
	consumer.Close()
	// Output:
	// [PRODUER] Producing 1...
	// [CONSUMER] Consuming 1...
	// [PRODUER] Consumer return: 200 OK
	// [PRODUER] Producing 2...
	// [CONSUMER] Consuming 2...
	// [PRODUER] Consumer return: 200 OK
	// [PRODUER] Producing 3...
	// [CONSUMER] Consuming 3...
	// [PRODUER] Consumer return: 200 OK
	// [PRODUER] Producing 4...
	// [CONSUMER] Consuming 4...
	// [PRODUER] Consumer return: 200 OK
	// [PRODUER] Producing 5...
	// [CONSUMER] Consuming 5...
	// [PRODUER] Consumer return: 200 OK
}

// The tutorial's first program with gevent: greenlets that do not give way run one
// after the other, in the order in which they were spawned.
func Example_greenletsInTurn() {
	f := func(t *green.Task) error {
		for i := range 5 {
			fmt.Println(t, i)
		}
		return nil
	}
	err := green.Run(context.Background(), func(t *green.Task) error {
		return t.Join(t.Go("f(5)", f), t.Go("f(5)", f), t.Go("f(5)", f))
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// <Task 1: f(5)> 0
	// <Task 1: f(5)> 1
	// <Task 1: f(5)> 2
	// <Task 1: f(5)> 3
	// <Task 1: f(5)> 4
	// <Task 2: f(5)> 0
	// <Task 2: f(5)> 1
	// <Task 2: f(5)> 2
	// <Task 2: f(5)> 3
	// <Task 2: f(5)> 4
	// <Task 3: f(5)> 0
	// <Task 3: f(5)> 1
	// <Task 3: f(5)> 2
	// <Task 3: f(5)> 3
	// <Task 3: f(5)> 4
}

// The same with gevent.sleep(0): they take turns.
func Example_greenletsAlternating() {
	f := func(t *green.Task) error {
		for i := range 5 {
			fmt.Println(t, i)
			t.Yield()
		}
		return nil
	}
	err := green.Run(context.Background(), func(t *green.Task) error {
		return t.Join(t.Go("f(5)", f), t.Go("f(5)", f), t.Go("f(5)", f))
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// <Task 1: f(5)> 0
	// <Task 2: f(5)> 0
	// <Task 3: f(5)> 0
	// <Task 1: f(5)> 1
	// <Task 2: f(5)> 1
	// <Task 3: f(5)> 1
	// <Task 1: f(5)> 2
	// <Task 2: f(5)> 2
	// <Task 3: f(5)> 2
	// <Task 1: f(5)> 3
	// <Task 2: f(5)> 3
	// <Task 3: f(5)> 3
	// <Task 1: f(5)> 4
	// <Task 2: f(5)> 4
	// <Task 3: f(5)> 4
}

// The tutorial's last program: three tasks on one goroutine wait for three sites at
// once. A local server stands for these, and answers in the tutorial's order.
func Example_concurrentFetch() {
	server, err := sites.Serve(sites.AtOnce)
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()

	loop := green.New()
	client := &http.Client{Transport: green.Transport(loop, server.InTurn())}
	fetch := func(url string) error {
		fmt.Printf("GET: %s\n", url)
		resp, err := client.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		data, err := io.ReadAll(resp.Body)
		if err != nil {
			return err
		}
		fmt.Printf("%d bytes received from %s.\n", len(data), url)
		return nil
	}
	err = loop.Run(context.Background(), func(t *green.Task) error {
		return t.Join(
			t.Go("python", func(*green.Task) error { return fetch("https://www.python.org/") }),
			t.Go("yahoo", func(*green.Task) error { return fetch("https://www.yahoo.com/") }),
			t.Go("github", func(*green.Task) error { return fetch("https://github.com/") }),
		)
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// GET: https://www.python.org/
	// GET: https://www.yahoo.com/
	// GET: https://github.com/
	// 47067 bytes received from https://www.python.org/.
	// 282652 bytes received from https://www.yahoo.com/.
	// 18189 bytes received from https://github.com/.
}
