package coseq_test

import (
	"fmt"

	"github.com/coseq/coseq/pull"
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
