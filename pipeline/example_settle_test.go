package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
)

// A parcel is the receipt for an order that a queue has delivered.
type parcel string

func (p parcel) ID() string { return string(p) }

func (p parcel) Ack(context.Context) error {
	fmt.Println("done:", p)
	return nil
}

func (p parcel) Nack(_ context.Context, cause error) error {
	fmt.Println("again:", p, "because of:", cause)
	return nil
}

// orders is the flow of some orders, as messages with the IDs q:1, q:2, ….
func orders(all ...string) pipeline.Flow[pipeline.Message[string]] {
	number := 0
	return pipeline.Track(pipeline.Of(all...), func(string) pipeline.Receipt {
		number++
		return parcel(fmt.Sprint("q:", number))
	})
}

func pack(_ context.Context, m pipeline.Message[string]) (pipeline.Message[int], error) {
	if m.Value == "a unicorn" {
		return pipeline.Carry(m, 0), errors.New("not in stock")
	}
	return pipeline.Carry(m, len(m.Value)), nil
}

// One order fails, and the others do not wait for it.
func ExampleSettle() {
	packed := pipeline.Map(orders("a pen", "a unicorn", "ink"), 1, pack)
	fmt.Println(pipeline.Settle(context.Background(), packed))
	// Output:
	// done: q:1
	// again: q:2 because of: not in stock
	// done: q:3
	// <nil>
}

func ExampleReceipt() {
	for m := range orders("a pen", "a unicorn").All(context.Background()) {
		if m.Value == "a unicorn" {
			_ = m.Token.Nack(context.Background(), errors.New("not in stock"))
		} else {
			_ = m.Token.Ack(context.Background())
		}
	}
	// Output:
	// done: q:1
	// again: q:2 because of: not in stock
}

func ExampleMessage() {
	var m pipeline.Message[string]
	for m = range orders("a pen").All(context.Background()) {
		fmt.Println(m.Value, "is", m.ID())
	}
	// Output: a pen is q:1
}

// The queue gives the second order when the first has been settled.
func ExampleInOrder() {
	slowest := func(_ context.Context, m pipeline.Message[string]) (pipeline.Message[string], error) {
		time.Sleep(time.Duration(len(m.Value)) * time.Millisecond)
		return m, nil
	}
	flow := pipeline.Map(orders("a writing desk", "ink"), 2, slowest, pipeline.Unordered())
	fmt.Println(pipeline.Settle(context.Background(), flow, pipeline.InOrder()))
	// Output:
	// done: q:1
	// done: q:2
	// <nil>
}

func ExampleOnFailure() {
	log := func(r pipeline.Receipt, cause error) error {
		fmt.Println("log:", r.ID(), cause)
		return nil // or an error, when there have been too many
	}
	packed := pipeline.Map(orders("a pen", "a unicorn"), 1, pack)
	fmt.Println(pipeline.Settle(context.Background(), packed, pipeline.OnFailure(log)))
	// Output:
	// done: q:1
	// again: q:2 because of: not in stock
	// log: q:2 not in stock
	// <nil>
}

// An order is done when all that it comes to is.
func ExampleSplit() {
	items := pipeline.FlatMap(orders("pen, ink", "desk"), 1, func(
		_ context.Context, m pipeline.Message[string],
	) (pipeline.Flow[pipeline.Message[string]], error) {
		return pipeline.Split(m, strings.SplitSeq(m.Value, ", ")), nil
	})
	items = pipeline.Tap(items, func(m pipeline.Message[string]) { fmt.Println(m.ID(), m.Value) })
	_ = pipeline.Settle(context.Background(), items, pipeline.InOrder())
	// Unordered output:
	// q:1/0 pen
	// q:1/1 ink
	// done: q:1
	// q:2/0 desk
	// done: q:2
}

// Orders of a batch are done together.
func ExampleJoin() {
	batches := pipeline.Batch(orders("a pen", "ink", "a desk"), 2, 0)
	sent := pipeline.Map(batches, 1, func(
		_ context.Context, batch []pipeline.Message[string],
	) (pipeline.Message[string], error) {
		return pipeline.Join(batch, fmt.Sprint("a parcel of ", len(batch))), nil
	})
	fmt.Println(pipeline.Settle(context.Background(), sent))
	// Output:
	// done: q:1
	// done: q:2
	// done: q:3
	// <nil>
}

func ExampleTracked_ID() {
	for m := range orders("a pen", "ink").All(context.Background()) {
		fmt.Print(m.ID(), " ", pipeline.Carry(m, len(m.Value)).ID(), " ")
	}
	// Output: q:1 q:1 q:2 q:2
}

// What comes from a file gets into a queue, and there only once.
func ExampleMessages() {
	queue := engine.NewMemory[string](engine.MemoryConfig{})
	lines := pipeline.Lines(strings.NewReader("pen 3\nink 1\npen 3\n"))
	messages := pipeline.Messages(lines, func(line string) string { return line })
	err := pipeline.Settle(context.Background(), queue.Publish(messages))
	fmt.Println(queue.Len(), err)
	// Output: 2 <nil>
}

// What is permanent need not be tried again.
func ExampleIsPermanent() {
	err := fmt.Errorf("order 7: %w", pipeline.Permanent(errors.New("no such article")))
	fmt.Println(err, pipeline.IsPermanent(err))
	// Output: order 7: no such article true
}

// A service ends in order when it is interrupted, here by the end of a context.
func ExampleWithGrace() {
	parent, interrupt := context.WithCancel(context.Background())
	ctx, stop := pipeline.WithGrace(parent, time.Minute, os.Interrupt)
	defer stop()
	ticks := pipeline.FromFunc(func(ctx context.Context, yield func(string) bool) error {
		if yield("tick") {
			interrupt()
			<-ctx.Done() // the source is to stop
		}
		return nil
	})
	fmt.Println(ticks.Collect(ctx))
	// Output: [tick] <nil>
}
