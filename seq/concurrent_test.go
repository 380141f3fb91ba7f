package seq_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/coseq/coseq/seq"
)

// As all state is that of one loop, goroutines may share an iterator.
func TestSeveralGoroutines(t *testing.T) {
	vs := slices.Collect(seq.Range(0, 50))
	for _, stage := range fuzzStages {
		if stage.name == "Memoize" {
			continue // which says that they may not
		}
		s, want := stage.op(slices.Values(vs), 3), stage.want(vs, 3)
		var loops sync.WaitGroup
		for range 4 {
			loops.Go(func() {
				if got := slices.Collect(s); !slices.Equal(got, want) {
					t.Errorf("%s: one of several goroutines got %v, want %v", stage.name, got, want)
				}
			})
		}
		loops.Wait()
	}
}

func TestOnceAmongSeveralGoroutines(t *testing.T) {
	once := seq.Once(seq.Range(0, 50))
	var ended atomic.Int64
	var loops sync.WaitGroup
	for range 8 {
		loops.Go(func() {
			if panicOf(func() { seq.Drain(once) }) == nil {
				ended.Add(1)
			}
		})
	}
	loops.Wait()
	if n := ended.Load(); n != 1 {
		t.Errorf("%d loops came to the end, want 1", n)
	}
}
