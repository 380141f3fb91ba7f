package pipeline_test

import (
	"context"
	"errors"
	"iter"
	"maps"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// deaf is a flow of somebody else that knows of no contexts: its first items come at
// once, and the others one a second.
func deaf(quick int) pipeline.Flow[int] {
	return func(context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for i := 0; yield(i, nil); i++ {
				if i >= quick {
					rest(1000)
				}
			}
		}
	}
}

// Trap: a stage that reads ahead is left, and its source goes on. One that heeds only
// what yield says ends with the item that it is at, too.
func TestTrapLeaveDeafSource(t *testing.T) {
	timed := func(source ints, _ int, _ function, _ []pipeline.Option) ints {
		return pipeline.Unbatch(pipeline.Batch(source, 1000, time.Minute))
	}
	stages := map[string]builder{
		"Buffer": func(source ints, _ int, _ function, _ []pipeline.Option) ints {
			return pipeline.Buffer(source, 64)
		},
		"Merge": func(source ints, _ int, _ function, _ []pipeline.Option) ints {
			return pipeline.Merge(source, source)
		},
		"sub-flow": func(source ints, n int, _ function, opts []pipeline.Option) ints {
			return pipeline.FlatMap(upTo(9), n, func(context.Context, int) (ints, error) {
				return source, nil
			}, opts...)
		},
		"Batch": timed,
	}
	maps.Copy(stages, builders)
	for name, build := range stages {
		for _, quick := range []int{0, 1, 10, 5000} {
			for _, unordered := range []bool{false, true} {
				s := newSetting(name, build, 2, 0, unordered)
				synctest.Test(t, func(t *testing.T) {
					var left time.Time
					for v := range s.apply(deaf(quick), next).All(t.Context()) {
						if left = time.Now(); v >= quick/2 {
							break
						}
					}
					if took := time.Since(left); took > 2*time.Second {
						t.Errorf("%s, %d quick items: leaving took %v", s.name, quick, took)
					}
				})
			}
		}
	}
}

// Trap: the run is cancelled just when the goroutines of a stage begin.
func TestTrapCancelAtTheStart(t *testing.T) {
	for name, build := range builders {
		s := newSetting(name, build, 2, 0, false)
		for range 300 {
			ctx, cancel := context.WithCancelCause(t.Context())
			go cancel(errStop)
			got, err := s.apply(upTo(3), next).Collect(ctx)
			if err != errStop && (err != nil || len(got) != 3) {
				t.Fatalf("%s: %v, %v", name, got, err)
			}
		}
	}
}

// No bound is too high for a window.
func TestTrapWidestWindow(t *testing.T) {
	for name, build := range builders {
		for _, unordered := range []bool{false, true} {
			s := newSetting(name, build, 2, math.MaxInt, unordered)
			if got, err := s.apply(upTo(3000), next).Collect(t.Context()); err != nil || len(got) != 3000 {
				t.Errorf("%s: %d items, %v", s.name, len(got), err)
			}
		}
	}
}

// Trap: after the cancellation a worker begins with another item.
func TestTrapCancelledWorkersBeginNothing(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(1500*time.Millisecond, func() { cancel(errStop) })
		f := func(ctx context.Context, v int) (int, error) {
			if ctx.Err() != nil {
				t.Errorf("f has been called with a context that is %v", ctx.Err())
			}
			rest(1000)
			return v, nil
		}
		if err := s.apply(upTo(1000), f).Run(ctx); !errors.Is(err, errStop) {
			t.Errorf("Run() = %v, want the cause", err)
		}
	})
}
