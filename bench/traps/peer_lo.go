package traps

import (
	"context"
	"slices"

	"github.com/samber/lo/it"
	"github.com/samber/lo/parallel"
)

// loParallel has no bound: there are as many goroutines as values.
func loParallel(ctx context.Context, j job) error {
	return give(parallel.Map(slices.Collect(j.source), func(v, _ int) int {
		v, _ = j.f(ctx, v)
		return v
	}), j)
}

func loIt(ctx context.Context, j job) error {
	for v := range it.Map(j.source, func(v int) int {
		v, _ = j.f(ctx, v)
		return v
	}) {
		if !j.body(v) {
			break
		}
	}
	return nil
}
