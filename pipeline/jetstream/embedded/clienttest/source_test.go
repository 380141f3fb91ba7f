package clienttest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// numbers runs the flow until so many different ones have come, and returns how often each
// has.
func (b *bench) numbers(t testing.TB, flow pipeline.Flow[pipeline.Message[string]], n int) map[string]int {
	t.Helper()
	seen := make(map[string]int)
	ctx, stop := pipeline.WithDrain(within(t, 60*time.Second))
	defer stop()
	counted := pipeline.Tap(flow, func(m pipeline.Message[string]) {
		if seen[m.Value]++; len(seen) == n {
			stop()
		}
	})
	if err := pipeline.Settle(ctx, counted); err != nil {
		t.Fatalf("%v, after %d of %d", err, len(seen), n)
	}
	return seen
}

// The client's iterator sleeps for half a minute when it loses a wake-up.
func TestSmallPrefetchDoesNotStall(t *testing.T) {
	n := 40_000 / slow
	for _, prefetch := range []int{1, 2, 10} {
		t.Run(strconv.Itoa(prefetch), func(t *testing.T) {
			b := start(t)
			b.fill(t, n)
			gaps := 0
			source := b.source()
			source.Prefetch = prefetch
			source.OnGap = func(err error) { gaps++; t.Log(err) }
			last, longest := time.Now(), time.Duration(0)
			flow := pipeline.Tap(source.Messages(), func(pipeline.Message[string]) {
				longest = max(longest, time.Since(last))
				last = time.Now()
			})
			if got := b.numbers(t, flow, n); len(got) != n {
				t.Errorf("%d messages, want %d", len(got), n)
			}
			if gaps > 1 { // one may be the machine's
				t.Errorf("nothing was heard %d times, for %v at the longest", gaps, longest)
			}
		})
	}
}

