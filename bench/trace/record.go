package trace

import (
	"bytes"
	"runtime"
	"runtime/trace"
)

// record runs a program while the runtime traces, and returns the timeline of it.
func record(program func()) (*Timeline, error) {
	program() // what is done once and for all, such as growing stacks, is not the subject
	runtime.GC()
	var buf bytes.Buffer
	if err := trace.Start(&buf); err != nil {
		return nil, err
	}
	program()
	trace.Stop()
	return read(&buf)
}

// recordBest records a program several times, and returns the timeline on the fewest
// threads, and of these the shortest: the one in which the operating system and the
// collector of garbage have been least in the way.
func recordBest(program func(), times int) (*Timeline, error) {
	var best *Timeline
	for range times {
		t, err := record(program)
		if err != nil {
			return nil, err
		}
		if best == nil || t.better(best) {
			best = t
		}
	}
	return best, nil
}

func (t *Timeline) better(u *Timeline) bool {
	if a, b := len(t.Threads()), len(u.Threads()); a != b {
		return a < b
	}
	return t.End-t.Start() < u.End-u.Start()
}
