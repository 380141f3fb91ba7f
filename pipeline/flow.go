package pipeline

import (
	"context"
	"errors"
	"iter"
)

// A Flow describes a flow of values, each with a nil error, and of errors. It is
// lazy: nothing runs before a terminal, such as [Flow.All] or [Flow.Collect], runs
// it with a context, and each run is one of its own. Sources make flows, and stages
// make flows of flows; a part to be used again is a function from Flow to Flow.
//
// A flow may be called and ranged over directly, flow(ctx), by stages of your own.
// That is the in-band form: it goes on after an error.
type Flow[T any] func(ctx context.Context) iter.Seq2[T, error]

// All returns an iterator over the values of the flow, which runs it. The first
// error, by position, comes with the zero T and ends the loop; that is the cause,
// by [context.Cause], if ctx is cancelled. When the loop is left in any way, all
// that the run has started has ended.
func (f Flow[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		run(ctx, f, yield)
	}
}

// run is the loop of all terminals. It panics if f is nil.
func run[T any](ctx context.Context, f Flow[T], yield func(T, error) bool) {
	if f == nil {
		panic("pipeline.Flow: the flow must not be nil")
	}
	var zero T
	s := &scope{}
	defer s.end()
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(errLeft)
	for v, err := range f(asPart(untracked(inner))) {
		if err != nil || ctx.Err() != nil {
			emit(s, yield, zero, causeOr(ctx, err))
			return
		}
		if !emit(s, yield, v, nil) {
			return
		}
	}
	// A flow of somebody else may just stop when it is cancelled.
	if ctx.Err() != nil {
		emit(s, yield, zero, context.Cause(ctx))
	}
}

// Seq is [Flow.All] without the error, for functions over plain sequences. The
// error is in *err when the loop has ended, nil if there was none; it is reset
// when a loop begins. Seq panics if err is nil.
func (f Flow[T]) Seq(ctx context.Context, err *error) iter.Seq[T] {
	if err == nil {
		panic("pipeline.Flow.Seq: err must not be nil")
	}
	return func(yield func(T) bool) {
		*err = nil
		run(ctx, f, func(v T, e error) bool {
			if e != nil {
				*err = e
				return false
			}
			return yield(v)
		})
	}
}

// Collect runs the flow and returns its values, those before the first error if
// there is one.
func (f Flow[T]) Collect(ctx context.Context) ([]T, error) {
	var all []T
	err := f.ForEach(ctx, func(v T) error {
		all = append(all, v)
		return nil
	})
	return all, err
}

// ForEach runs the flow and calls each with its values, one at a time on the
// goroutine of the caller. It returns the first error of the flow or of each,
// which ends the run. each is the body of the loop: its panic passes unchanged.
//
// ForEach panics if each is nil.
func (f Flow[T]) ForEach(ctx context.Context, each func(T) error) error {
	if each == nil {
		panic("pipeline.Flow.ForEach: each must not be nil")
	}
	var first error
	run(ctx, f, func(v T, err error) bool {
		if err == nil {
			err = each(v)
		}
		if first = err; err != nil && errors.Is(err, ctx.Err()) {
			first = context.Cause(ctx)
		}
		return err == nil
	})
	return first
}

// Run runs the flow for what its stages do, and returns the first error.
func (f Flow[T]) Run(ctx context.Context) error {
	return f.ForEach(ctx, func(T) error { return nil })
}

// Fold runs the flow and returns what f has made of its values, one after the
// other, beginning with acc: f gets what it returned last and the next value. It
// is called on the goroutine of the caller, and its panic passes unchanged. Fold
// returns the first error of the flow or of f, and acc as it was before that. It
// panics if f is nil.
func Fold[T, Acc any](
	ctx context.Context, flow Flow[T], acc Acc, f func(Acc, T) (Acc, error),
) (Acc, error) {
	check("pipeline.Fold", flow, 1, f != nil)
	err := flow.ForEach(ctx, func(v T) error {
		next, err := f(acc, v)
		if err == nil {
			acc = next
		}
		return err
	})
	return acc, err
}
