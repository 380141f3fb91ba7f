package pipeline_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pull"
)

// A message of a queue, which gives it again unless its offset is acknowledged.
type message struct {
	offset int
	text   string
}

func (m message) id() int { return m.offset }

func queue() pipeline.Flow[message] {
	return pipeline.Of(message{7, "to"}, message{8, "be"}, message{9, "-"}, message{10, "or"})
}

func acknowledge(_ context.Context, offset int) error {
	fmt.Println("done:", offset)
	return nil
}

// Messages are handled in any order, and acknowledged in theirs. One that is not wanted is
// acknowledged like the others.
func ExampleCommit() {
	type delivery = pipeline.Tracked[message, int]
	words := pipeline.Filter(pipeline.Track(queue(), message.id), 1,
		func(_ context.Context, d delivery) (bool, error) { return d.Value.text != "-", nil })
	handled := pipeline.Map(words, 4, func(_ context.Context, d delivery) (delivery, error) {
		time.Sleep(time.Duration(11-d.Token) * time.Millisecond)
		return d, nil
	}, pipeline.Unordered())
	fmt.Println(pipeline.Commit(context.Background(), handled, acknowledge))
	// Output:
	// done: 7
	// done: 8
	// done: 9
	// done: 10
	// <nil>
}

// What comes after a message that failed is not acknowledged: it will come again.
func ExampleTrack() {
	tracked := pipeline.Track(queue(), message.id)
	handled := pipeline.Map(tracked, 4, func(
		_ context.Context, d pipeline.Tracked[message, int],
	) (pipeline.Tracked[int, int], error) {
		if d.Value.text == "-" {
			return pipeline.Carry(d, 0), fmt.Errorf("message %d is no word", d.Token)
		}
		return pipeline.Carry(d, len(d.Value.text)), nil
	})
	fmt.Println(pipeline.Commit(context.Background(), handled, acknowledge))
	// Output:
	// done: 7
	// done: 8
	// message 9 is no word
}

// Carry keeps the token, and the place in the order of acknowledgements.
func ExampleCarry() {
	type delivery = pipeline.Tracked[message, int]
	upper := pipeline.Lift(func(d delivery) (pipeline.Tracked[string, int], error) {
		return pipeline.Carry(d, strings.ToUpper(d.Value.text)), nil
	})
	flow := pipeline.Map(pipeline.Track(queue(), message.id), 1, upper)
	for d := range flow.All(context.Background()) {
		fmt.Print(d.Token, d.Value, " ")
	}
	// Output: 7TO 8BE 9- 10OR
}

// A function of values works on tracked ones.
func ExampleMapTracked() {
	upper := pipeline.Lift(func(m message) (string, error) { return strings.ToUpper(m.text), nil })
	flow := pipeline.MapTracked(pipeline.Track(queue(), message.id), 4, upper)
	for d := range flow.All(context.Background()) {
		fmt.Print(d.Token, d.Value, " ")
	}
	// Output: 7TO 8BE 9- 10OR
}

// lettersTo returns a sink that counts the letters of words.
func lettersTo(n *int) *pull.Sink[string] {
	return pull.NewSink(func(in iter.Seq[string]) error {
		for word := range in {
			*n += len(word)
		}
		return nil
	})
}

// Two loops over one pass of the same words.
func ExampleBroadcast() {
	letters, longest := 0, ""
	long := pull.NewSink(func(in iter.Seq[string]) error {
		for word := range in {
			if len(word) > len(longest) {
				longest = word
			}
		}
		return nil
	})
	words := pipeline.Of("to", "be", "or", "not")
	err := pipeline.Broadcast(context.Background(), words, long, lettersTo(&letters))
	fmt.Println(longest, letters, err)
	// Output: not 9 <nil>
}
