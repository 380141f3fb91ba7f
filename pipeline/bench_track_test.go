package pipeline_test

import (
	"context"
	"testing"

	"github.com/coseq/coseq/pipeline"
)

// A paper is a receipt that does nothing.
type paper int

func (p paper) ID() string                        { return "paper" }
func (p paper) Ack(context.Context) error         { return nil }
func (p paper) Nack(context.Context, error) error { return nil }

// What it costs an item to be tracked, and acknowledged in the order of the source or in
// any.
func BenchmarkSettle(b *testing.B) {
	ctx := context.Background()
	acked := 0
	ack := func(context.Context, int) error {
		acked++
		return nil
	}
	papers := make([]paper, million)
	receipt := func(v int) pipeline.Receipt { return &papers[v] }
	for _, shape := range []string{"nothing", "Map n=1", "Map n=2", "Filter", "FlatMap"} {
		perItem(b, "with=Commit/stages="+shape, million, func() {
			pipeline.Commit(ctx, tracking(shape, pipeline.Track(upTo(million), itself)), ack)
		})
		perItem(b, "with=Settle/stages="+shape, million, func() {
			pipeline.Settle(ctx, tracking(shape, pipeline.Track(upTo(million), receipt)))
		})
	}
}

// tracking adds stages that are without work to do.
func tracking[K any](
	shape string, in pipeline.Flow[pipeline.Tracked[int, K]],
) pipeline.Flow[pipeline.Tracked[int, K]] {
	type tracked = pipeline.Tracked[int, K]
	add := func(_ context.Context, t tracked) (tracked, error) {
		return pipeline.Carry(t, t.Value+1), nil
	}
	switch shape {
	case "Map n=1":
		return pipeline.Map(in, 1, add)
	case "Map n=2":
		return pipeline.Map(in, 2, add)
	case "Filter":
		return pipeline.Filter(in, 1, func(_ context.Context, t tracked) (bool, error) {
			return t.Value%2 == 0, nil
		})
	case "FlatMap":
		return pipeline.FlatMap(in, 1, func(_ context.Context, t tracked) (pipeline.Flow[tracked], error) {
			return pipeline.Of(t, t), nil
		})
	}
	return in
}
