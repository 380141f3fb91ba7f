package pipeline_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// Trap: a source without end goes on after the break, and so do the workers.
func TestTrapBreakOfEndlessSource(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		var read, called atomic.Int64
		f := func(_ context.Context, v int) (int, error) {
			called.Add(1)
			return v, nil
		}
		for v := range s.apply(counting(&read), f).All(t.Context()) {
			if v >= 1000 {
				break
			}
		}
		reads, calls := read.Load(), called.Load()
		if rest(1000); read.Load() != reads || called.Load() != calls {
			t.Errorf("after the break, %d more reads and %d more calls",
				read.Load()-reads, called.Load()-calls)
		}
	})
}

// Trap: the consumer is busy, and nobody works meanwhile. What is read ahead is worked on.
func TestTrapWorkersWhileTheConsumerIsBusy(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		var running atomic.Int64
		most := int64(0)
		f := func(_ context.Context, v int) (int, error) {
			running.Add(1)
			defer running.Add(-1)
			rest(10)
			return v, nil
		}
		for v := range s.apply(upTo(50), f).All(t.Context()) {
			if v == 0 {
				rest(5)
			}
			synctest.Wait()
			most = max(most, running.Load())
			rest(3)
		}
		if s.inTurn() != (most == 0) {
			t.Errorf("%d calls while the consumer was busy", most)
		}
	})
}

// Traps: a chunk that is half done when another worker fails delivers what was never
// computed; one that has been split is finished twice; and help is offered when all is
// over. At every moment of a shift something else goes wrong, and what comes until then
// is a prefix.
func TestTrapSplitChunks(t *testing.T) {
	ways := map[string]func(cancel context.CancelCauseFunc){
		"panic":  func(context.CancelCauseFunc) { panic("boom") },
		"cancel": func(cancel context.CancelCauseFunc) { cancel(errStop) },
		"Goexit": func(context.CancelCauseFunc) { exit() },
		"none":   func(context.CancelCauseFunc) {},
	}
	for _, unordered := range []bool{false, true} {
		for way, fail := range ways {
			for _, at := range []int{0, 300, 1000, 1001, 1500, 2047} {
				synctest.Test(t, func(t *testing.T) {
					ctx, cancel := context.WithCancelCause(t.Context())
					defer cancel(nil)
					f := func(_ context.Context, v int) (int, error) {
						if v > 900 && mix(v, 3)%4 == 0 {
							rest(1 + mix(v, 4)%9)
						}
						if v == at {
							fail(cancel)
						}
						return v + 1, nil
					}
					s := newSetting("Map", builders["Map"], 5, 0, unordered)
					seen := make(map[int]bool)
					p, exited, err := endOf(func() error {
						return s.apply(upTo(2048), f).ForEach(ctx, func(v int) error {
							if seen[v] || v < 1 || !unordered && v != len(seen)+1 {
								t.Errorf("%s at %d: %d came after %d others", way, at, v, len(seen))
							}
							seen[v] = true
							return nil
						})
					})
					ended := map[string]bool{
						"panic": p != nil, "cancel": err == errStop, "Goexit": exited,
						"none": err == nil && len(seen) == 2048,
					}
					if !ended[way] {
						t.Errorf("%s at %d: %v, exited = %v, %v, %d values", way, at, p, exited, err, len(seen))
					}
				})
			}
		}
	}
}

// Trap: a chunk of a goroutine that has only been preempted looks slow, and is split. It
// comes out whole.
func TestTrapSplitForNothing(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			f := func(_ context.Context, v int) (int, error) {
				if v%97 == 0 {
					rest(1) // more than a chunk is to take
				}
				return v, nil
			}
			s := newSetting("Map", builders["Map"], 3, 0, unordered)
			got, err := s.apply(upTo(20_000), f).Collect(t.Context())
			sum := 0
			for i, v := range got {
				if sum += v; !unordered && v != i {
					t.Fatalf("item %d is %d", i, v)
				}
			}
			if err != nil || len(got) != 20_000 || sum != 20_000*19_999/2 {
				t.Errorf("%d items, %v", len(got), err)
			}
		})
	}
}

// What a flow needs does not grow with its length: a long one allocates no more than a
// short one, beside what comes once.
func TestTrapMemory(t *testing.T) {
	for name, build := range builders {
		if name == "Filter" || name == "FlatMap" {
			continue // which allocate for each item here, as a builder or a sub-flow
		}
		for _, unordered := range []bool{false, true} {
			s := newSetting(name, build, 3, 0, unordered)
			run := func(items int) float64 {
				return testing.AllocsPerRun(1, func() {
					if err := s.apply(upTo(items), next).Run(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			short, long := run(5_000), run(50_000)
			if long > 2*short+200 {
				t.Errorf("%s: %v allocations for 5000 items, %v for 50000", s.name, short, long)
			}
		}
	}
}
