package pipeline_test

import (
	"iter"
	"sync"
	"testing"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pull"
)

// BenchmarkBroadcast gives a million ints to three consumers, each of which adds them up.
func BenchmarkBroadcast(b *testing.B) {
	const sum = million * (million - 1) / 2
	check := func(sums [3]int) {
		if sums != [3]int{sum, sum, sum} {
			b.Fatal(sums)
		}
	}
	perItem(b, "with=buffered channels", million, func() {
		var sums [3]int
		var all [3]chan int
		var consumers sync.WaitGroup
		for i := range all {
			all[i] = make(chan int, 128)
			consumers.Go(func() {
				for v := range all[i] {
					sums[i] += v
				}
			})
		}
		for v := range million {
			for _, c := range all {
				c <- v
			}
		}
		for _, c := range all {
			close(c)
		}
		consumers.Wait()
		check(sums)
	})
	to3 := func(flow pipeline.Flow[int]) {
		var sums [3]int
		var sinks []*pull.Sink[int]
		for i := range sums {
			sinks = append(sinks, pull.NewSink(func(in iter.Seq[int]) error {
				for v := range in {
					sums[i] += v
				}
				return nil
			}))
		}
		if err := pipeline.Broadcast(b.Context(), flow, sinks...); err != nil {
			b.Fatal(err)
		}
		check(sums)
	}
	perItem(b, "with=Broadcast", million, func() { to3(upTo(million)) })
	same := pipeline.Lift(func(v int) (int, error) { return v, nil })
	perItem(b, "with=Broadcast of a Map", million, func() {
		to3(pipeline.Map(upTo(million), 2, same))
	})
}
