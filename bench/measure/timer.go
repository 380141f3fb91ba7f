package measure

import (
	"runtime"
	"time"
)

// A Timer adds up what is used between Start and Stop. A work that is to be timed in
// part calls Stop before, and Start after, what is not to count.
type Timer struct {
	counts bool // allocations, too: that stops the world

	wall, cpu time.Duration // of the parts that have ended
	allocs    uint64

	since       time.Time // when Start was called, and what had been used by then
	cpuBefore   time.Duration
	allocBefore uint64
}

// Start begins a part that counts.
func (t *Timer) Start() {
	if t.counts {
		t.allocBefore = allocations()
	}
	t.cpuBefore = cpuTime()
	t.since = time.Now() // last, so that nothing else is on the clock
}

// Stop ends a part that counts.
func (t *Timer) Stop() {
	t.wall += time.Since(t.since)
	t.cpu += cpuTime() - t.cpuBefore
	if t.counts {
		t.allocs += allocations() - t.allocBefore
	}
}

func (t *Timer) sum() Cost {
	cost := Cost{Wall: t.wall, CPU: t.cpu, Allocs: -1}
	if !knowsCPU {
		cost.CPU = -1
	}
	if t.counts {
		cost.Allocs = int64(t.allocs)
	}
	return cost
}

func allocations() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs
}
