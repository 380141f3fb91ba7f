package pipeline_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/coseq/coseq/pipeline"
)

func ExampleLines() {
	text := strings.NewReader("to be\r\nor not\n\nto be")
	for line, err := range pipeline.Lines(text).All(context.Background()) {
		fmt.Printf("%q %v\n", line, err)
	}
	// Output:
	// "to be" <nil>
	// "or not" <nil>
	// "" <nil>
	// "to be" <nil>
}

// The reader is opened when the flow is run and closed when the loop is left.
func ExampleLinesFrom() {
	lines := pipeline.LinesFrom(func(context.Context) (io.ReadCloser, error) {
		fmt.Println("open") // such as os.Open(name)
		return closer{strings.NewReader("first\nsecond\nthird\n")}, nil
	})
	for line := range lines.All(context.Background()) {
		fmt.Println(line)
		break
	}
	// Output:
	// open
	// first
	// close
}

type closer struct{ io.Reader }

func (closer) Close() error {
	fmt.Println("close")
	return nil
}

func ExampleBatch() {
	rows := pipeline.Of("ann", "bob", "eve", "joe", "zoe")
	for batch := range pipeline.Batch(rows, 2, time.Second).All(context.Background()) {
		fmt.Println("INSERT", batch)
	}
	// Output:
	// INSERT [ann bob]
	// INSERT [eve joe]
	// INSERT [zoe]
}

func ExampleUnbatch() {
	pages := pipeline.Of([]string{"ann", "bob"}, nil, []string{"eve"})
	fmt.Println(pipeline.Unbatch(pages).Collect(context.Background()))
	// Output: [ann bob eve] <nil>
}

// A daily allowance is the least that a Limiter can be.
type allowance int

func (a *allowance) Wait(context.Context) error {
	if *a--; *a < 0 {
		return fmt.Errorf("no more today")
	}
	return nil
}

// Most limiters pause instead, such as that of golang.org/x/time/rate.
func ExampleThrottle() {
	two := allowance(2)
	fmt.Println(pipeline.Throttle(pipeline.Of("a", "b", "c"), &two).Collect(context.Background()))
	// Output: [a b] no more today
}

// On a terminal the line would begin with "\r" rather than end with "\n".
func ExampleProgress() {
	line := func(s pipeline.Snapshot) { fmt.Printf("%d of %d\n", s.Done, s.Total) }
	flow := pipeline.Progress(pipeline.Of("a", "b", "c"), line, pipeline.Total(3))
	fmt.Println(flow.Run(context.Background()))
	// Output:
	// 3 of 3
	// <nil>
}

func ExampleTotal() {
	var last pipeline.Snapshot
	note := func(s pipeline.Snapshot) { last = s }
	pipeline.Progress(pipeline.Of("a", "b", "c"), note, pipeline.Total(10)).Run(context.Background())
	fmt.Println(last.Done, last.Total, last.ETA > 0)
	// Output: 3 10 true
}
