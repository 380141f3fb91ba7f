// Package pipeline has the works that compare coseq's pipeline with libraries for
// concurrent work, with goroutines and channels, and with the plain loop.
//
// Each does the work as its documentation shows it.
package pipeline

import (
	"runtime"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pipeline"
)

// Works are all that package pipeline is compared in.
func Works() []measure.Work {
	works := []measure.Work{
		mapTrivial(),
		mapUnordered(),
		mapMicrosecond(),
		mapSleep(),
		threeMaps(),
		batch(),
		broadcast(),
		text(),
		latency("pipeline-latency", "Latency: the median", 0.5),
		latency("pipeline-latency-99", "Latency: the 99th percentile", 0.99),
	}
	for i := range works {
		works[i].Group = "pipeline"
	}
	return works
}

// workers is how many calls of a function that computes there are at once.
var workers = max(2, runtime.GOMAXPROCS(0))

// below is the flow 0, 1 … n-1.
func below(n int) pipeline.Flow[int] {
	return pipeline.FromSeq(func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	})
}

// mix is a sum that depends on the order of its terms.
func mix(sum, v int) int { return 31*sum + v }

func plus(sum, v int) int { return sum + v }

func must(err error) {
	if err != nil {
		panic(err)
	}
}
