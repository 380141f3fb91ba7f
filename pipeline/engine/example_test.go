package engine_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
)

// filled returns a queue of words that is closed: its source ends when all are settled.
func filled(words ...string) *engine.Memory[string] {
	queue := engine.NewMemory[string](engine.MemoryConfig{Name: "words"})
	next := 0
	id := func(string) string {
		next++
		return fmt.Sprint(next)
	}
	flow := queue.Publish(pipeline.Messages(pipeline.Of(words...), id))
	if err := pipeline.Settle(context.Background(), flow); err != nil {
		panic(err)
	}
	queue.Close()
	return queue
}

type message = pipeline.Message[string]

// A worker: a word is acknowledged when what was made of it is stored.
func Example() {
	words, results := filled("to", "be"), engine.NewMemory[string](engine.MemoryConfig{})
	upper := pipeline.Map(words.Messages(), 4, func(_ context.Context, m message) (message, error) {
		return pipeline.Carry(m, strings.ToUpper(m.Value)), nil
	})
	err := pipeline.Settle(context.Background(), results.Publish(upper))
	fmt.Println(words.Len(), "left,", results.Len(), "results,", err)
	// Output: 0 left, 2 results, <nil>
}

// What fails comes again, here until it does not fail.
func ExampleMemory() {
	queue, failed := filled("to", "be"), false
	flow := pipeline.Map(queue.Messages(), 1, func(_ context.Context, m message) (message, error) {
		if m.Value == "to" && !failed {
			failed = true
			return m, errors.New("a moment, please")
		}
		fmt.Println(m.ID(), m.Value)
		return m, nil
	})
	fmt.Println(pipeline.Settle(context.Background(), flow))
	// Unordered output:
	// words:1 to
	// words:2 be
	// <nil>
}

func ExampleNewMemory() {
	queue := engine.NewMemory[string](engine.MemoryConfig{Capacity: 100, MaxAttempts: 3})
	fmt.Println(queue.Len())
	// Output: 0
}

// The same ID within DedupWindow is the same message.
func ExampleMemory_Publish() {
	queue := engine.NewMemory[string](engine.MemoryConfig{})
	orders := pipeline.Of("17 pens", "18 ink", "17 pens")
	number := func(order string) string { return order[:2] }
	err := pipeline.Settle(context.Background(), queue.Publish(pipeline.Messages(orders, number)))
	fmt.Println(queue.Len(), err)
	// Output: 2 <nil>
}

func ExampleMemory_Messages() {
	for m, err := range filled("to", "be").Messages().All(context.Background()) {
		if err == nil {
			err = m.Token.Ack(context.Background())
		}
		fmt.Println(m.Value, m.ID(), err)
	}
	// Output:
	// to words:1 <nil>
	// be words:2 <nil>
}

// After Close, nothing can be published.
func ExampleMemory_Close() {
	queue := filled("to")
	late := pipeline.Messages(pipeline.Of("be"), func(v string) string { return v })
	fmt.Println(pipeline.Settle(context.Background(), queue.Publish(late)))
	// Output: engine: the queue is closed
}

func ExampleMemory_Len() {
	queue := filled("to", "be")
	fmt.Println(queue.Len(), pipeline.Settle(context.Background(), queue.Messages()), queue.Len())
	// Output: 2 <nil> 0
}

// A message that has failed for good is put aside, and the flow goes on.
func ExampleMemory_DeadLetters() {
	queue := filled("to", "b3")
	flow := pipeline.Map(queue.Messages(), 1, func(_ context.Context, m message) (message, error) {
		if strings.Contains(m.Value, "3") {
			return m, pipeline.Permanent(errors.New("not a word"))
		}
		return m, nil
	})
	fmt.Println(pipeline.Settle(context.Background(), flow))
	for _, dead := range queue.DeadLetters() {
		fmt.Println(dead.ID, dead.Value, dead.Attempts, dead.Cause)
	}
	// Output:
	// <nil>
	// words:2 b3 1 not a word
}

func ExampleJSON() {
	type order struct{ Item string }
	codec := engine.JSON[order]()
	data, err := codec.Append(nil, order{"pen"})
	fmt.Println(string(data), err)
	fmt.Println(codec.Decode([]byte(`{"Item": "ink"}`)))
	// Output:
	// {"Item":"pen"} <nil>
	// {ink} <nil>
}

func ExampleBytes() {
	data, err := engine.Bytes().Append([]byte("> "), []byte("pen"))
	fmt.Println(string(data), err)
	// Output: > pen <nil>
}

func ExampleText() {
	codec := engine.Text()
	fmt.Println(codec.Decode([]byte("to be")))
	fmt.Println(codec.Decode([]byte{0xff}))
	// Output:
	// to be <nil>
	//  engine.Text: invalid UTF-8
}
