package pipeline_test

import (
	"testing"

	"github.com/coseq/coseq/pipeline"
)

// A flow that ends while Merge is about to take its last items must not count as two that
// have ended. It takes many short flows to see that.
func TestStressMergeEnds(t *testing.T) {
	short := pipeline.Of(1, 2)
	flow := pipeline.Merge(short, short, short, short)
	for i := range 3000 * *stress {
		got, err := flow.Collect(t.Context())
		if err != nil || len(got) != 8 {
			t.Fatalf("run %d: %v, %v", i, got, err)
		}
	}
}
