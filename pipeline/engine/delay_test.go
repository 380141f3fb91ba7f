package engine_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
)

// A message that fails waits, longer each time, while others go on.
func TestMemoryRetryDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		queue := engine.NewMemory[string](engine.MemoryConfig{
			RetryDelay: time.Second, AckWait: 5 * time.Second, MaxAttempts: 6,
		})
		in := pipeline.Messages(pipeline.Of("bad", "good"), func(v string) string { return v })
		if err := pipeline.Settle(t.Context(), queue.Publish(in)); err != nil {
			t.Fatal(err)
		}
		queue.Close()
		start := time.Now()
		var bad, good []time.Duration
		flow := pipeline.Map(queue.Messages(), 1, func(_ context.Context, m message) (message, error) {
			if m.Value == "good" {
				good = append(good, time.Since(start))
				return m, nil
			}
			bad = append(bad, time.Since(start))
			return m, errors.New("down")
		})
		if err := pipeline.Settle(t.Context(), flow); err != nil {
			t.Error(err)
		}
		want := []time.Duration{0, 1, 3, 7, 12, 17}
		for i := range want {
			want[i] *= time.Second
		}
		if !slices.Equal(bad, want) || !slices.Equal(good, []time.Duration{0}) {
			t.Errorf("the bad one came at %v, want %v; the good one at %v", bad, want, good)
		}
		if dead := queue.DeadLetters(); len(dead) != 1 || !errors.Is(dead[0].Cause, engine.ErrAttempts) {
			t.Errorf("dead letters: %v", dead)
		}
	})
}

// What was given up by a run that ended does not wait.
func TestMemoryAbandonedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		queue := engine.NewMemory[string](engine.MemoryConfig{RetryDelay: 10 * time.Second})
		in := pipeline.Messages(pipeline.Of("a"), func(v string) string { return v })
		if err := pipeline.Settle(t.Context(), queue.Publish(in)); err != nil {
			t.Fatal(err)
		}
		queue.Close()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		stuck := pipeline.Map(queue.Messages(), 1, func(ctx context.Context, m message) (message, error) {
			<-ctx.Done()
			return m, ctx.Err()
		})
		if err := pipeline.Settle(ctx, stuck); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		start := time.Now()
		err := pipeline.Settle(t.Context(), queue.Messages())
		if err != nil || time.Since(start) > 0 || queue.Len() > 0 {
			t.Errorf("%v, after %v, %d left", err, time.Since(start), queue.Len())
		}
	})
}
