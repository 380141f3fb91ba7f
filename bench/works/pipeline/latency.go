package pipeline

import (
	"context"
	"slices"
	"time"

	"github.com/sourcegraph/conc/stream"
	"github.com/zeromicro/go-zero/core/fx"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pipeline"
)

// latencyCalls is how many calls there may be at once.
const latencyCalls = 4

func latency(name, title string, quantile float64) measure.Work {
	at := func(pass passer) measure.Runner {
		return func(n int, atLeast time.Duration) (measure.Cost, error) {
			took := pass.bursts(n, atLeast)
			return measure.Cost{
				Runs: 1, Wall: took[int(quantile*float64(len(took)-1))], CPU: -1, Allocs: -1, Result: n,
			}, nil
		}
	}
	return measure.Work{
		Name:  name,
		Title: title,
		About: "From when an item leaves the source until it is in the loop behind a Map of up to " +
			"four calls. The source gives n items at once, and then none for a millisecond. Here a " +
			"cost is the time that an item is on its way, not what it takes of the processor.",
		Axis:  "items at once",
		Per:   "item",
		Sizes: measure.Tens(1, 1000),
		Quick: 3,
		Ops:   func(int) int { return 1 },
		Ways: []measure.Way{
			{Name: "coseq Map", Run: at(passCoseq)},
			{Name: "channel of channels", Run: at(passChannels)},
			{Name: "conc/stream", Run: at(passConc)},
			{Name: "go-zero fx", Run: at(passFx)},
		},
	}
}

// A passer lets what the source gives pass through a stage, in any goroutine, to arrive,
// in one at a time.
type passer func(source func(give func(time.Time)), arrive func(time.Time))

// bursts returns how long each item of some bursts of n took, in ascending order.
func (pass passer) bursts(n int, atLeast time.Duration) (took []time.Duration) {
	const fewest = 30
	begin := time.Now()
	source := func(give func(time.Time)) {
		for i := 0; i < fewest || time.Since(begin) < atLeast; i++ {
			time.Sleep(time.Millisecond)
			for range n {
				give(time.Now())
			}
		}
	}
	pass(source, func(sent time.Time) { took = append(took, time.Since(sent)) })
	slices.Sort(took)
	return took
}

func passCoseq(source func(give func(time.Time)), arrive func(time.Time)) {
	flow := pipeline.FromFunc(func(_ context.Context, yield func(time.Time) bool) error {
		source(func(sent time.Time) { yield(sent) })
		return nil
	})
	same := func(_ context.Context, sent time.Time) (time.Time, error) { return sent, nil }
	for sent, err := range pipeline.Map(flow, latencyCalls, same).All(context.Background()) {
		must(err)
		arrive(sent)
	}
}

func passChannels(source func(give func(time.Time)), arrive func(time.Time)) {
	type job struct {
		sent time.Time
		out  chan time.Time
	}
	jobs, order := make(chan job, latencyCalls), make(chan chan time.Time, 2*latencyCalls)
	go func() {
		defer close(order)
		defer close(jobs)
		source(func(sent time.Time) {
			j := job{sent, make(chan time.Time, 1)}
			order <- j.out
			jobs <- j
		})
	}()
	for range latencyCalls {
		go func() {
			for j := range jobs {
				j.out <- j.sent
			}
		}()
	}
	for out := range order {
		arrive(<-out)
	}
}

func passConc(source func(give func(time.Time)), arrive func(time.Time)) {
	s := stream.New().WithMaxGoroutines(latencyCalls)
	source(func(sent time.Time) {
		s.Go(func() stream.Callback {
			return func() { arrive(sent) }
		})
	})
	s.Wait()
}

func passFx(source func(give func(time.Time)), arrive func(time.Time)) {
	fx.From(func(out chan<- any) {
		source(func(sent time.Time) { out <- sent })
	}).Walk(func(item any, pipe chan<- any) {
		pipe <- item
	}, fx.WithWorkers(latencyCalls)).ForEach(func(item any) { arrive(item.(time.Time)) })
}
