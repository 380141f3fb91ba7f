package pipeline

import (
	"context"
	"time"

	"github.com/samber/lo/it"
	"github.com/samber/ro"
	"github.com/zeromicro/go-zero/core/fx"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pipeline"
)

const batchSize = 100

func batch() measure.Work {
	of := func(wait time.Duration) measure.Runner {
		return measure.Time(func(n int) int { return batchOfCoseq(n, wait) })
	}
	return measure.Work{
		Name:  "pipeline-batch",
		Title: "Batches of 100",
		About: "Slices of 100 items, which may be kept. Those with a wait would give a smaller one " +
			"after a minute, and so take notice of the time.",
		Axis:  "items",
		Per:   "item",
		Sizes: measure.Tens(100, 1_000_000),
		Ways: []measure.Way{
			{Name: "coseq Batch", Run: of(0)},
			{Name: "coseq Batch, wait", Run: of(time.Minute)},
			{Name: "channel, timer", Run: measure.Time(batchOfChannel)},
			{Name: "go-zero fx", Max: 100_000, Run: measure.Time(batchOfFx)},
			{Name: "ro", Run: measure.Time(batchOfRo)},
			{Name: "ro, wait", Run: measure.Time(batchOfRoTimed)},
			{Name: "lo/it", Run: measure.Time(batchOfLo)},
			{Name: "loop", Run: measure.Time(batchByHand)},
		},
	}
}

// ends adds the first and the last of a batch to a sum. It is not inlined, so that
// batches are on the heap.
//
//go:noinline
func ends(sum int, batch []int) int { return mix(sum, batch[0]+batch[len(batch)-1]) }

func batchByHand(n int) (sum int) {
	batch := make([]int, 0, batchSize)
	for i := range n {
		if batch = append(batch, i); len(batch) == batchSize {
			sum = ends(sum, batch)
			batch = make([]int, 0, batchSize)
		}
	}
	return sum
}

func batchOfCoseq(n int, wait time.Duration) (sum int) {
	flow := pipeline.Batch(below(n), batchSize, wait)
	for batch, err := range flow.All(context.Background()) {
		must(err)
		sum = ends(sum, batch)
	}
	return sum
}

func batchOfLo(n int) (sum int) {
	for batch := range it.Chunk(it.Range(n), batchSize) {
		sum = ends(sum, batch)
	}
	return sum
}

func batchOfChannel(n int) (sum int) {
	items := make(chan int)
	go func() {
		defer close(items)
		for i := range n {
			items <- i
		}
	}()
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	batch := make([]int, 0, batchSize)
	for {
		select {
		case v, ok := <-items:
			if !ok {
				return sum
			}
			if batch = append(batch, v); len(batch) < batchSize {
				continue
			}
		case <-timer.C:
		}
		if len(batch) > 0 {
			sum = ends(sum, batch)
			batch = make([]int, 0, batchSize)
		}
		timer.Reset(time.Minute)
	}
}

func batchOfFx(n int) (sum int) {
	fx.From(func(source chan<- any) {
		for i := range n {
			source <- i
		}
	}).Split(batchSize).ForEach(func(item any) {
		batch := item.([]any)
		sum = mix(sum, batch[0].(int)+batch[len(batch)-1].(int))
	})
	return sum
}

func batchOfRo(n int) int { return sumOfBatches(n, ro.BufferWithCount[int64](batchSize)) }

func batchOfRoTimed(n int) int {
	return sumOfBatches(n, ro.BufferWithTimeOrCount[int64](batchSize, time.Minute))
}

func sumOfBatches(n int, buffer func(ro.Observable[int64]) ro.Observable[[]int64]) (sum int) {
	ro.Pipe1(ro.Range(0, int64(n)), buffer).Subscribe(ro.OnNext(func(batch []int64) {
		if len(batch) > 0 {
			sum = mix(sum, int(batch[0]+batch[len(batch)-1]))
		}
	}))
	return sum
}
