package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A service that is busy at first, for each host, and does not know some at all.
type service struct{ calls int }

var (
	errUnknown = errors.New("unknown host")
	errRefused = errors.New("connection refused")
)

func (s *service) ping(_ context.Context, host string) (string, error) {
	s.calls++
	switch {
	case host == "nowhere":
		return "", pipeline.Permanent(errUnknown)
	case s.calls < 3:
		return "", errRefused
	}
	return host + " is up", nil
}

func ExampleRetry() {
	var s service
	ping := pipeline.Retry(s.ping, pipeline.Backoff{Attempts: 5, Base: time.Millisecond})
	fmt.Println(pipeline.Map(pipeline.Of("a", "b"), 1, ping).Collect(context.Background()))
	fmt.Println(s.calls, "calls")
	// Output:
	// [a is up b is up] <nil>
	// 4 calls
}

func ExampleRetryError() {
	ping := func(context.Context, string) (string, error) { return "", errRefused }
	_, err := pipeline.Retry(ping, pipeline.Backoff{Attempts: 3, Base: 1})(context.Background(), "a")

	var gaveUp *pipeline.RetryError
	if errors.As(err, &gaveUp) {
		fmt.Println(gaveUp.Attempts, "attempts:", gaveUp.Err)
	}
	fmt.Println(errors.Is(err, errRefused))
	// Output:
	// 3 attempts: connection refused
	// true
}

func ExampleRetryError_Error() {
	err := &pipeline.RetryError{Attempts: 3, Err: errRefused}
	fmt.Println(err)
	err.Cause = context.DeadlineExceeded
	fmt.Println(err)
	// Output:
	// gave up after attempt 3: connection refused
	// context deadline exceeded after attempt 3: connection refused
}

func ExampleRetryError_Unwrap() {
	err := &pipeline.RetryError{Attempts: 3, Err: errRefused, Cause: context.Canceled}
	fmt.Println(errors.Is(err, errRefused), errors.Is(err, context.Canceled))
	// Output: true true
}

// What is permanent is not tried again, and comes without the mark.
func ExamplePermanent() {
	var s service
	_, err := pipeline.Retry(s.ping, pipeline.Backoff{})(context.Background(), "nowhere")
	fmt.Println(err == errUnknown, s.calls)
	// Output: true 1
}

func ExampleTimeout() {
	answer := func(ctx context.Context, after time.Duration) (string, error) {
		select {
		case <-time.After(after):
			return "an answer", nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	answer = pipeline.Timeout(answer, 100*time.Millisecond)
	fmt.Println(answer(context.Background(), time.Millisecond))
	fmt.Println(answer(context.Background(), time.Hour))
	// Output:
	// an answer <nil>
	//  context deadline exceeded
}

func ExampleLift() {
	numbers := pipeline.Map(pipeline.Of("1", "20", "x"), 2, pipeline.Lift(strconv.Atoi))
	fmt.Println(numbers.Collect(context.Background()))
	// Output: [1 20] strconv.Atoi: parsing "x": invalid syntax
}
