package pipeline_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// ticking is a source that gives a value a second, without end.
func ticking(ctx context.Context, yield func(int) bool) error {
	for i := 0; ; i++ {
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return errors.Join(errBad, ctx.Err())
		}
		if !yield(i) {
			return nil
		}
	}
}

// drained runs a flow that is told to stop after 3.5 seconds.
func drained(t *testing.T, flow pipeline.Flow[int]) (got []int, took time.Duration) {
	t.Helper()
	ctx, stop := pipeline.WithDrain(t.Context())
	defer time.AfterFunc(3500*time.Millisecond, stop).Stop()
	start := time.Now()
	got, err := flow.Collect(ctx)
	if err != nil {
		t.Errorf("a drained run ended with %v", err)
	}
	return got, time.Since(start)
}

// Whatever a stage has read is finished and delivered when the source is told to stop.
func TestStagesDrain(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		slow := func(ctx context.Context, v int) (int, error) {
			rest(2000)
			return v, ctx.Err()
		}
		got, _ := drained(t, s.apply(pipeline.FromFunc(ticking), slow))
		if want := []int{0, 1, 2}; s.n > 1 && s.window != 1 && !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if len(got) == 0 {
			t.Error("nothing was delivered")
		}
	})
}

func TestSourcesDrain(t *testing.T) {
	endless := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
			rest(1000)
		}
	}
	var never chan int // one made outside of the bubble would not let its time pass
	begun := false
	second := pipeline.FromFunc(func(context.Context, func(int) bool) error {
		begun = true
		return nil
	})
	tests := map[string]struct {
		flow pipeline.Flow[int]
		want []int
		took time.Duration
	}{
		"FromSeq": {pipeline.FromSeq(endless), []int{0, 1, 2, 3, 4}, 4 * time.Second},
		"From": {pipeline.From(func(yield func(int, error) bool) {
			endless(func(v int) bool { return yield(v, nil) })
		}), []int{0, 1, 2, 3, 4}, 4 * time.Second},
		"FromChan": {pipeline.FromChan(never), nil, 3500 * time.Millisecond},
		"FromFunc": {pipeline.FromFunc(ticking), []int{0, 1, 2}, 3500 * time.Millisecond},
		"Concat": {
			pipeline.Concat(pipeline.FromFunc(ticking), second),
			[]int{0, 1, 2},
			3500 * time.Millisecond,
		},
		"Merge": {
			pipeline.Merge(pipeline.FromFunc(ticking), pipeline.FromChan(never)),
			[]int{0, 1, 2},
			3500 * time.Millisecond,
		},
		"Buffer": {
			pipeline.Buffer(pipeline.FromFunc(ticking), 5), []int{0, 1, 2}, 3500 * time.Millisecond,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, took := drained(t, test.flow)
				if !slices.Equal(got, test.want) || took != test.took {
					t.Errorf("got %v after %v, want %v after %v", got, took, test.want, test.took)
				}
			})
		})
	}
	if begun {
		t.Error("Concat has begun another flow")
	}
}

// Flows that a function of a stage runs are not stopped: they finish.
func TestDrainSparesInnerFlows(t *testing.T) {
	three := pipeline.Take(pipeline.FromFunc(ticking), 3)
	for _, n := range []int{1, 3} {
		synctest.Test(t, func(t *testing.T) {
			source := pipeline.Concat(pipeline.Of(1), pipeline.FromChan[int](nil))
			got, _ := drained(t, pipeline.FlatMap(source, n,
				func(context.Context, int) (pipeline.Flow[int], error) {
					rest(2000)
					return three, nil
				}))
			if !slices.Equal(got, []int{0, 1, 2}) {
				t.Errorf("n=%d: the sub-flow gave %v", n, got)
			}
			count := func(ctx context.Context, _ int) (int, error) {
				rest(2000)
				all, err := three.Collect(ctx)
				return len(all), err
			}
			got, _ = drained(t, pipeline.Map(source, n, count))
			if !slices.Equal(got, []int{3}) {
				t.Errorf("n=%d: the flow in Map gave %v values, want 3", n, got)
			}
		})
	}
}

func TestDrainTwice(t *testing.T) {
	outer, stopOuter := pipeline.WithDrain(t.Context())
	inner, stopInner := pipeline.WithDrain(outer)
	stopInner()
	stopInner()
	if got, err := pipeline.Of(1, 2).Collect(inner); len(got) != 0 || err != nil {
		t.Errorf("begun after the end: %v, %v", got, err)
	}
	if got, err := pipeline.Of(1, 2).Collect(outer); len(got) != 2 || err != nil {
		t.Errorf("the outer one: %v, %v", got, err)
	}
	third, _ := pipeline.WithDrain(outer)
	stopOuter()
	if got, err := pipeline.Of(1, 2).Collect(third); len(got) != 0 || err != nil {
		t.Errorf("inside of one that was told to stop: %v, %v", got, err)
	}
}
