package traps

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/sourcegraph/conc/iter"
	"github.com/sourcegraph/conc/pool"
	"github.com/sourcegraph/conc/stream"
)

// concStream submits until a callback has had enough; Wait "must be called".
func concStream(ctx context.Context, j job) error {
	var left atomic.Bool
	s := stream.New().WithMaxGoroutines(workers)
	defer s.Wait()
	for v := range j.source {
		if left.Load() {
			break
		}
		s.Go(func() stream.Callback {
			v, _ := j.f(ctx, v)
			return func() {
				if !left.Load() && !j.body(v) {
					left.Store(true)
				}
			}
		})
	}
	return nil
}

// concPool waits in a deferred call, so that a source that panics leaves nothing behind.
func concPool(ctx context.Context, j job) error {
	submit := func() (out []int, err error) {
		p := pool.NewWithResults[int]().WithContext(ctx).WithCancelOnError().WithFirstError().
			WithMaxGoroutines(workers)
		defer func() { out, err = p.Wait() }()
		for v := range j.source {
			p.Go(func(ctx context.Context) (int, error) { return j.f(ctx, v) })
		}
		return nil, nil
	}
	out, err := submit()
	if err != nil {
		return err
	}
	return give(out, j)
}

func concIter(ctx context.Context, j job) error {
	mapper := iter.Mapper[int, int]{MaxGoroutines: workers}
	out, err := mapper.MapErr(slices.Collect(j.source), func(v *int) (int, error) {
		return j.f(ctx, *v)
	})
	if err != nil {
		return err
	}
	return give(out, j)
}
