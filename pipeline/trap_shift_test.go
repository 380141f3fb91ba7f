package pipeline_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// Trap: cheap items become slow in the middle of a chunk of 256. The time is that of slow
// items shared by all workers, and not that of a chunk.
func TestTrapRegimeShift(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		for name, first := range map[string]int{"early": 5, "mid-chunk": 4000, "at the end": 7990} {
			synctest.Test(t, func(t *testing.T) {
				const n, items = 8, 8000
				f := func(_ context.Context, v int) (int, error) {
					if v >= first && v < first+64 {
						rest(5)
					}
					return v, nil
				}
				s := newSetting("Map", builders["Map"], n, 0, unordered)
				start := time.Now()
				if err := s.apply(upTo(items), f).Run(t.Context()); err != nil {
					t.Fatal(err)
				}
				slow := min(64, items-first)
				ideal := time.Duration((slow+n-1)/n) * 5 * time.Millisecond
				if took := time.Since(start); took > ideal+10*time.Millisecond {
					t.Errorf("%s, unordered %v: took %v, ideal is %v", name, unordered, took, ideal)
				}
			})
		}
	}
}

// Trap: as long as the consumer, who is slow, finds something, nobody looks after a worker
// that has got a chunk of slow items.
func TestTrapShiftBehindBusyConsumer(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			const n, first, slow = 4, 5000, 200
			start := time.Now()
			var began atomic.Int64
			f := func(_ context.Context, v int) (int, error) {
				if v == first {
					began.Store(int64(time.Since(start)))
				}
				if v >= first && v < first+slow {
					rest(1000)
				}
				return v, nil
			}
			var read atomic.Int64
			s := newSetting("Map", builders["Map"], n, 0, unordered)
			left := slow
			for v := range s.apply(counting(&read), f).All(t.Context()) {
				if v >= first {
					rest(1)
				}
				if v < first || v >= first+slow {
					continue
				}
				left--
				took := time.Since(start) - time.Duration(began.Load())
				if left == slow-1 && took > 3*time.Second {
					t.Errorf("unordered %v: the first slow item came after %v", unordered, took)
				}
				if left == 0 {
					if took > slow/n*time.Second*3/2 {
						t.Errorf("unordered %v: %d slow items took %v", unordered, slow, took)
					}
					break
				}
			}
		})
	}
}
