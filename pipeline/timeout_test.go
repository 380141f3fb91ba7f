package pipeline_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// after returns a function that takes d, or less if its context ends, and returns
// what result says: by default the error of its context.
func after(
	d time.Duration, result func(context.Context) error,
) func(context.Context, int) (int, error) {
	return func(ctx context.Context, v int) (int, error) {
		select {
		case <-time.After(d):
			return v, nil
		case <-ctx.Done():
			return 0, result(ctx)
		}
	}
}

func TestTimeout(t *testing.T) {
	own := errors.New("own")
	stop := errors.New("stop")
	late := context.DeadlineExceeded
	ofContext := func(ctx context.Context) error { return ctx.Err() }
	for name, test := range map[string]struct {
		takes    time.Duration
		result   func(context.Context) error
		cancelAt time.Duration // of the caller's context, 0: never
		want     []error       // all of which the error must be
		not      error
		at       time.Duration
	}{
		"in time":  {takes: 2 * time.Second, result: ofContext, at: 2 * time.Second},
		"too slow": {takes: time.Hour, result: ofContext, want: []error{late}, at: 3 * time.Second},
		"an error of its own": {
			takes: time.Hour, result: func(context.Context) error { return own },
			want: []error{context.DeadlineExceeded, own}, at: 3 * time.Second,
		},
		"late, with a result": {
			takes: time.Hour, at: 9 * time.Second,
			result: func(context.Context) error { time.Sleep(6 * time.Second); return nil },
		},
		"cancelled before": {
			takes: time.Hour, result: ofContext, cancelAt: time.Second,
			want: []error{stop}, not: context.DeadlineExceeded, at: time.Second,
		},
		"cancelled before, an error of its own": {
			takes: time.Hour, result: func(context.Context) error { return own }, cancelAt: time.Second,
			want: []error{stop}, not: context.DeadlineExceeded, at: time.Second,
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				defer cancel(nil)
				if test.cancelAt > 0 {
					time.AfterFunc(test.cancelAt, func() { cancel(stop) })
				}
				start := time.Now()
				_, err := pipeline.Timeout(after(test.takes, test.result), 3*time.Second)(ctx, 7)
				if took := time.Since(start); took != test.at {
					t.Errorf("it took %v, want %v", took, test.at)
				}
				if (err == nil) != (test.want == nil) || test.not != nil && errors.Is(err, test.not) {
					t.Errorf("error %v, want %v", err, test.want)
				}
				for _, want := range test.want {
					if !errors.Is(err, want) {
						t.Errorf("error %v, want also %v", err, want)
					}
				}
			})
		})
	}
}

// An error that f returns before its time is up is f's own, even if it happens to
// be that of some other deadline.
func TestTimeoutOfF(t *testing.T) {
	for _, own := range []error{errors.New("own"), context.Canceled, context.DeadlineExceeded} {
		f := func(context.Context, int) (int, error) { return 0, own }
		if _, err := pipeline.Timeout(f, time.Hour)(t.Context(), 1); err != own {
			t.Errorf("error %v, want %v", err, own)
		}
	}
}

// With the timeout inside each attempt has its own; outside it is for all of them.
func TestTimeoutWithRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		slow := func(ctx context.Context, _ int) (int, error) {
			n++
			<-ctx.Done()
			return 0, ctx.Err()
		}
		b := pipeline.Backoff{Attempts: 4, Base: 1}
		_, err := pipeline.Retry(pipeline.Timeout(slow, time.Second), b)(t.Context(), 1)
		if n != 4 || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%d calls, error %v", n, err)
		}
		n = 0
		_, err = pipeline.Timeout(pipeline.Retry(slow, b), time.Second)(t.Context(), 1)
		if n != 1 || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%d calls, error %v", n, err)
		}
	})
}

func TestLift(t *testing.T) {
	f := pipeline.Lift(strconv.Atoi)
	if v, err := f(t.Context(), "42"); v != 42 || err != nil {
		t.Errorf("got %d, %v", v, err)
	}
	if _, err := f(t.Context(), "x"); !errors.Is(err, strconv.ErrSyntax) {
		t.Errorf("got %v", err)
	}
}
