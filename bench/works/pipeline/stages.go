package pipeline

import (
	"context"

	"github.com/samber/lo/it"
	"github.com/samber/ro"
	"github.com/zeromicro/go-zero/core/fx"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pipeline"
)

func threeMaps() measure.Work {
	return measure.Work{
		Name:  "pipeline-stages",
		Title: "Three stages, trivial functions",
		About: "`v + 1` three times over. With `n=1` the stages of coseq run on the goroutine of " +
			"the loop, as do those of lo/it and ro; otherwise each has as many calls at once as " +
			"there are processors. The stages of channels have a goroutine each.",
		Axis:  "items",
		Per:   "item",
		Sizes: measure.Tens(10, 1_000_000),
		Quick: 3,
		Ways: []measure.Way{
			{Name: "coseq Map", Run: measure.Time(func(n int) int { return threeOfMap(n, workers) })},
			{Name: "coseq Map, n=1", Run: measure.Time(func(n int) int { return threeOfMap(n, 1) })},
			{Name: "channel a stage", Run: measure.Time(threeOfChannels)},
			{Name: "go-zero fx", Max: 100_000, Run: measure.Time(threeOfFx)},
			{Name: "ro", Run: measure.Time(threeOfRo)},
			{Name: "lo/it", Run: measure.Time(threeOfLo)},
			{Name: "loop", Run: measure.Time(threeByHand)},
		},
	}
}

//go:noinline
func threeByHand(n int) (sum int) {
	for i := range n {
		sum += inc(inc(inc(i)))
	}
	return sum
}

func threeOfMap(n, calls int) (sum int) {
	f := func(_ context.Context, v int) (int, error) { return inc(v), nil }
	flow := below(n)
	for range 3 {
		flow = pipeline.Map(flow, calls, f)
	}
	for v, err := range flow.All(context.Background()) {
		must(err)
		sum += v
	}
	return sum
}

func threeOfChannels(n int) (sum int) {
	stage := func(in <-chan int) <-chan int {
		out := make(chan int)
		go func() {
			defer close(out)
			for v := range in {
				out <- inc(v)
			}
		}()
		return out
	}
	source := make(chan int)
	go func() {
		defer close(source)
		for i := range n {
			source <- i
		}
	}()
	for v := range stage(stage(stage(source))) {
		sum += v
	}
	return sum
}

func threeOfFx(n int) (sum int) {
	flow := fx.From(func(source chan<- any) {
		for i := range n {
			source <- i
		}
	})
	for range 3 {
		flow = flow.Walk(func(item any, pipe chan<- any) {
			pipe <- inc(item.(int))
		}, fx.WithWorkers(workers))
	}
	flow.ForEach(func(item any) { sum += item.(int) })
	return sum
}

func threeOfRo(n int) (sum int) {
	f := ro.Map(func(v int64) int64 { return v + 1 })
	ro.Pipe3(ro.Range(0, int64(n)), f, f, f).Subscribe(ro.OnNext(func(v int64) { sum += int(v) }))
	return sum
}

//go:noinline
func threeOfLo(n int) int {
	return it.Sum(it.Map(it.Map(it.Map(it.Range(n), inc), inc), inc))
}
