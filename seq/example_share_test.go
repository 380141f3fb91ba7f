package seq_test

import (
	"fmt"
	"slices"

	"github.com/coseq/coseq/seq"
)

// A sequence that costs a walk over a file is read once, however often it is used.
func ExampleMemoize() {
	read := func(line string) { fmt.Println("reading", line) }
	lines := seq.Memoize(seq.Tap(seq.Of("intro", "usage"), read))
	fmt.Println(seq.Count(lines), "lines")
	fmt.Println(slices.Collect(lines))
	// Output:
	// reading intro
	// reading usage
	// 2 lines
	// [intro usage]
}

func ExampleOnce() {
	defer func() { fmt.Println("panic:", recover() != nil) }()
	tickets := seq.Once(seq.Of(17, 18))
	fmt.Println(slices.Collect(tickets))
	fmt.Println(slices.Collect(tickets))
	// Output:
	// [17 18]
	// panic: true
}
