package pipeline

import (
	"sync"
	"time"

	"github.com/coseq/coseq/bench/measure"
)

// A mapper maps the ints below n by f, with so many calls at once, and adds up what
// comes by add.
type mapper func(n, calls int, f func(int) int, add func(sum, v int) int) int

// by is a Runner of a mapper for results in order.
func (m mapper) by(calls int, f func(int) int) measure.Runner {
	return measure.Time(func(n int) int { return m(n, calls, f, mix) })
}

// unordered is a Runner of a mapper for results in any order.
func (m mapper) unordered(calls int, f func(int) int) measure.Runner {
	return measure.Time(func(n int) int { return m(n, calls, f, plus) })
}

func inc(v int) int { return v + 1 }

// microsecond takes about that. It is not inlined, so that all run the same code.
//
//go:noinline
func microsecond(v int) int {
	x := uint64(v) | 1
	for range 550 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return int(x >> 40)
}

func millisecond(v int) int {
	time.Sleep(time.Millisecond)
	return v
}

func mapTrivial() measure.Work {
	return measure.Work{
		Name:  "pipeline-map",
		Title: "Map in order, trivial function",
		About: "What an item costs: `v + 1` by as many calls at once as there are processors, " +
			"results in order. Those marked (slice) need all values before and give all results " +
			"after. ro runs on one goroutine, and lo/parallel has one for each item.",
		Axis:  "items",
		Per:   "item",
		Sizes: measure.Tens(10, 1_000_000),
		Quick: 3,
		Ways: append(inOrder(workers, inc, 100_000),
			measure.Way{Name: "loop", Run: mapper(loop).by(1, inc)}),
	}
}

func mapMicrosecond() measure.Work {
	return measure.Work{
		Name:  "pipeline-map-microsecond",
		Title: "Map in order, a microsecond each",
		About: "A function that computes for about a microsecond. A share for each goroutine, fixed " +
			"beforehand, is the limit.",
		Axis:  "items",
		Per:   "item",
		Sizes: measure.Tens(10, 100_000),
		Quick: 3,
		Ways: append(inOrder(workers, microsecond, 0),
			measure.Way{Name: "goroutines, a share each", Run: measure.Time(shares)},
			measure.Way{Name: "loop", Run: mapper(loop).by(1, microsecond)}),
	}
}

func mapSleep() measure.Work {
	const calls = 100
	ways := inOrder(calls, millisecond, 0)
	return measure.Work{
		Name:  "pipeline-map-sleep",
		Title: "Map in order, a millisecond of waiting each",
		About: "A hundred calls at once of a function that waits for a millisecond, as for a " +
			"server. lo/parallel, which would have all wait at once, and ro, which waits for each, " +
			"are not here.",
		Axis:  "items",
		Per:   "item",
		Sizes: measure.Tens(100, 10_000),
		Ways:  ways[:len(ways)-2],
	}
}

func mapUnordered() measure.Work {
	return measure.Work{
		Name:  "pipeline-map-unordered",
		Title: "Map in any order, trivial function",
		About: "The same when results may come in any order. Those of pond and ants add to an " +
			"atomic variable; `select` is of the usual channels that can also be cancelled.",
		Axis:  "items",
		Per:   "item",
		Sizes: measure.Tens(10, 1_000_000),
		Quick: 3,
		Ways: []measure.Way{
			{Name: "coseq Map, Unordered", Run: mapper(coseqUnordered).unordered(workers, inc)},
			{Name: "channel", Run: mapper(channels).unordered(workers, inc)},
			{Name: "channel, select", Run: mapper(channelsSelect).unordered(workers, inc)},
			{Name: "conc/pool", Max: 100_000, Run: mapper(concPool).unordered(workers, inc)},
			{Name: "go-zero fx", Max: 100_000, Run: mapper(zeroFx).unordered(workers, inc)},
			{Name: "go-zero mr", Max: 100_000, Run: mapper(zeroMr).unordered(workers, inc)},
			{Name: "pond", Max: 100_000, Run: mapper(pondPool).unordered(workers, inc)},
			{Name: "ants", Max: 100_000, Run: mapper(antsPool).unordered(workers, inc)},
			{Name: "loop", Run: mapper(loop).unordered(1, inc)},
		},
	}
}

// inOrder are the ways that give results in order. The slow ones go up to slowMax.
func inOrder(calls int, f func(int) int, slowMax int) []measure.Way {
	return []measure.Way{
		{Name: "coseq Map", Run: mapper(coseqMap).by(calls, f)},
		{Name: "channel of channels", Run: mapper(channelOfChannels).by(calls, f)},
		{Name: "conc/stream", Max: slowMax, Run: mapper(concStream).by(calls, f)},
		{Name: "conc/iter (slice)", Run: mapper(concIter).by(calls, f)},
		{Name: "errgroup (slice)", Max: slowMax, Run: mapper(errGroup).by(calls, f)},
		{Name: "pond (slice)", Max: slowMax, Run: mapper(pondGroup).by(calls, f)},
		{Name: "lo/parallel (slice)", Max: slowMax, Run: mapper(loParallel).by(calls, f)},
		{Name: "ro", Run: mapper(roMap).by(calls, f)},
	}
}

func loop(n, _ int, f func(int) int, add func(sum, v int) int) (sum int) {
	for i := range n {
		sum = add(sum, f(i))
	}
	return sum
}

// shares gives each worker its share of the items.
func shares(n int) (sum int) {
	results := make([]int, n)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w * n / workers; i < (w+1)*n/workers; i++ {
				results[i] = microsecond(i)
			}
		})
	}
	all.Wait()
	return sumOf(results, mix)
}

func sumOf(results []int, add func(sum, v int) int) (sum int) {
	for _, v := range results {
		sum = add(sum, v)
	}
	return sum
}
