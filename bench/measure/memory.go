package measure

import (
	"runtime"
	"time"
)

// Hold is a Runner for works in bytes: it measures how much more memory is in use, on
// the heap and in stacks, after f than before, and then calls what f returns. It does so
// once.
func Hold(f func(n int) (release func())) Runner {
	return func(n int, _ time.Duration) (Cost, error) {
		t := &Timer{}
		before := inUse()
		t.Start()
		release := f(n)
		t.Stop()
		held := inUse() - before
		release()
		cost := t.sum()
		cost.Runs, cost.Bytes = 1, held
		return cost, nil
	}
}

// inUse is measured after two collections: what a finalizer keeps goes at the second.
func inUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}
