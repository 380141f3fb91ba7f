package pull

import (
	"iter"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull"
)

func sink() measure.Work {
	return measure.Work{
		Name:  "pull-sink",
		Title: "Push values into a loop",
		About: "The consumer is a loop over what it is given, in a function of its own; the " +
			"producer pushes n values into it and waits for its sum. `SendAll` takes 64 at once.",
		Axis:  "values",
		Per:   "value",
		Sizes: measure.Tens(1, 1_000_000),
		Quick: 4,
		Ways: []measure.Way{
			{Name: "coseq Sink.SendAll", Run: measure.Time(sinkAll)},
			{Name: "coseq Sink.Send", Run: measure.Time(sinkEach)},
			{Name: "iter.Pull and a variable", Run: measure.Time(sinkOfPull)},
			{Name: "channel", Run: measure.Time(func(n int) int { return sinkOfChannel(n, 0) })},
			{Name: "channel, buffered", Run: measure.Time(func(n int) int { return sinkOfChannel(n, 64) })},
			{Name: "goroutines and slices of 64", Run: measure.Time(sinkOfSlices)},
		},
	}
}

// adder is a sink, and the sum that it leaves.
func adder() (*pull.Sink[int], *int) {
	sum := new(int)
	return pull.NewSink(func(in iter.Seq[int]) error {
		for v := range in {
			*sum += v
		}
		return nil
	}), sum
}

func sinkEach(n int) int {
	s, sum := adder()
	for i := range n {
		if err := s.Send(i); err != nil {
			panic(err)
		}
	}
	if err := s.Close(); err != nil {
		panic(err)
	}
	return *sum
}

func sinkAll(n int) int {
	s, sum := adder()
	for vs := range slicesBelow(n) {
		if err := s.SendAll(vs); err != nil {
			panic(err)
		}
	}
	if err := s.Close(); err != nil {
		panic(err)
	}
	return *sum
}

// slicesBelow is 0 … n-1 in slices of up to 64, all of which share one array.
func slicesBelow(n int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		var vs [64]int
		for from := 0; from < n; from += len(vs) {
			part := vs[:min(n-from, len(vs))]
			for i := range part {
				part[i] = from + i
			}
			if !yield(part) {
				return
			}
		}
	}
}

// sinkOfPull turns a loop inside out by hand: what is yielded is nothing, and what is
// pushed lies in a variable.
func sinkOfPull(n int) (sum int) {
	var pushed int
	ended := false
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		for yield(struct{}{}) && !ended {
			sum += pushed
		}
	})
	defer stop()
	next()
	for pushed = range n {
		next()
	}
	ended = true
	next()
	return sum
}

func sinkOfChannel(n, buffer int) (sum int) {
	values, done := make(chan int, buffer), make(chan struct{})
	go func() {
		defer close(done)
		for v := range values {
			sum += v
		}
	}()
	for i := range n {
		values <- i
	}
	close(values)
	<-done
	return sum
}

// sinkOfSlices has two slices, of which the producer fills one while the consumer reads
// the other.
func sinkOfSlices(n int) (sum int) {
	full, empty, done := make(chan []int), make(chan []int, 2), make(chan struct{})
	empty <- make([]int, 0, 64)
	empty <- make([]int, 0, 64)
	go func() {
		defer close(done)
		for vs := range full {
			for _, v := range vs {
				sum += v
			}
			empty <- vs
		}
	}()
	for part := range slicesBelow(n) {
		full <- append((<-empty)[:0], part...)
	}
	close(full)
	<-done
	return sum
}
