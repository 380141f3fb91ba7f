package pipeline_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/coseq/coseq/pipeline"
)

func isOdd(_ context.Context, v int) (bool, error) { return v%2 == 1, nil }

func empty(context.Context, int) (pipeline.Flow[int], error) { return nil, nil }

// What is wrong with the arguments shows when a stage is made, not when it runs.
func TestMisuse(t *testing.T) {
	flow, add := upTo(1), func(a, b int) (int, error) { return a + b, nil }
	var none pipeline.Flow[int]
	for want, f := range map[string]func(){
		"pipeline.Map: n must be at least 1": func() { pipeline.Map(flow, 0, next) },
		"pipeline.Map: flow must not be nil": func() { pipeline.Map(none, 1, next) },
		"pipeline.Map: f must not be nil":    func() { pipeline.Map[int, int](flow, 1, nil) },
		"pipeline.MapTracked: f must not be nil": func() {
			pipeline.MapTracked[int, int](pipeline.Track(flow, strconv.Itoa), 1, nil)
		},
		"pipeline.Map: option Total is not for this stage": func() {
			pipeline.Map(flow, 1, next, pipeline.Total(1))
		},
		"pipeline.Filter: n must be at least 1":  func() { pipeline.Filter(flow, -1, isOdd) },
		"pipeline.Filter: f must not be nil":     func() { pipeline.Filter(flow, 1, nil) },
		"pipeline.FlatMap: n must be at least 1": func() { pipeline.FlatMap(flow, 0, empty) },
		"pipeline.FlatMap: flow must not be nil": func() { pipeline.FlatMap(none, 1, empty) },
		"pipeline.MapKeyed: n must be at least 1": func() {
			pipeline.MapKeyed(flow, 0, itself, next)
		},
		"pipeline.MapKeyed: key must not be nil": func() {
			pipeline.MapKeyed[int, int](flow, 1, nil, next)
		},
		"pipeline.MapKeyed: f must not be nil": func() {
			pipeline.MapKeyed[int, int, int](flow, 1, itself, nil)
		},
		"pipeline.Tap: f must not be nil":       func() { pipeline.Tap(flow, nil) },
		"pipeline.Apply: f must not be nil":     func() { pipeline.Apply[int, int](flow, nil) },
		"pipeline.Catch: f must not be nil":     func() { pipeline.Catch(flow, nil) },
		"pipeline.Merge: no flow may be nil":    func() { pipeline.Merge(flow, none) },
		"pipeline.Concat: no flow may be nil":   func() { pipeline.Concat(none) },
		"pipeline.Buffer: n must be at least 1": func() { pipeline.Buffer(flow, 0) },
		"pipeline.Buffer: flow must not be nil": func() { pipeline.Buffer(none, 1) },
		"pipeline.Take: n must not be negative": func() { pipeline.Take(flow, -1) },
		"pipeline.Take: flow must not be nil":   func() { pipeline.Take(none, 1) },
		"pipeline.Reduce: n must be at least 1": func() {
			pipeline.Reduce(t.Context(), flow, 0, add)
		},
		"pipeline.Reduce: f must not be nil": func() {
			pipeline.Reduce(t.Context(), flow, 1, nil)
		},
		"pipeline.Fold: f must not be nil": func() {
			pipeline.Fold[int, int](t.Context(), flow, 1, nil)
		},
		"pipeline.Batch: flow must not be nil": func() { pipeline.Batch(none, 1, 0) },
		"pipeline.Unbatch: flow must not be nil": func() {
			pipeline.Unbatch(pipeline.Flow[[]int](nil))
		},
		"pipeline.Throttle: flow must not be nil": func() {
			pipeline.Throttle(none, trialLimiter{})
		},
		"pipeline.Progress: flow must not be nil": func() {
			pipeline.Progress(none, func(pipeline.Snapshot) {})
		},
		"pipeline.Track: flow must not be nil": func() { pipeline.Track(none, itself) },
		"pipeline.Commit: flow must not be nil": func() {
			var none pipeline.Flow[pipeline.Tracked[int, int]]
			_ = pipeline.Commit(t.Context(), none, func(context.Context, int) error { return nil })
		},
		"pipeline.Broadcast: flow must not be nil": func() {
			_ = pipeline.Broadcast(t.Context(), none)
		},
		"pipeline.Window: maximum must be at least 1": func() { pipeline.Window(0) },
		"pipeline.From: seq must not be nil":          func() { pipeline.From[int](nil) },
		"pipeline.FromSeq: seq must not be nil":       func() { pipeline.FromSeq[int](nil) },
		"pipeline.FromFunc: f must not be nil":        func() { pipeline.FromFunc[int](nil) },
		"pipeline.Flow: the flow must not be nil":     func() { _ = none.Run(t.Context()) },
		"pipeline.Flow.Seq: err must not be nil":      func() { flow.Seq(t.Context(), nil) },
		"pipeline.Flow.ForEach: each must not be nil": func() { flow.ForEach(t.Context(), nil) },
	} {
		if p, _, _ := endOf(func() error { f(); return nil }); p != want {
			t.Errorf("panicked with %v, want %v", p, want)
		}
	}
}
