package clienttest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// numbers runs the flow until so many different ones have come, and returns how often each
// has.
func (b *bench) numbers(t testing.TB, in flow, n int) map[string]int {
	t.Helper()
	seen := make(map[string]int)
	ctx, stop := pipeline.WithDrain(within(t, 60*time.Second))
	defer stop()
	counted := pipeline.Tap(in, func(m message) {
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
			work := pipeline.Tap(source.Messages(), func(message) {
				longest = max(longest, time.Since(last))
				last = time.Now()
			})
			if got := b.numbers(t, work, n); len(got) != n {
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
		run  func(t *testing.T, in flow)
	}{
		{"break", n - taken, func(t *testing.T, in flow) {
			i := 0
			for _, err := range in.All(within(t, 10*time.Second)) {
				if err != nil {
					t.Fatal(err)
				}
				if i++; i == taken {
					break
				}
			}
		}},
		{"panic", n - taken, func(t *testing.T, in flow) {
			defer func() {
				if p := recover(); p != stop {
					t.Errorf("panic %v", p)
				}
			}()
			i := 0
			_ = in.ForEach(within(t, 10*time.Second), func(message) error {
				if i++; i == taken {
					panic(stop)
				}
				return nil
			})
		}},
		{"goexit", n - taken, func(t *testing.T, in flow) {
			ended := make(chan struct{})
			ctx := within(t, 10*time.Second)
			go func() {
				defer close(ended)
				i := 0
				for range in.All(ctx) {
					if i++; i == taken {
						runtime.Goexit()
					}
				}
			}()
			<-ended
		}},
		{"drain", n - taken, func(t *testing.T, in flow) {
			if err := settle(t, in, taken); err != nil {
				t.Fatal(err)
			}
		}},
		{"cancel", n, func(t *testing.T, in flow) {
			ctx, cancel := context.WithCancelCause(within(t, 10*time.Second))
			i := 0
			held := pipeline.FlatMap(in, 1, func(ctx context.Context, m message) (
				flow, error,
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
		{"error", n, func(t *testing.T, in flow) {
			failing := pipeline.Map(in, 1, func(context.Context, message) (
				m message, err error,
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
		work := pipeline.Tap(b.source().Messages(), func(message) {
			if i == 0 {
				first.Add(1)
			}
			if all.Add(1) == int64(n) {
				stop()
			}
		})
		go func() { ended <- pipeline.Settle(ctx, work) }()
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
	work := pipeline.Tap(b.source().Messages(), func(m message) {
		got = append(got, m.Value)
	})
	if err := settle(t, work, n); err != nil {
		t.Fatal(err)
	}
	for i, text := range got {
		if text != strconv.Itoa(i) {
			t.Fatalf("message %d is %q", i, text)
		}
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
	work := pipeline.Map(source.Messages(), 1, func(_ context.Context, m message) (
		message, error,
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
	if err := pipeline.Settle(ctx, work); err != nil {
		t.Fatal(err)
	}
}
