package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/coseq/coseq/pipeline"
)

func ExampleOf() {
	all, err := pipeline.Of("a", "b").Collect(context.Background())
	fmt.Println(all, err)
	// Output: [a b] <nil>
}

func ExampleFrom() {
	rows := func(yield func(string, error) bool) { // such as those of a database
		if yield("ann", nil) {
			yield("", errors.New("connection lost"))
		}
	}
	all, err := pipeline.From(rows).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [ann] connection lost
}

func ExampleFromSeq() {
	all, err := pipeline.FromSeq(slices.Values([]int{1, 2, 3})).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [1 2 3] <nil>
}

func ExampleFromChan() {
	ch := make(chan string, 2)
	ch <- "ping"
	ch <- "pong"
	close(ch)
	all, err := pipeline.FromChan(ch).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [ping pong] <nil>
}

func ExampleFromFunc() {
	pages := [][]string{{"a", "b"}, {"c"}}
	items := pipeline.FromFunc(func(ctx context.Context, yield func(string) bool) error {
		for _, page := range pages { // each fetched with ctx
			for _, item := range page {
				if !yield(item) {
					return nil
				}
			}
		}
		return nil
	})
	all, err := items.Collect(context.Background())
	fmt.Println(all, err)
	// Output: [a b c] <nil>
}

func ExampleFlow_All() {
	for v, err := range pipeline.Of(1, 2).All(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(v)
	}
	// Output:
	// 1
	// 2
}

func ExampleFlow_Seq() {
	var err error
	longest := slices.Max(slices.Collect(pipeline.Of(3, 9, 4).Seq(context.Background(), &err)))
	fmt.Println(longest, err)
	// Output: 9 <nil>
}

func ExampleFlow_Collect() {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New("shutting down"))
	all, err := pipeline.Of(1, 2).Collect(ctx)
	fmt.Println(all, err)
	// Output: [] shutting down
}

func ExampleFlow_ForEach() {
	err := pipeline.Of("a", "b").ForEach(context.Background(), func(s string) error {
		fmt.Println(s)
		return nil
	})
	fmt.Println(err)
	// Output:
	// a
	// b
	// <nil>
}

func ExampleFlow_Run() {
	send := func(_ context.Context, to string) (bool, error) {
		fmt.Println("mail to", to)
		return true, nil
	}
	sent := pipeline.Map(pipeline.Of("ann", "bob"), 1, send)
	fmt.Println(sent.Run(context.Background()))
	// Output:
	// mail to ann
	// mail to bob
	// <nil>
}
