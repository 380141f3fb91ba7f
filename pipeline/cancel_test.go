package pipeline_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// rest sleeps in the time of a bubble.
func rest(ms int) { time.Sleep(time.Duration(ms) * time.Millisecond) }

// A run that is cancelled ends with the cause: before it begins, in the body, while
// it waits for f, or for the source.
func TestStagesCancel(t *testing.T) {
	waits := func(ctx context.Context, v int) (int, error) {
		if v < 5 {
			return v, nil
		}
		<-ctx.Done()
		return v, errBad // gives way to the cause
	}
	eachSetting(t, func(t *testing.T, s setting) {
		swallowed := func(err error) error {
			if errors.Is(err, errStop) {
				t.Errorf("Catch has seen the cause")
			}
			return nil
		}
		flows := map[string]pipeline.Flow[int]{
			"stage":      s.apply(upTo(100), waits),
			"two stages": s.apply(s.apply(upTo(100), waits), next),
			"caught":     pipeline.Catch(s.apply(upTo(100), waits), swallowed),
			"source":     s.apply(pipeline.Concat(upTo(5), pipeline.FromChan[int](nil)), next),
		}
		for name, flow := range flows {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errStop) })
			start := time.Now()
			got, err := flow.Collect(ctx)
			if err != errStop || time.Since(start) != time.Second {
				t.Errorf("%s: %v after %v, want the cause after 1s", name, err, time.Since(start))
			}
			if len(got) > 5 || !s.unordered && len(got) < 5 {
				t.Errorf("%s: %d values", name, len(got))
			}
			if got, err := flow.Collect(ctx); err != errStop || len(got) > 0 {
				t.Errorf("%s, cancelled before: %v, %v", name, got, err)
			}
			for v, err := range flow(ctx) { // in band
				if err != errStop {
					t.Errorf("%s, in band: %d, %v", name, v, err)
				}
			}
			cancel(nil)

			ctx, cancel = context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errStop) })
			causes := 0
			for _, err := range flow(ctx) {
				if causes > 0 || err != nil && err != errStop {
					t.Errorf("%s, in band: %v after the cause came %d times", name, err, causes)
				}
				if err != nil {
					causes++
				}
			}
			if causes != 1 {
				t.Errorf("%s, in band: the cause came %d times", name, causes)
			}
			cancel(nil)
		}
	})
}

// Once the body has cancelled the run, nothing but the cause comes.
func TestStagesCancelInBody(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		seen := 0
		for v, err := range s.apply(upTo(1000), next).All(ctx) {
			switch seen++; {
			case seen <= 3 && err != nil, seen == 4 && err != errStop, seen > 4:
				t.Fatalf("item %d: %d, %v", seen, v, err)
			case seen == 3:
				cancel(errStop)
			}
		}
		if seen != 4 {
			t.Errorf("%d items, want 3 and the cause", seen)
		}
	})
}

func TestCancelledBefore(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errStop)
	flow := pipeline.Of(1, 2, 3)
	if got, err := flow.Collect(ctx); err != errStop || got != nil {
		t.Errorf("Collect() = %v, %v, want the cause", got, err)
	}
	if err := flow.Run(ctx); err != errStop {
		t.Errorf("Run() = %v, want the cause", err)
	}
	var err error
	for range flow.Seq(ctx, &err) {
		t.Error("Seq gives values")
	}
	if err != errStop {
		t.Errorf("Seq: %v, want the cause", err)
	}
	sum, err := pipeline.Fold(ctx, flow, 1, func(a, b int) (int, error) { return a + b, nil })
	if sum != 1 || err != errStop {
		t.Errorf("Fold() = %v, %v, want 1 and the cause", sum, err)
	}
	for _, n := range []int{1, 3} {
		_, ok, err := pipeline.Reduce(ctx, flow, n, func(a, b int) (int, error) { return a + b, nil })
		if ok || err != errStop {
			t.Errorf("Reduce() = %v, %v, want the cause", ok, err)
		}
	}
	for name, flow := range map[string]pipeline.Flow[int]{
		"Merge":  pipeline.Merge(flow, flow),
		"Concat": pipeline.Concat(flow, flow),
		"Buffer": pipeline.Buffer(flow, 2),
		"Take":   pipeline.Take(flow, 2),
		"Catch":  pipeline.Catch(flow, func(error) error { return nil }),
		"Apply":  pipeline.Apply(flow, func(s seq) seq { return s }),
	} {
		if got, err := flow.Collect(ctx); err != errStop || got != nil {
			t.Errorf("%s: Collect() = %v, %v, want the cause", name, got, err)
		}
	}
}
