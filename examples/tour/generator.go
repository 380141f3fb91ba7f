package main

import (
	"fmt"
	"io"
	"time"

	"github.com/coseq/coseq/pull"
)

// produceAndConsume is the tutorial's first program: a producer that drives a
// consumer by next, send and close, on one thread and without a lock.
func produceAndConsume(w io.Writer, pause func(time.Duration)) error {
	consumer := pull.New(func(y *pull.Yielder[int, string]) error {
		status := ""
		for {
			n := y.Yield(status)
			if n == 0 {
				return nil
			}
			fmt.Fprintf(w, "[CONSUMER] Consuming %d...\n", n)
			pause(time.Second)
			status = "200 OK"
		}
	})
	consumer.Next() // to the first yield, where it can be sent to
	for n := 1; n <= 5; n++ {
		fmt.Fprintf(w, "[PRODUER] Producing %d...\n", n)
		status, err := consumer.Send(n)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "[PRODUER] Consumer return: %s\n", status)
	}
	return consumer.Close()
}
