package pipeline_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// counting is the flow of 0, 1, 2 … that counts what has been read of it.
func counting(read *atomic.Int64) pipeline.Flow[int] {
	return pipeline.FromSeq(func(yield func(int) bool) {
		for i := 0; ; i++ {
			read.Add(1)
			if !yield(i) {
				return
			}
		}
	})
}

// Never are more items outside than the window allows, and with a window of 1, or
// one call at once, nothing is read while the body holds an item.
func TestStagesReadAhead(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		for _, pause := range []int{0, 1} {
			var read atomic.Int64
			f := func(_ context.Context, v int) (int, error) {
				rest(v % 3 * pause)
				return v, nil
			}
			seen := int64(0)
			for range s.apply(counting(&read), f).All(t.Context()) {
				seen++
				rest(10)
				synctest.Wait()
				ahead := read.Load() - seen + 1 // the one in the body is outside, too
				switch {
				case s.inTurn() && ahead != 1:
					t.Fatalf("%d items outside in turn, want 1", ahead)
				case s.window > 0 && ahead > int64(s.window):
					t.Fatalf("%d items outside, want at most %d", ahead, s.window)
				}
				if seen == 100 {
					break
				}
			}
		}
	})
}

// What is read ahead is bounded without a window, too, if less tightly.
func TestMapReadAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 4
		for name, f := range map[string]function{"slow": func(_ context.Context, v int) (int, error) {
			rest(1)
			return v, nil
		}, "quick": next} {
			var read atomic.Int64
			for v := range pipeline.Map(counting(&read), n, f).All(t.Context()) {
				rest(1000)
				synctest.Wait()
				most := (2*n + 2) * 256
				if name == "slow" {
					most = 2*n + 2
				}
				if ahead := int(read.Load()) - v; ahead > most {
					t.Fatalf("%s: %d items read ahead, want at most %d", name, ahead, most)
				}
				if v > 3000 {
					break
				}
			}
		}
	})
}

// A wide window lets others go on while one item takes long.
func TestMapWideWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := func(_ context.Context, v int) (int, error) {
			if rest(1); v == 0 {
				rest(1000)
			}
			return v, nil
		}
		start := time.Now()
		flow := pipeline.Map(upTo(1000), 2, f, pipeline.Window(1000))
		if err := flow.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 1010*time.Millisecond {
			t.Errorf("took %v, want the time of the slow item", took)
		}
	})
}

// No item is held back until the next one comes, or until its neighbour is done.
func TestStagesHoldNothingBack(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		steady := pipeline.FromSeq(func(yield func(int) bool) {
			for i := range 50 {
				if rest(1000); !yield(i) {
					return
				}
			}
		})
		start, seen := time.Now(), 0
		for range s.apply(steady, next).All(t.Context()) {
			seen++
			if late := time.Since(start) - time.Duration(seen)*time.Second; late != 0 {
				t.Fatalf("item %d came %v late", seen, late)
			}
		}
	})
}

// What is finished is delivered although the next item, in the same chunk, waits for
// exactly that.
func TestStagesDeliverWhatIsFinished(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		var mu sync.Mutex
		seen := 0
		f := func(ctx context.Context, v int) (int, error) {
			if v < 1000 || v > 1003 {
				return v, nil
			}
			for { // until all before it have been delivered
				mu.Lock()
				now := seen
				mu.Unlock()
				if now >= v || ctx.Err() != nil {
					return v, ctx.Err()
				}
				rest(1)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for _, err := range s.apply(upTo(1100), f).All(ctx) {
			if err != nil {
				t.Fatalf("after %d items: %v", seen, err)
			}
			mu.Lock()
			seen++
			mu.Unlock()
		}
	})
}
