package pipeline

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// A Backoff says how often [Retry] tries and how long it pauses. The pause after
// the first failed attempt is a random one up to Base, and that bound doubles from
// attempt to attempt until it is Max: exponential backoff with full jitter, which
// spreads clients that fail together better than any other kind does (Marc Brooker,
// "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
//
// The zero Backoff is three attempts, the pauses between them at most 100 and 200
// milliseconds.
type Backoff struct {
	Attempts int           // calls of f at most, the first one included; 0 means 3
	Base     time.Duration // the first pause at most; 0 means 100 ms
	Max      time.Duration // any pause at most; 0 means 30 s
}

// Retry returns f with more attempts at what fails, on the goroutine of the call
// and with pauses as b says. Each attempt has the same context and argument.
//
// It returns what f returns at the first attempt that does not fail. When the last
// one has failed it returns a [*RetryError]. An error that f has marked as
// [Permanent] is returned at once, without the mark. When the context ends no more
// attempts are made and a pause is cut short; the *RetryError is then of the cause
// as well.
//
// Retry panics if f is nil or a field of b is negative.
func Retry[A, B any](
	f func(context.Context, A) (B, error), b Backoff,
) func(context.Context, A) (B, error) {
	if f == nil {
		panic("pipeline.Retry: f must not be nil")
	}
	b = b.withDefaults()
	return func(ctx context.Context, a A) (B, error) {
		for attempt := 1; ; attempt++ {
			v, err := f(ctx, a)
			if err == nil {
				return v, nil
			}
			if IsPermanent(err) {
				return v, unmarked(err)
			}
			if attempt == b.Attempts || !b.pause(ctx, attempt) {
				return v, &RetryError{Attempts: attempt, Err: err, Cause: context.Cause(ctx)}
			}
		}
	}
}

func (b Backoff) withDefaults() Backoff {
	if b.Attempts < 0 || b.Base < 0 || b.Max < 0 {
		panic("pipeline.Retry: no field of the Backoff may be negative")
	}
	if b.Attempts == 0 {
		b.Attempts = 3
	}
	if b.Base == 0 {
		b.Base = 100 * time.Millisecond
	}
	if b.Max == 0 {
		b.Max = 30 * time.Second
	}
	return b
}

// pause waits after the given failed attempt and reports whether there is to be
// another one.
func (b Backoff) pause(ctx context.Context, attempt int) bool {
	bound := b.Max
	if doublings := attempt - 1; b.Base <= b.Max>>doublings {
		bound = b.Base << doublings
	}
	timer := time.NewTimer(rand.N(bound))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
	return ctx.Err() == nil
}

// A RetryError is what a function wrapped by [Retry] returns when it has given up.
// [errors.Is] and [errors.As] look into both Err and Cause.
type RetryError struct {
	Attempts int   // calls of f that were made
	Err      error // what the last of them returned
	Cause    error // that of the context, if it had ended by then; else nil
}

// Error tells the number of attempts, the last error, and the cause if there is one.
func (e *RetryError) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%v after attempt %d: %v", e.Cause, e.Attempts, e.Err)
	}
	return fmt.Sprintf("gave up after attempt %d: %v", e.Attempts, e.Err)
}

// Unwrap returns Err, and Cause unless that is nil.
func (e *RetryError) Unwrap() []error {
	if e.Cause != nil {
		return []error{e.Err, e.Cause}
	}
	return []error{e.Err}
}

// Permanent marks err as one that [Retry] need not try to get rid of: a file that
// does not exist, a request that is malformed. The mark does not show in the
// message, nor to [errors.Is] and [errors.As]. Permanent(nil) is nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return &permanent{err}
}

type permanent struct{ error }

func (p *permanent) Unwrap() error { return p.error }

// IsPermanent reports whether err, or an error that it wraps, is marked as [Permanent].
func IsPermanent(err error) bool {
	var p *permanent
	return errors.As(err, &p)
}

// unmarked takes the mark off. One further in is left where it is, for what
// surrounds it has something to say and the mark does not show.
func unmarked(err error) error {
	if p, ok := err.(*permanent); ok { //nolint:errorlint // only the outermost
		return p.error
	}
	return err
}
