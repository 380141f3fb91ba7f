package pipeline

import (
	"context"
	"iter"
	"sync/atomic"
	"time"
)

// Reduce runs the flow and returns what f makes of its values, two at a time, and
// true, or false if there are none. f must be associative; it need not be commutative,
// as only neighbours are put together, in their order. At most n calls of f run at
// once. If n is greater than 1, most of them run on other goroutines, and up to 1024
// times 2n+2 values are held at a time.
//
// Reduce returns the first error of the flow, or of f, and with it the zero T and
// false. It panics if n is less than 1 or flow or f is nil.
func Reduce[T any](
	ctx context.Context, flow Flow[T], n int, f func(T, T) (T, error),
) (result T, ok bool, err error) {
	check("pipeline.Reduce", flow, n, f != nil)
	err = reduced(flow, n, f).ForEach(ctx, func(v T) error {
		result, ok = v, true
		return nil
	})
	return result, ok, err
}

// reduced returns the flow of the one result, or an error.
func reduced[T any](flow Flow[T], n int, f func(T, T) (T, error)) Flow[T] {
	return stage("Reduce", 1, func(s *scope, yield func(T, error) bool) {
		r := &reduction[T]{f: f, n: n, turns: make(chan struct{}, n)}
		parts := flow
		if n > 1 {
			parts = Map(r.groups(flow), n, r.reduce)
		}
		var result, none T
		some := false
		for v, err := range parts(s.ctx) {
			if some && err == nil {
				v, err = r.join(s.ctx, result, v)
			}
			if err != nil {
				emitResult(s, yield, none, err)
				return
			}
			result, some = v, true
		}
		if some {
			emit(s, yield, result, nil)
		}
	})
}

// A reduction cuts a flow into groups, which are reduced at once, and their results
// one after the other. So that the latter does not take longer than the former, there
// are at least 2n values in a group; and not many more, if f is slow, so that there
// is work for all.
type reduction[T any] struct {
	f     func(T, T) (T, error)
	n     int
	turns chan struct{} // as many as calls at once
	cost  atomic.Int64  // of a call of f, as of late; 0 if not known
}

func (r *reduction[T]) groups(flow Flow[T]) Flow[[]T] {
	return func(ctx context.Context) iter.Seq2[[]T, error] {
		return func(yield func([]T, error) bool) { r.group(flow(ctx), yield) }
	}
}

func (r *reduction[T]) group(in iter.Seq2[T, error], yield func([]T, error) bool) {
	var group []T
	for v, err := range in {
		if err != nil {
			if len(group) == 0 || yield(group, nil) {
				yield(nil, err) // which is the end
			}
			return
		}
		if group == nil {
			group = make([]T, 0, r.size())
		}
		if group = append(group, v); len(group) < cap(group) {
			continue
		}
		if !yield(group, nil) {
			return
		}
		group = nil
	}
	if len(group) > 0 {
		yield(group, nil)
	}
}

func (r *reduction[T]) size() int {
	const most, worth = 1024, int64(time.Millisecond)
	cost := r.cost.Load()
	if cost == 0 {
		return 2 * r.n
	}
	return int(max(min(worth/cost, most), int64(2*r.n)))
}

// join is f for the results of two groups, or for two values if there are no groups.
func (r *reduction[T]) join(ctx context.Context, a, b T) (T, error) {
	if r.n == 1 {
		return r.f(a, b)
	}
	return r.reduce(ctx, []T{a, b})
}

// reduce returns the result of a group of at least one value.
func (r *reduction[T]) reduce(ctx context.Context, group []T) (result T, err error) {
	select {
	case r.turns <- struct{}{}:
		defer func() { <-r.turns }()
	case <-ctx.Done():
		return result, context.Cause(ctx)
	}
	start := time.Now()
	result = group[0]
	for _, v := range group[1:] {
		if err = ctx.Err(); err == nil {
			result, err = r.f(result, v)
		}
		if err != nil {
			return result, err
		}
	}
	if calls := len(group) - 1; calls > 0 {
		r.cost.Store(max(int64(time.Since(start))/int64(calls), 1))
	}
	return result, nil
}