// However a run ends, what it has prefetched is there for others long before AckWait.
func TestHandBack(t *testing.T) {
	const n, taken = 1000, 10
	stop := errors.New("stop")
	for _, way := range []struct {
		name string
		left int // messages for the next source
		run  func(t *testing.T, flow pipeline.Flow[pipeline.Message[string]])
	}{
		{"break", n - taken, func(t *testing.T, flow pipeline.Flow[pipeline.Message[string]]) {
			i := 0
			for _, err := range flow.All(within(t, 10*time.Second)) {
				if err != nil {
					t.Fatal(err)
				}
				if i++; i == taken {
					break
				}
			}
		}},
		{"panic", n - taken, func(t *testing.T, flow pipeline.Flow[pipeline.Message[string]]) {
			defer func() {
				if p := recover(); p != stop {
					t.Errorf("panic %v", p)
				}
			}()
			i := 0
			_ = flow.ForEach(within(t, 10*time.Second), func(pipeline.Message[string]) error {
				if i++; i == taken {
					panic(stop)
				}
				return nil
			})
		}},
		{"drain", n - taken, func(t *testing.T, flow pipeline.Flow[pipeline.Message[string]]) {
			if err := settle(t, flow, taken); err != nil {
				t.Fatal(err)
			}
		}},
		{"cancel", n, func(t *testing.T, flow pipeline.Flow[pipeline.Message[string]]) {
			ctx, cancel := context.WithCancelCause(within(t, 10*time.Second))
			i := 0
			held := pipeline.FlatMap(flow, 1, func(ctx context.Context, m pipeline.Message[string]) (
				pipeline.Flow[pipeline.Message[string]], error,
			) {
				if i++; i == taken {
					cancel(stop)
				}
				return nil, errors.New("not yet")
			})
			if err := pipeline.Settle(ctx, held); err != stop {
				t.Fatal(err)
			}
		}},
		{"error", n, func(t *testing.T, flow pipeline.Flow[pipeline.Message[string]]) {
			failing := pipeline.Map(flow, 1, func(context.Context, pipeline.Message[string]) (
				m pipeline.Message[string], err error,
			) {
				return m, errors.New("failed")
			})
			err := pipeline.Settle(within(t, 10*time.Second), failing,
				pipeline.OnFailure(func(pipeline.Receipt, error) error { return stop }))
			if !errors.Is(err, stop) {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			b := start(t)
			b.fill(t, n)
			way.run(t, b.source().Messages())
			begin := time.Now()
			b.numbers(t, b.source().Messages(), way.left)
			if took := time.Since(begin); took > 20*time.Second {
				t.Errorf("the rest took %v", took)
			}
		})
	}
}

// Two sources of one consumer share its messages.
func TestSharing(t *testing.T) {
	n := 20_000 / slow
	b := start(t)
	b.fill(t, n)
	ctx, stop := pipeline.WithDrain(within(t, 60*time.Second))
	defer stop()
	var all, first atomic.Int64
	ended := make(chan error)
	for i := range 2 {
		flow := pipeline.Tap(b.source().Messages(), func(pipeline.Message[string]) {
			if i == 0 {
				first.Add(1)
			}
			if all.Add(1) == int64(n) {
				stop()
			}
		})
		go func() { ended <- pipeline.Settle(ctx, flow) }()
	}
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	if f := first.Load(); f == 0 || f == int64(n) {
		t.Errorf("one of two got %d of %d", f, n)
	}
	if undelivered, unacknowledged := b.pending(t); undelivered+unacknowledged > 0 {
		t.Errorf("%d undelivered, %d unacknowledged", undelivered, unacknowledged)
	}
}

// One reader gets the messages in the order of the stream.
func TestOrder(t *testing.T) {
	const n = 5000
	b := start(t)
	b.fill(t, n)
	var got []string
	flow := pipeline.Tap(b.source().Messages(), func(m pipeline.Message[string]) {
		got = append(got, m.Value)
	})
	if err := settle(t, flow, n); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(got, func(a, b string) int { x, _ := strconv.Atoi(a); y, _ := strconv.Atoi(b); return x - y }) {
		t.Error("not in order")
	}
}

// A source that is idle ends as soon as it is told to.
func TestIdleSourceEndsAtOnce(t *testing.T) {
	b := start(t)
	for range 3 {
		ctx, stop := pipeline.WithDrain(within(t, 10*time.Second))
		time.AfterFunc(50*time.Millisecond, stop)
		begin := time.Now()
		if err := pipeline.Settle(ctx, b.source().Messages()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
	}
}

// Nothing of a run stays with the connection.
func TestNoSubscriptionIsLeft(t *testing.T) {
	b := start(t)
	work := func() {
		b.fill(t, 100)
		if err := settle(t, b.sink().Publish(b.source().Messages()), 100); err != nil {
			t.Fatal(err)
		}
	}
	work()
	before := b.conn.NumSubscriptions()
	for range 5 {
		work()
	}
	if after := b.conn.NumSubscriptions(); after != before {
		t.Errorf("%d subscriptions, then %d", before, after)
	}
}

// A message that was given back comes again after RetryDelay.
func TestRetryDelay(t *testing.T) {
	b := start(t)
	b.fill(t, 1)
	source := b.source()
	source.RetryDelay = 300 * time.Millisecond
	var failed time.Time
	ctx, stop := pipeline.WithDrain(within(t, 20*time.Second))
	defer stop()
	flow := pipeline.Map(source.Messages(), 1, func(_ context.Context, m pipeline.Message[string]) (
		pipeline.Message[string], error,
	) {
		if failed.IsZero() {
			failed = time.Now()
			return m, fmt.Errorf("not today")
		}
		if delay := time.Since(failed); delay < source.RetryDelay {
			t.Errorf("again after %v", delay)
		}
		stop()
		return m, nil
	})
	if err := pipeline.Settle(ctx, flow); err != nil {
		t.Fatal(err)
	}
}
