package measure_test

import (
	"testing"
	"time"

	"github.com/coseq/coseq/bench/measure"
)

func run(t *testing.T, run measure.Runner, n int, atLeast time.Duration) measure.Cost {
	t.Helper()
	cost, err := run(n, atLeast)
	if err != nil {
		t.Fatal(err)
	}
	return cost
}

func TestTime(t *testing.T) {
	calls := 0
	double := measure.Time(func(n int) int { calls++; return 2 * n })
	if cost := run(t, double, 21, 0); cost.Runs != 1 || calls != 1 || cost.Result != 42 {
		t.Errorf("one run: %+v, of %d calls", cost, calls)
	}
	calls = 0
	cost := run(t, double, 21, 2*time.Millisecond)
	if cost.Runs != calls || calls < 100 || cost.Result != 42 {
		t.Errorf("for 2 ms: %+v, of %d calls", cost, calls)
	}
	if cost.Wall < 2*time.Millisecond || cost.Allocs != -1 {
		t.Errorf("for 2 ms: %+v", cost)
	}
}

func TestTimeOfSlowRun(t *testing.T) {
	slow := measure.Time(func(int) int { time.Sleep(5 * time.Millisecond); return 0 })
	if cost := run(t, slow, 1, time.Millisecond); cost.Runs != 1 || cost.Wall < 5*time.Millisecond {
		t.Errorf("a run of 5 ms for 1 ms: %+v", cost)
	}
}

func TestTimeOfProcessors(t *testing.T) {
	spin := measure.Time(func(int) int {
		for begin := time.Now(); time.Since(begin) < 5*time.Millisecond; {
		}
		return 0
	})
	if cost := run(t, spin, 1, 0); cost.CPU == 0 || cost.CPU > 100*cost.Wall {
		t.Errorf("a loop of 5 ms: %+v", cost)
	}
}

var kept []*int // so that they are on the heap

func TestAllocations(t *testing.T) {
	allocate := func(n int) int {
		kept = make([]*int, n)
		for i := range kept {
			kept[i] = new(int)
		}
		return n
	}
	// The runtime may allocate something meanwhile.
	cost := run(t, measure.Time(allocate), 10_000, 0)
	if cost.Allocs < 10_001 || cost.Allocs > 10_100 {
		t.Errorf("10,001 objects: %+v", cost)
	}
	part := measure.TimePart(func(t *measure.Timer, n int) int {
		t.Stop()
		allocate(n)
		t.Start()
		return n
	})
	if cost := run(t, part, 10_000, 0); cost.Allocs > 100 {
		t.Errorf("objects that do not count: %+v", cost)
	}
}

func TestTimePart(t *testing.T) {
	const slow = 50 * time.Millisecond
	cost := run(t, measure.TimePart(func(t *measure.Timer, _ int) int {
		t.Stop()
		time.Sleep(slow)
		t.Start()
		time.Sleep(time.Millisecond)
		t.Stop()
		time.Sleep(slow)
		t.Start()
		return 0
	}), 1, 0)
	if cost.Wall < time.Millisecond || cost.Wall > slow {
		t.Errorf("1 ms that counts, and 100 ms that do not: %+v", cost)
	}
}

var held []byte

func TestHold(t *testing.T) {
	const size = 8 << 20
	released := false
	cost := run(t, measure.Hold(func(n int) (release func()) {
		held = make([]byte, n)
		return func() { held, released = nil, true }
	}), size, time.Second)
	if cost.Bytes < size*9/10 || cost.Bytes > 2*size || cost.Runs != 1 || !released {
		t.Errorf("8 MB: %+v, released: %v", cost, released)
	}
}
