package pull

import (
	"iter"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull"
)

func next() measure.Work {
	return measure.Work{
		Name:  "pull-next",
		Title: "Pull values out of an iterator",
		About: "A loop asks for one value after another of a sequence of n. The figures include its " +
			"beginning and its end, which is what short sequences are made of. `Batched` reads up " +
			"to 64 values ahead, the others none, but for the buffered channel.",
		Axis:  "values",
		Per:   "value",
		Sizes: measure.Tens(1, 1_000_000),
		Quick: 4,
		Ways: []measure.Way{
			{Name: "coseq Gen.Next", Run: measure.Time(nextOfGen)},
			{Name: "coseq Cursor.Next", Run: measure.Time(nextOfCursor)},
			{Name: "coseq Batched", Run: measure.Time(nextOfBatched)},
			{Name: "iter.Pull", Run: measure.Time(nextOfPull)},
			{Name: "channel", Run: measure.Time(func(n int) int { return nextOfChannel(n, 0) })},
			{Name: "channel, buffered", Run: measure.Time(func(n int) int { return nextOfChannel(n, 64) })},
			{Name: "range over func", Run: measure.Time(nextOfRange)},
		},
	}
}

// below is the sequence 0, 1 … n-1.
func below(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// sum adds up what next gives.
func sum(next func() (int, bool)) (sum int) {
	for v, ok := next(); ok; v, ok = next() {
		sum += v
	}
	return sum
}

func nextOfGen(n int) int {
	g := pull.New(func(y *pull.Yielder[struct{}, int]) error {
		for i := range n {
			y.Yield(i)
		}
		return nil
	})
	defer g.Close()
	return sum(g.Next)
}

func nextOfCursor(n int) int {
	c := pull.NewCursor(below(n))
	defer c.Close()
	return sum(c.Next)
}

func nextOfBatched(n int) int {
	next, stop := pull.Batched(below(n), 64)
	defer stop()
	return sum(next)
}

func nextOfPull(n int) int {
	next, stop := iter.Pull(below(n))
	defer stop()
	return sum(next)
}

func nextOfChannel(n, buffer int) (sum int) {
	values := make(chan int, buffer)
	go func() {
		defer close(values)
		for i := range n {
			values <- i
		}
	}()
	for v := range values {
		sum += v
	}
	return sum
}

// nextOfRange has no coroutine: the body of the loop is called by the sequence.
//
//go:noinline
func nextOfRange(n int) (sum int) {
	for v := range elsewhere(n) {
		sum += v
	}
	return sum
}

// elsewhere hides the sequence from the compiler, which would make a plain loop of it.
//
//go:noinline
func elsewhere(n int) iter.Seq[int] { return below(n) }
