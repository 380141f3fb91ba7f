package pipeline

import (
	"context"
	"sync"
	"sync/atomic"
)

// MapKeyed is [Map] that keeps, for each key, to the order of flow also in calling f:
// never are there two calls at once for values with the same key. Up to n different
// keys are worked on at once. It is for values that change something together, such
// as the messages of one account.
//
// The results come in the order of flow, unless [Unordered] is given; then those of
// one key still do. key is called on the goroutine that reads flow, once for each
// value. MapKeyed reads ahead at most 32·n items, or as many as [Window] says, whatever
// their keys, and remembers only the keys of those.
//
// With n = 1, or Window(1), f is called on the goroutine that consumes, and nothing is
// read ahead. MapKeyed panics if n is less than 1 or flow, key or f is nil.
func MapKeyed[A any, K comparable, B any](
	flow Flow[A], n int, key func(A) K, f func(context.Context, A) (B, error), opts ...Option,
) Flow[B] {
	o := settle("pipeline.MapKeyed", opts, "Unordered", "Window")
	check("pipeline.MapKeyed", flow, n, f != nil)
	if key == nil {
		panic("pipeline.MapKeyed: key must not be nil")
	}
	if o.inTurn(n) {
		return mapInTurn("MapKeyed", flow, f)
	}
	if o.window == 0 {
		o.window = 32 * n
	}
	return stage("MapKeyed", n, func(s *scope, yield func(B, error) bool) {
		e := newEngine(s, flow, n, f, o)
		defer e.dismiss()
		newLanes(e, key)
		e.run(yield)
	})
}

// lanes take the place of an engine's work: chunks, which are of one item then, go
// through one lane for each key, and a worker works on a whole lane.
type lanes[A any, K comparable, B any] struct {
	*engine[A, B]
	key   func(A) K
	ready chan *lane[A, K, B] // lanes that nobody works on; has room for all

	mu sync.Mutex
	// Guarded by mu, and so are the lanes.
	open  map[K]*lane[A, K, B]
	spare []*lane[A, K, B]
}

// A lane has the chunks of one key that are to be worked on, linked by next. It is
// open as long as there are any, or one is worked on.
type lane[A any, K comparable, B any] struct {
	key   K
	first *chunk[A, B]
	last  *chunk[A, B] // if there is a first
}

func (l *lane[A, K, B]) add(c *chunk[A, B]) {
	if l.first == nil {
		l.first = c
	} else {
		l.last.next = c
	}
	l.last = c
}

// newLanes puts lanes into e.
func newLanes[A any, K comparable, B any](e *engine[A, B], key func(A) K) {
	l := &lanes[A, K, B]{
		engine: e, key: key,
		ready: make(chan *lane[A, K, B], cap(e.free)),
		open:  make(map[K]*lane[A, K, B]),
	}
	e.pace.begin(1)
	e.route, e.worker = l.add, l.labour
}

// add puts a chunk into the lane of its key. An error has none.
func (l *lanes[A, K, B]) add(c *chunk[A, B]) {
	if c.errAt(0) != nil {
		c.seal()
		l.workOn(c, nil)
		return
	}
	if opened := l.enter(l.key(c.in[0]), c); opened != nil {
		l.ready <- opened
	}
}

// enter puts c into the lane of key, and returns the lane if it was not open.
func (l *lanes[A, K, B]) enter(key K, c *chunk[A, B]) (opened *lane[A, K, B]) {
	l.mu.Lock()
	defer l.mu.Unlock() // also if the key is an interface of what cannot be compared
	if of := l.open[key]; of != nil {
		of.add(c)
		return nil
	}
	if last := len(l.spare) - 1; last >= 0 {
		opened, l.spare = l.spare[last], l.spare[:last]
	} else {
		opened = new(lane[A, K, B])
	}
	opened.key = key
	opened.add(c)
	if isSelf(key, key) {
		l.open[key] = opened
	}
	return opened
}

// isSelf is false for a NaN, or what has one in it: each is a key of its own, and
// could never be removed from a map.
func isSelf[K comparable](key, same K) bool { return key == same }

// leave returns the next chunk of a lane, or closes the lane and returns nil.
func (l *lanes[A, K, B]) leave(of *lane[A, K, B]) *chunk[A, B] {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := of.first
	if c == nil {
		delete(l.open, of.key)
		*of = lane[A, K, B]{} // no reference to a key is kept
		l.spare = append(l.spare, of)
		return nil
	}
	of.first, c.next = c.next, nil
	return c
}

func (l *lanes[A, K, B]) labour(*atomic.Pointer[chunk[A, B]]) {
	for {
		select {
		case of := <-l.ready:
			l.workThrough(of)
		case <-l.ctx.Done():
			return
		}
	}
}

// workThrough works on a lane until it is closed. After a while it goes behind the
// other lanes that are ready, as there may be no end of chunks.
func (l *lanes[A, K, B]) workThrough(of *lane[A, K, B]) {
	const turn = 16
	for range turn {
		c := l.leave(of)
		if c == nil {
			return
		}
		c.seal()
		l.workOn(c, nil)
	}
	l.ready <- of
}
