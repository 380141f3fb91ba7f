package pipeline_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

var errOdd = errors.New("odd")

// A moment is an item of a source in a bubble: it comes after a pause.
type moment struct {
	pause time.Duration
	value int
	err   error
}

// timed is the flow of moments. It heeds its context.
func timed(moments ...moment) pipeline.Flow[int] {
	return func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for _, m := range moments {
				select {
				case <-time.After(m.pause):
				case <-ctx.Done():
					yield(0, context.Cause(ctx))
					return
				}
				if !yield(m.value, m.err) {
					return
				}
			}
		}
	}
}

// An arrival is what came out of a flow, and when.
type arrival[T any] struct {
	At    time.Duration
	Value T
	Err   string
}

// arrivals ranges over the flow in band and takes body for each item.
func arrivals[T any](
	ctx context.Context, flow pipeline.Flow[T], body time.Duration,
) (all []arrival[T]) {
	start := time.Now()
	for v, err := range flow(ctx) {
		a := arrival[T]{At: time.Since(start), Value: v}
		if err != nil {
			a.Err = err.Error()
		}
		all = append(all, a)
		time.Sleep(body)
	}
	return all
}

func TestBatch(t *testing.T) {
	type batches = []arrival[[]int]
	at := func(at time.Duration, values ...int) arrival[[]int] {
		return arrival[[]int]{At: at, Value: values}
	}
	failed := func(at time.Duration) arrival[[]int] { return arrival[[]int]{At: at, Err: "odd"} }
	pauses := func(pauses ...time.Duration) (all []moment) { // 1, 2 … after each
		for i, pause := range pauses {
			all = append(all, moment{pause, i + 1, nil})
		}
		return all
	}
	oneBad := []moment{{0, 1, nil}, {ms, 0, errOdd}, {ms, 2, nil}}
	for name, test := range map[string]struct {
		source []moment
		size   int
		wait   time.Duration
		body   time.Duration
		want   batches
	}{
		"empty":            {size: 3},
		"empty, with wait": {size: 3, wait: ms},
		"full and rest":    {source: pauses(0, 0, 0), size: 2, want: batches{at(0, 1, 2), at(0, 3)}},
		"of one":           {source: pauses(0, ms), size: 1, want: batches{at(0, 1), at(ms, 2)}},
		"of one, with wait": {
			source: pauses(0, ms), size: 1, wait: ms, want: batches{at(0, 1), at(ms, 2)},
		},
		"an error closes": {
			source: oneBad, size: 3, want: batches{at(ms, 1), failed(ms), at(2*ms, 2)},
		},
		"an error closes, with wait": {
			source: oneBad, size: 3, wait: 5 * ms, want: batches{at(ms, 1), failed(ms), at(2*ms, 2)},
		},
		"errors only": {
			source: []moment{{0, 0, errOdd}, {0, 0, errOdd}}, size: 3, wait: ms,
			want: batches{failed(0), failed(0)},
		},
		"no limit": {
			source: pauses(0, time.Hour), size: 2, wait: -1, want: batches{at(time.Hour, 1, 2)},
		},
		"the wait counts from the first": {
			source: pauses(7*ms, 5*ms, 5*ms, 5*ms, 5*ms, 50*ms), size: 1000, wait: 16 * ms,
			want: batches{at(23*ms, 1, 2, 3, 4), at(43*ms, 5), at(77*ms, 6)},
		},
		"full before the wait is over": {
			source: pauses(0, ms, ms, 20*ms), size: 2, wait: 10 * ms,
			want: batches{at(ms, 1, 2), at(12*ms, 3), at(22*ms, 4)},
		},
		"a busy consumer": {
			source: pauses(0, ms, ms, ms, ms, ms), size: 3, wait: ms / 2, body: 10 * ms,
			want: batches{at(ms/2, 1), at(10*ms+ms/2, 2, 3, 4), at(20*ms+ms/2, 5, 6)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				flow := pipeline.Batch(timed(test.source...), test.size, test.wait)
				got := arrivals(t.Context(), flow, test.body)
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("batches (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// Whatever the sizes, the batches are the chunks of the values.
func TestBatchModel(t *testing.T) {
	for n := range 12 {
		values := make([]int, n)
		for i := range values {
			values[i] = i
		}
		for size := 1; size < 14; size++ {
			want := slices.Collect(slices.Chunk(values, size))
			for _, wait := range []time.Duration{0, time.Hour} {
				got, err := pipeline.Batch(pipeline.Of(values...), size, wait).Collect(t.Context())
				if diff := cmp.Diff(want, got); diff != "" || err != nil {
					t.Fatalf("%d by %d, wait %v: error %v (-want +got):\n%s", n, size, wait, err, diff)
				}
				flat, err := pipeline.Unbatch(pipeline.Of(got...)).Collect(t.Context())
				if !slices.Equal(flat, values) || err != nil {
					t.Fatalf("Unbatch = %v, %v, want %v", flat, err, values)
				}
			}
		}
	}
}

// The slices are the receiver's: what it does with one does not show in another.
func TestBatchSlicesAreTheReceivers(t *testing.T) {
	for _, wait := range []time.Duration{0, time.Hour} {
		var kept [][]int
		for batch := range pipeline.Batch(pipeline.Of(1, 2, 3, 4, 5, 6, 7), 3, wait).All(t.Context()) {
			kept = append(kept, batch)
			_ = append(batch, -1)
		}
		if diff := cmp.Diff([][]int{{1, 2, 3}, {4, 5, 6}, {7}}, kept); diff != "" {
			t.Errorf("wait %v (-want +got):\n%s", wait, diff)
		}
	}
}

// Without a wait nothing is read ahead of the consumer; with one, no more than the
// batch that is filled and an item.
func TestBatchReadsAhead(t *testing.T) {
	for wait, want := range map[time.Duration]int{0: 3, time.Hour: 3 + 3 + 1} {
		synctest.Test(t, func(t *testing.T) {
			read := 0
			for range pipeline.Batch(counted(&read, 100), 3, wait).All(t.Context()) {
				synctest.Wait()
				if read != want {
					t.Errorf("wait %v: %d items read, want %d", wait, read, want)
				}
				break
			}
		})
	}
}

// counted is the flow of 0 to n-1, and counts how many it has given.
func counted(read *int, n int) pipeline.Flow[int] {
	return func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for i := range n {
				*read++
				if !yield(i, nil) {
					return
				}
			}
		}
	}
}

func TestBatchCancelled(t *testing.T) {
	stop := errors.New("stop")
	for _, wait := range []time.Duration{0, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(5*time.Second, func() { cancel(stop) })
			flow := timed(moment{0, 1, nil}, moment{0, 2, nil}, moment{0, 3, nil}, moment{time.Hour, 4, nil})
			got := arrivals(ctx, pipeline.Batch(flow, 2, wait), 0)
			want := []arrival[[]int]{{Value: []int{1, 2}}, {At: 5 * time.Second, Err: "stop"}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("wait %v (-want +got):\n%s", wait, diff)
			}
		})
	}
}

func TestBatchPanics(t *testing.T) {
	boom := func(context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			if yield(1, nil) {
				panic("boom")
			}
		}
	}
	for _, wait := range []time.Duration{0, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			defer func() {
				if p, ok := recover().(*pipeline.PanicError); !ok || p.Value != "boom" {
					t.Errorf("wait %v: panic %v, want boom", wait, p)
				}
			}()
			pipeline.Batch(boom, 2, wait).Run(t.Context())
		})
	}
}

func TestUnbatch(t *testing.T) {
	source := pipeline.From(func(yield func([]int, error) bool) {
		_ = yield([]int{1, 2}, nil) && yield(nil, nil) && yield(nil, errOdd) && yield([]int{3}, nil)
	})
	got := arrivals(t.Context(), pipeline.Unbatch(source), 0)
	for i := range got {
		got[i].At = 0
	}
	want := []arrival[int]{{Value: 1}, {Value: 2}, {Err: "odd"}, {Value: 3}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	for v := range pipeline.Unbatch(source).All(t.Context()) {
		if v != 1 {
			t.Error("went on after the break")
		}
		break
	}
}

func TestBatchMisuse(t *testing.T) {
	defer func() {
		if p := recover(); p != "pipeline.Batch: size must be at least 1" {
			t.Errorf("panic %v", p)
		}
	}()
	pipeline.Batch(pipeline.Of(1), 0, 0)
}
