package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

var errBusy = errors.New("busy")

// failing returns a function that fails n times with err and then doubles, and
// notes when it is called.
func failing(n int, err error, calls *[]time.Time) func(context.Context, int) (int, error) {
	return func(_ context.Context, v int) (int, error) {
		*calls = append(*calls, time.Now())
		if len(*calls) <= n {
			return 0, err
		}
		return 2 * v, nil
	}
}

func TestRetry(t *testing.T) {
	wrapped := fmt.Errorf("open: %w", pipeline.Permanent(fs.ErrNotExist))
	for name, test := range map[string]struct {
		failures int
		err      error
		backoff  pipeline.Backoff
		calls    int
		want     error // nil: it succeeds
	}{
		"succeeds at once":      {0, errBusy, pipeline.Backoff{Attempts: 4}, 1, nil},
		"succeeds at the last":  {3, errBusy, pipeline.Backoff{Attempts: 4}, 4, nil},
		"gives up":              {4, errBusy, pipeline.Backoff{Attempts: 4}, 4, errBusy},
		"one attempt":           {1, errBusy, pipeline.Backoff{Attempts: 1}, 1, errBusy},
		"the zero Backoff":      {9, errBusy, pipeline.Backoff{}, 3, errBusy},
		"permanent":             {9, pipeline.Permanent(fs.ErrNotExist), pipeline.Backoff{}, 1, fs.ErrNotExist},
		"permanent, further in": {9, wrapped, pipeline.Backoff{}, 1, wrapped},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var calls []time.Time
				f := pipeline.Retry(failing(test.failures, test.err, &calls), test.backoff)
				v, err := f(t.Context(), 21)
				if len(calls) != test.calls {
					t.Errorf("%d calls, want %d", len(calls), test.calls)
				}
				if test.want == nil && (v != 42 || err != nil) {
					t.Errorf("got %d, %v, want 42", v, err)
				}
				if test.want != nil && !errors.Is(err, test.want) {
					t.Errorf("error %v, want %v", err, test.want)
				}
				var gaveUp *pipeline.RetryError
				if errors.As(err, &gaveUp) != (test.want == errBusy) {
					t.Errorf("error %T", err)
				}
				if gaveUp != nil && (gaveUp.Attempts != test.calls || gaveUp.Cause != nil) {
					t.Errorf("%+v, want %d attempts and no cause", gaveUp, test.calls)
				}
			})
		})
	}
}

func TestRetryPermanentIsUnmarked(t *testing.T) {
	var calls []time.Time
	f := pipeline.Retry(failing(1, pipeline.Permanent(errBusy), &calls), pipeline.Backoff{})
	if _, err := f(t.Context(), 1); err != errBusy {
		t.Errorf("error %#v, want what was marked", err)
	}
	if err := pipeline.Permanent(nil); err != nil {
		t.Errorf("Permanent(nil) = %v", err)
	}
	if err := pipeline.Permanent(errBusy); !errors.Is(err, errBusy) || err.Error() != "busy" {
		t.Errorf("Permanent(busy) = %v", err)
	}
}

// Over many runs the pauses stay below the bound that doubles up to Max, fill it,
// and are not all the same.
func TestRetryPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const runs = 200
		b := pipeline.Backoff{Attempts: 6, Base: time.Second, Max: 5 * time.Second}
		bounds := []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, b.Max, b.Max}
		longest := make([]time.Duration, len(bounds))
		for range runs {
			var calls []time.Time
			pipeline.Retry(failing(9, errBusy, &calls), b)(t.Context(), 1)
			for i := range bounds {
				longest[i] = max(longest[i], calls[i+1].Sub(calls[i]))
			}
		}
		for i, bound := range bounds {
			if longest[i] >= bound || longest[i] < bound*9/10 {
				t.Errorf("pause %d: at most %v in %d runs, want just below %v", i+1, longest[i], runs, bound)
			}
		}
	})
}

// However many attempts there are, the doubling does not overflow.
func TestRetryManyAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls []time.Time
		b := pipeline.Backoff{Attempts: 200, Base: 1, Max: time.Minute}
		pipeline.Retry(failing(200, errBusy, &calls), b)(t.Context(), 1)
		if took := calls[199].Sub(calls[0]); took < 40*time.Minute || took > 199*time.Minute {
			t.Errorf("200 attempts took %v", took)
		}
	})
}

func TestRetryCancelled(t *testing.T) {
	stop := errors.New("stop")
	t.Run("in a pause", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			start := time.Now()
			time.AfterFunc(time.Nanosecond, func() { cancel(stop) })
			b := pipeline.Backoff{Attempts: 9, Base: time.Hour, Max: time.Hour}
			var calls []time.Time
			_, err := pipeline.Retry(failing(9, errBusy, &calls), b)(ctx, 1)
			wantCause(t, err, stop, len(calls))
			if took := time.Since(start); took > time.Nanosecond {
				t.Errorf("it took %v to notice", took)
			}
		})
	})
	t.Run("in a call", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		n := 0
		_, err := pipeline.Retry(func(context.Context, int) (int, error) {
			n++
			cancel(stop)
			return 0, errBusy
		}, pipeline.Backoff{})(ctx, 1)
		wantCause(t, err, stop, n)
	})
}

// wantCause checks the error of a Retry that was cancelled after one call.
func wantCause(t *testing.T, err, cause error, calls int) {
	t.Helper()
	if calls != 1 {
		t.Errorf("%d calls, want 1", calls)
	}
	var gaveUp *pipeline.RetryError
	if !errors.As(err, &gaveUp) {
		t.Fatalf("error %v, want a RetryError", err)
	}
	want := pipeline.RetryError{Attempts: 1, Err: errBusy, Cause: cause}
	if *gaveUp != want {
		t.Errorf("%+v, want %+v", *gaveUp, want)
	}
	if !errors.Is(err, cause) || !errors.Is(err, errBusy) {
		t.Errorf("%v is not both", err)
	}
	if diff := cmp.Diff("stop after attempt 1: busy", err.Error()); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

func TestWrappersMisuse(t *testing.T) {
	f := func(context.Context, int) (int, error) { return 0, nil }
	var none func(context.Context, int) (int, error)
	for what, misuse := range map[string]func(){
		"pipeline.Retry: f":                func() { pipeline.Retry(none, pipeline.Backoff{}) },
		"pipeline.Retry: no field":         func() { pipeline.Retry(f, pipeline.Backoff{Attempts: -1}) },
		"pipeline.Retry: no field of":      func() { pipeline.Retry(f, pipeline.Backoff{Base: -1}) },
		"pipeline.Retry: no field of the":  func() { pipeline.Retry(f, pipeline.Backoff{Max: -1}) },
		"pipeline.Timeout: f must":         func() { pipeline.Timeout(none, time.Second) },
		"pipeline.Timeout: d must":         func() { pipeline.Timeout(f, 0) },
		"pipeline.Lift: f must not be nil": func() { pipeline.Lift[int, int](nil) },
	} {
		func() {
			defer func() {
				if p, ok := recover().(string); !ok || !strings.HasPrefix(p, what) {
					t.Errorf("panic %q, want %q…", p, what)
				}
			}()
			misuse()
		}()
	}
}
