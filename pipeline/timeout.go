package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Timeout returns f with at most d for each call: the context that f is given
// ends after d. A call that fails because of that returns an error that is
// [context.DeadlineExceeded]. Nothing else becomes one: when the context of the
// caller has ended, the error is the cause of that.
//
// Timeout waits for f, which therefore has to heed its context. One that does not
// is late, and never abandoned; its result counts, if it has one.
//
// A timeout of each attempt is Retry(Timeout(f, d), b); one for all attempts
// together is Timeout(Retry(f, b), d).
//
// Timeout panics if f is nil or d is not positive.
func Timeout[A, B any](
	f func(context.Context, A) (B, error), d time.Duration,
) func(context.Context, A) (B, error) {
	if f == nil {
		panic("pipeline.Timeout: f must not be nil")
	}
	if d <= 0 {
		panic("pipeline.Timeout: d must be positive")
	}
	return func(ctx context.Context, a A) (B, error) {
		within, cancel := context.WithTimeout(ctx, d)
		defer cancel()
		b, err := f(within, a)
		switch {
		case err == nil:
			return b, nil
		case ctx.Err() != nil:
			return b, context.Cause(ctx)
		case within.Err() == nil || errors.Is(err, context.DeadlineExceeded):
			return b, err
		}
		return b, fmt.Errorf("%w: %w", context.DeadlineExceeded, err)
	}
}
