package pipeline

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A late holds the items that have been taken from workers that were too slow for
// them: the cost of f may change from one item to the next by any factor, and a
// chunk of 256 that was to take a tenth of a millisecond may come to take minutes.
type late[A, B any] struct {
	// watch goes off tooLong after a worker has begun a chunk of several items, or
	// soon after that. It is not set when all is idle.
	watch *time.Timer
	armed atomic.Bool

	wake  chan struct{} // for idle workers, when there is something
	count atomic.Int32  // of chunks
	mu    sync.Mutex
	// Guarded by mu; in the order of the source. As the first is the next one to be
	// worked on, f may wait for what has become of an earlier item.
	chunks []*chunk[A, B]
}

func (l *late[A, B]) begin(workers int) {
	l.wake = make(chan struct{}, workers)
	l.watch = time.NewTimer(tooLong)
	l.watch.Stop()
}

// arm has the consumer look after the workers by and by.
func (l *late[A, B]) arm() {
	if !l.armed.Load() {
		l.armIn(tooLong)
	}
}

func (l *late[A, B]) armIn(d time.Duration) {
	if l.armed.CompareAndSwap(false, true) {
		l.watch.Reset(d)
	}
}

func (l *late[A, B]) add(chunks []*chunk[A, B]) {
	l.mu.Lock()
	l.chunks = append(l.chunks, chunks...)
	slices.SortFunc(l.chunks, func(a, b *chunk[A, B]) int { return a.place - b.place })
	l.count.Add(int32(len(chunks)))
	l.mu.Unlock()
	for range min(len(chunks), cap(l.wake)) {
		select {
		case l.wake <- struct{}{}:
		default: // as many are awake or will be as there are workers
			return
		}
	}
}

// next returns the first chunk, or nil.
func (l *late[A, B]) next() *chunk[A, B] {
	if l.count.Load() == 0 {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.chunks) == 0 {
		return nil
	}
	c := l.chunks[0]
	l.chunks[0] = nil
	l.chunks = l.chunks[1:]
	l.count.Add(-1)
	return c
}

// relieve takes from the workers the items that they are late with. It is called
// by the consumer when the watch has gone off, and returns false when the consumer
// has left meanwhile.
func (e *engine[A, B]) relieve() bool {
	e.late.armed.Store(false)
	next := time.Duration(0)
	for i := range e.active {
		c := e.active[i].Load()
		if c == nil || c.done.Load()&split != 0 {
			continue
		}
		if left := tooLong - time.Since(c.started); left > 0 {
			next = max(next, left)
		} else if !e.relieveOf(c) {
			return false
		}
	}
	if next > 0 {
		e.late.armIn(next)
	}
	return true
}

// look relieves the workers, too, if it is time: a consumer that always finds something
// to pass on never waits for the watch.
func (e *engine[A, B]) look() bool {
	select {
	case <-e.late.watch.C:
		return e.relieve()
	default:
		return true
	}
}

func (e *engine[A, B]) relieveOf(c *chunk[A, B]) bool {
	// Each worker is to get some, and if that is still too much, it is split again.
	rest := c.splitOff(2 * len(e.active))
	e.late.add(rest)
	e.hire(len(rest))
	if e.order != nil {
		c.rest = rest
		return true
	}
	e.extra += len(rest)
	return e.pass(c, c.finished())
}
