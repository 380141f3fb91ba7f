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

// inPlace is [pipeline.FromFunc] for a source that makes its items in one place, where yield
// finds them: that spares the copies. It may give errors in the place of values, which are
// marked as skippable, and go on after them. The error that f returns ends the flow.
func inPlace[T any](
	f func(ctx context.Context, it *item[T], yield func(*item[T]) bool) error,
) pipeline.Flow[T] {
	items := pipeline.FromFunc(func(ctx context.Context, yield func(*item[T]) bool) error {
		return f(ctx, new(item[T]), yield)
	})
	return func(ctx context.Context) iter.Seq2[T, error] {
		seq := items(ctx)
		return func(yield func(T, error) bool) {
			for it, err := range seq {
				var v T
				if err == nil {
					v, err = it.v, inItsPlace(it.err)
				}
				if !yield(v, err) {
					return
				}
			}
		}
	}
}

// inBand is inPlace with the items as arguments.
func inBand[T any](
	f func(ctx context.Context, yield func(T, error) bool) error,
) pipeline.Flow[T] {
	return inPlace(func(ctx context.Context, it *item[T], yield func(*item[T]) bool) error {
		return f(ctx, func(v T, err error) bool {
			it.v, it.err = v, err
			return yield(it)
		})
	})
}
