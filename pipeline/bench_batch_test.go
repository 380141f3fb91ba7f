package pipeline_test

import (
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// BenchmarkBatch makes slices of 100 of a million ints.
func BenchmarkBatch(b *testing.B) {
	const size = 100
	perItem(b, "with=loop", million, func() {
		n := 0
		batch := make([]int, 0, size)
		for i := range million {
			if batch = append(batch, i); len(batch) == size {
				n += len(batch)
				batch = make([]int, 0, size)
			}
		}
		if n != million {
			b.Fatal(n)
		}
	})
	perItem(b, "with=Batch", million, func() {
		drainAll(b, pipeline.Batch(upTo(million), size, 0), million/size)
	})
	perItem(b, "with=Batch and a wait", million, func() {
		drainAll(b, pipeline.Batch(upTo(million), size, time.Minute), million/size)
	})
}
