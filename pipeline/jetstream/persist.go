package jetstream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// persist calls f until the server answers, or until limit has passed. A server that has
// no leader yet does not answer at all, so that each call gets some time of its own and
// not all there is.
func persist(ctx context.Context, limit time.Duration, f func(context.Context) error) error {
	whole, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	reason := nats.ErrTimeout
	for {
		one, cancel := context.WithTimeout(whole, attempt)
		err := f(one)
		cancel()
		if !unanswered(err) {
			return err
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			reason = err
		}
		select {
		case <-whole.Done():
		case <-time.After(pause):
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if whole.Err() != nil {
			return fmt.Errorf("no answer within %v: %w", limit, reason)
		}
	}
}

// unanswered reports whether err, of a request, is of the kind that may be gone soon.
func unanswered(err error) bool {
	const ( // of a cluster that is not complete
		unavailable, streamOffline, consumerOffline = 10008, 10118, 10119
	)
	var api *jetstream.APIError
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, nats.ErrTimeout) ||
		errors.Is(err, nats.ErrNoResponders) || errors.Is(err, nats.ErrDisconnected) ||
		errors.Is(err, jetstream.ErrNoStreamResponse) ||
		errors.As(err, &api) && slices.Contains(
			[]jetstream.ErrorCode{unavailable, streamOffline, consumerOffline}, api.ErrorCode)
}
