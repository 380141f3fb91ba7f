package traps

import (
	"context"

	"github.com/zeromicro/go-zero/core/fx"
	"github.com/zeromicro/go-zero/core/mr"
)

// zeroFx leaves its stream by ForAll, which may be left early; its source ends when the
// function returns.
func zeroFx(ctx context.Context, j job) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	fx.From(func(source chan<- any) {
		for v := range j.source {
			if !send[any](ctx, source, v) {
				return
			}
		}
	}).Map(func(v any) any {
		out, _ := j.f(ctx, v.(int))
		return out
	}, fx.WithWorkers(workers)).ForAll(func(pipe <-chan any) {
		for v := range pipe {
			if !j.body(v.(int)) {
				return
			}
		}
	})
	return nil
}

// zeroMr consumes in its reducer, and ends its source by the context when it is left.
func zeroMr(ctx context.Context, j job) error {
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	left := false
	err := mr.MapReduceVoid(
		func(source chan<- int) { sendAll(ctx, source, j) },
		func(v int, out mr.Writer[int], cancel func(error)) {
			v, err := j.f(ctx, v)
			if err != nil {
				cancel(err)
				return
			}
			out.Write(v)
		},
		func(pipe <-chan int, cancel func(error)) {
			for v := range pipe {
				if !j.body(v) {
					left = true
					leave()
					return
				}
			}
		},
		mr.WithContext(ctx), mr.WithWorkers(workers))
	if left {
		return nil // the error says that it was cancelled
	}
	return err
}
