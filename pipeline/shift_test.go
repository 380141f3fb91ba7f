package pipeline_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// The faults of engines with chunks: what was cheap becomes slow within one.

// Slow items after cheap ones are shared by all workers, wherever they are.
func TestShiftIsShared(t *testing.T) {
	const n, slow = 8, 64
	for _, unordered := range []bool{false, true} {
		for _, first := range []int{0, 1, 100, 3000, 3001, 3100, 3200} {
			t.Run(fmt.Sprint(unordered, first), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					f := func(_ context.Context, v int) (int, error) {
						if v >= first && v < first+slow {
							time.Sleep(time.Second)
						}
						return v, nil
					}
					s := newSetting("Map", builders["Map"], n, 0, unordered)
					start := time.Now()
					got, err := s.apply(upTo(4000), f).Collect(t.Context())
					took := time.Since(start)
					if slices.Sort(got); err != nil || len(got) != 4000 || got[3999] != 3999 {
						t.Fatalf("%d items, %v", len(got), err)
					}
					if ideal := slow / n * time.Second; took > ideal*5/4 {
						t.Errorf("took %v, ideal is %v", took, ideal)
					}
				})
			})
		}
	}
}

// A worker that fails leaves chunks half done; of those, nothing comes that f has not
// returned.
func TestShiftAndFailure(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		for _, at := range []int{0, 1, 700, 3000} {
			synctest.Test(t, func(t *testing.T) {
				var entered atomic.Int64
				f := func(_ context.Context, v int) (int, error) {
					if entered.Add(1); v == at {
						time.Sleep(time.Second)
						panic("boom")
					}
					if v > at && v%2 == 0 {
						time.Sleep(time.Millisecond)
					}
					return v + 1, nil
				}
				s := newSetting("Map", builders["Map"], 4, 0, unordered)
				p, _, _ := endOf(func() error {
					for v, err := range s.apply(upTo(5000), f).All(t.Context()) {
						if v == 0 || err != nil {
							t.Errorf("%d, %v delivered", v, err)
						}
					}
					return nil
				})
				if pe, ok := p.(*pipeline.PanicError); !ok || pe.Value != "boom" {
					t.Errorf("panicked with %v", p)
				}
			})
		}
	}
}

// When the loop is left, no worker goes on with its chunk, although f does not look at
// its context.
func TestShiftAndBreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		f := func(_ context.Context, v int) (int, error) {
			if v > 2000 {
				time.Sleep(time.Second)
			}
			return v, nil
		}
		for v := range pipeline.Map(upTo(5000), 2, f).All(t.Context()) {
			if v == 1990 {
				break
			}
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("took %v, want at most one call", took)
		}
	})
}
