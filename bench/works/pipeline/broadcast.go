package pipeline

import (
	"context"
	"iter"
	"sync"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pull"
)

const consumers = 3

func broadcast() measure.Work {
	of := func(flow func(n int) pipeline.Flow[int]) measure.Runner {
		return measure.Time(func(n int) int { return broadcastOfCoseq(flow(n)) })
	}
	channels := func(buffer int) measure.Runner {
		return measure.Time(func(n int) int { return broadcastOfChannels(n, buffer) })
	}
	mapped := func(n int) pipeline.Flow[int] {
		same := pipeline.Lift(func(v int) (int, error) { return v, nil })
		return pipeline.Map(below(n), workers, same)
	}
	return measure.Work{
		Name:  "pipeline-broadcast",
		Title: "Broadcast to three loops",
		About: "Each of three loops gets all items and adds them up. Those of coseq are sinks, " +
			"which take turns on one goroutine; the channels have room for 128.",
		Axis:  "items",
		Per:   "item",
		Sizes: measure.Tens(10, 1_000_000),
		Quick: 3,
		Ways: []measure.Way{
			{Name: "coseq Broadcast", Run: of(below)},
			{Name: "coseq Broadcast of a Map", Run: of(mapped)},
			{Name: "channel each", Run: channels(0)},
			{Name: "channel each, buffered", Run: channels(128)},
			{Name: "loop", Run: measure.Time(broadcastByHand)},
		},
	}
}

func broadcastOfCoseq(flow pipeline.Flow[int]) int {
	var sums [consumers]int
	var sinks [consumers]*pull.Sink[int]
	for i := range sinks {
		sinks[i] = pull.NewSink(func(in iter.Seq[int]) error {
			for v := range in {
				sums[i] = mix(sums[i], v)
			}
			return nil
		})
	}
	must(pipeline.Broadcast(context.Background(), flow, sinks[:]...))
	return sumOf(sums[:], plus)
}

func broadcastOfChannels(n, buffer int) int {
	var sums [consumers]int
	var all [consumers]chan int
	var ended sync.WaitGroup
	for i := range all {
		all[i] = make(chan int, buffer)
		ended.Go(func() {
			for v := range all[i] {
				sums[i] = mix(sums[i], v)
			}
		})
	}
	for v := range n {
		for _, c := range all {
			c <- v
		}
	}
	for _, c := range all {
		close(c)
	}
	ended.Wait()
	return sumOf(sums[:], plus)
}

//go:noinline
func broadcastByHand(n int) int {
	var sums [consumers]int
	for v := range n {
		for i := range sums {
			sums[i] = mix(sums[i], v)
		}
	}
	return sumOf(sums[:], plus)
}
