package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// eachOrdered is eachSetting without those that are unordered.
func eachOrdered(t *testing.T, f func(t *testing.T, s setting)) {
	t.Helper()
	eachSetting(t, func(t *testing.T, s setting) {
		if !s.unordered {
			f(t, s)
		}
	})
}

// Trap: an error of the source overtakes results that were read before it.
func TestTrapSourceErrorInItsPlace(t *testing.T) {
	eachOrdered(t, func(t *testing.T, s setting) {
		source := pipeline.Map(upTo(40), 1, func(_ context.Context, v int) (int, error) {
			if v == 30 {
				return 0, errBad
			}
			return v, nil
		})
		slow := func(_ context.Context, v int) (int, error) {
			rest(40 - v)
			return v, nil
		}
		var got []outcome
		for v, err := range s.apply(source, slow)(t.Context()) {
			got = append(got, outcome{v, fmt.Sprint(err)})
		}
		for i, o := range got {
			want := outcome{i, "<nil>"}
			if i == 30 {
				want = outcome{0, "bad"}
			}
			if o != want {
				t.Errorf("item %d is %v, want %v", i, o, want)
			}
		}
		if len(got) != 40 {
			t.Errorf("%d items, want 40", len(got))
		}
	})
}

// Trap: of two errors, the one that came to be first ends the run.
func TestTrapFirstErrorByPosition(t *testing.T) {
	early, late := errors.New("early in the flow"), errors.New("late in the flow")
	eachOrdered(t, func(t *testing.T, s setting) {
		f := func(_ context.Context, v int) (int, error) {
			switch v {
			case 10:
				rest(1000)
				return 0, early
			case 11:
				return 0, late
			}
			return v, nil
		}
		got, err := s.apply(upTo(100), f).Collect(t.Context())
		if err != early || len(got) != 10 {
			t.Errorf("%d values and then %v, want 10 and the error of the first position", len(got), err)
		}
	})
}

// Trap: a run that is cancelled while all wait for each other hangs, or looks complete.
func TestTrapCancelWhileBlocked(t *testing.T) {
	stuck := func(ctx context.Context, v int) (int, error) {
		<-ctx.Done()
		return v, nil // as if nothing were the matter
	}
	var never chan int
	eachSetting(t, func(t *testing.T, s setting) {
		for name, flow := range map[string]ints{
			"in f":          s.apply(upTo(1000), stuck),
			"in the source": s.apply(pipeline.FromChan(never), next),
			"behind":        pipeline.Map(s.apply(upTo(1000), next), 3, stuck),
			"in a sub-flow": pipeline.FlatMap(s.apply(upTo(1000), next), 3,
				func(context.Context, int) (ints, error) { return pipeline.FromChan(never), nil }),
		} {
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			time.AfterFunc(time.Second, func() { cancel(errStop) })
			start := time.Now()
			if err := flow.Run(ctx); err != errStop || time.Since(start) != time.Second {
				t.Errorf("%s: %v after %v, want the cause after 1s", name, err, time.Since(start))
			}
		}
	})
}

// Trap: while the first item takes long, the ones behind it are read without end. The
// bounds are those of the documentation.
func TestTrapHeadOfLine(t *testing.T) {
	eachOrdered(t, func(t *testing.T, s setting) {
		var read atomic.Int64
		f := func(_ context.Context, v int) (int, error) {
			if rest(1); v == 0 {
				rest(300)
			}
			return v, nil
		}
		stage, _, _ := strings.Cut(s.name, "/")
		bound := map[string]int{
			"Map": 2*s.n + 2, "Filter": 2*s.n + 2, "FlatMap": 2 * s.n, "MapKeyed": 32 * s.n,
		}[stage]
		switch {
		case s.inTurn():
			bound = 1
		case s.window > 0:
			bound = s.window
		}
		for range s.apply(counting(&read), f).All(t.Context()) {
			synctest.Wait()
			break
		}
		if got := int(read.Load()); got > bound {
			t.Errorf("%d items were read, want at most %d", got, bound)
		}
	})
}

// Trap: the time of a batch begins anew with each item.
func TestTrapBatchMaxWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		steady := pipeline.FromSeq(func(yield func(int) bool) {
			for i := range 100 {
				if rest(5); !yield(i) {
					return
				}
			}
		})
		begin := time.Now()
		var sizes []int
		for batch, err := range pipeline.Batch(steady, 1000, 20*time.Millisecond).All(t.Context()) {
			if len(sizes) == 0 && time.Since(begin) != 25*time.Millisecond {
				t.Errorf("the first batch came after %v, want 5ms + 20ms", time.Since(begin))
			}
			if sizes = append(sizes, len(batch)); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(sizes); n < 20 || n > 25 || slices.Max(sizes) > 5 {
			t.Errorf("batches of %v, want some 20 of 4 or 5", sizes)
		}
	})
}

// Trap: a break has to wait for whatever is two stages away.
func TestTrapBreakCancelsUpstream(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		var quick atomic.Bool
		slow := func(ctx context.Context, v int) (int, error) {
			if v < 3 {
				return v, nil
			}
			select {
			case <-ctx.Done():
				quick.Store(true)
			case <-time.After(time.Hour):
			}
			return v, ctx.Err()
		}
		flow := s.apply(s.apply(pipeline.Map(upTo(100), 4, slow), next), next)
		start := time.Now()
		for v := range flow.All(t.Context()) {
			synctest.Wait()
			if v >= 2 {
				break
			}
		}
		if took := time.Since(start); took > 0 || !quick.Load() {
			t.Errorf("the loop ended after %v, upstream cancelled = %v", took, quick.Load())
		}
	})
}
