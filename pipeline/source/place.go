package source

import (
	"context"
	"iter"

	"github.com/coseq/coseq/pipeline"
)

// An item is a value, or an error in the place of one.
type item[T any] struct {
	v   T
	err error
}

// inBand is [pipeline.FromFunc] for a source that also gives errors in the place of
// values, and goes on after them. The error that f returns ends the flow.
func inBand[T any](
	f func(ctx context.Context, yield func(T, error) bool) error,
) pipeline.Flow[T] {
	items := pipeline.FromFunc(func(ctx context.Context, yield func(item[T]) bool) error {
		return f(ctx, func(v T, err error) bool { return yield(item[T]{v, err}) })
	})
	return func(ctx context.Context) iter.Seq2[T, error] {
		seq := items(ctx)
		return func(yield func(T, error) bool) {
			for it, err := range seq {
				if err == nil {
					err = it.err
				}
				if !yield(it.v, err) {
					return
				}
			}
		}
	}
}
