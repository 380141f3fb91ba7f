package pipeline

import "context"

// A Limiter makes callers wait until they may go on. The Limiter of
// golang.org/x/time/rate is one.
type Limiter interface {
	// Wait returns nil as soon as the caller may go on, or an error if it may not,
	// at the latest when ctx ends.
	Wait(ctx context.Context) error
}

// Throttle returns flow at the pace of limiter: it calls Wait for each value, once that
// is there and before it is passed on, on the goroutine of the consumer. An error of Wait
// takes the place of the value, and Throttle goes on after it. Errors of flow pass without
// waiting.
//
// Throttle panics if flow or limiter is nil.
func Throttle[T any](flow Flow[T], limiter Limiter) Flow[T] {
	if limiter == nil {
		panic("pipeline.Throttle: limiter must not be nil")
	}
	check("pipeline.Throttle", flow, 1, true)
	return stage("Throttle", 1, func(s *scope, yield func(T, error) bool) {
		inherit := heir[T, T]()
		for v, err := range flow(s.ctx) {
			if err == nil {
				if err = causeOr(s.ctx, limiter.Wait(s.ctx)); err != nil {
					v = zeroOr(inherit, v)
				}
			}
			if !emitResult(s, yield, v, err) {
				return
			}
		}
	})
}
