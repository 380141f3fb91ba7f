package trace

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/coseq/coseq/pull"
	"github.com/coseq/coseq/pull/green"
)

// values is how many the programs hand over, or count.
const values = 5

// producerAndConsumer is the tutorial's first program: a producer that drives a consumer
// by next, send and close.
func producerAndConsumer() {
	const while = 20 * time.Microsecond
	say(lane, "producer")
	work("starts", while)
	consumer := pull.New(func(y *pull.Yielder[int, string]) error {
		say(lane, "consumer")
		work("starts", while)
		status := ""
		for {
			say(gives, status)
			n := y.Yield(status)
			work(fmt.Sprintf("consumes %d", n), while)
			status = "200 OK"
		}
	})
	say(gives, "next")
	consumer.Next() // to the first yield, where it can be sent to
	for n := 1; n <= values; n++ {
		work(fmt.Sprintf("produces %d", n), while)
		say(gives, strconv.Itoa(n))
		if _, err := consumer.Send(n); err != nil {
			panic(err)
		}
	}
	work("is done", while)
	say(gives, "close")
	consumer.Close()
	work("ends", while)
	say(ends, "")
}

// threeTasks is the tutorial's program of three greenlets that take turns.
func threeTasks() {
	const while = 8 * time.Microsecond
	say(lane, "loop")
	work("starts", while)
	body := func(t *green.Task) error {
		say(lane, t.Name())
		for i := range values {
			work(strconv.Itoa(i), while)
			t.Yield()
		}
		return nil
	}
	err := green.Run(context.Background(), func(main *green.Task) error {
		say(lane, "main")
		work("spawns", while)
		err := main.Join(main.Go("A", body), main.Go("B", body), main.Go("C", body))
		work("joined", while)
		return err
	})
	if err != nil {
		panic(err)
	}
	work("ends", while)
	say(ends, "")
}

// channels is the first program with two goroutines and two channels: what it takes
// without coroutines.
func channels() {
	const while = 20 * time.Microsecond
	say(lane, "producer")
	numbers, statuses := make(chan int), make(chan string)
	go func() {
		say(lane, "consumer")
		defer close(statuses)
		for n := range numbers {
			work(fmt.Sprintf("consumes %d", n), while)
			say(gives, "200 OK")
			statuses <- "200 OK"
		}
	}()
	for n := 1; n <= values; n++ {
		work(fmt.Sprintf("produces %d", n), while)
		say(gives, strconv.Itoa(n))
		numbers <- n
		<-statuses
	}
	work("is done", while)
	close(numbers)
	<-statuses
	work("ends", while)
	say(ends, "")
}
