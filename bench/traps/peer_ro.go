package traps

import (
	"context"

	"github.com/samber/ro"
)

func roMap(ctx context.Context, j job) error {
	return subscribe(ctx, j, ro.MapErrWithContext(
		func(ctx context.Context, v int) (int, context.Context, error) {
			v, err := j.f(ctx, v)
			return v, ctx, err
		}))
}

// roMergeMap is how its documentation makes calls at once; there is no bound to them.
func roMergeMap(ctx context.Context, j job) error {
	return subscribe(ctx, j, ro.MergeMapWithContext(
		func(ctx context.Context, v int) ro.Observable[int] {
			return ro.Future(func() (int, error) { return j.f(ctx, v) })
		}))
}

// subscribe runs the source through the operator. An Observable cannot see that its
// Subscriber has left or failed before Subscribe returns, so it looks at the context.
func subscribe(ctx context.Context, j job,
	operator func(ro.Observable[int]) ro.Observable[int],
) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	source := ro.NewObservableWithContext(
		func(ctx context.Context, destination ro.Observer[int]) ro.Teardown {
			for v := range j.source {
				if ctx.Err() != nil {
					destination.ErrorWithContext(ctx, ctx.Err())
					return nil
				}
				destination.NextWithContext(ctx, v)
			}
			destination.CompleteWithContext(ctx)
			return nil
		})
	left := false
	done := ro.Pipe1(source, operator).SubscribeWithContext(ctx, ro.NewObserver(
		func(v int) {
			if !left && !j.body(v) {
				left = true
				cancel()
			}
		},
		func(thrown error) {
			if !left {
				err = thrown
			}
			cancel()
		},
		func() {},
	))
	done.Wait()
	return err
}
