package pipeline

import (
	"context"
	"math"
	"sync/atomic"
)

// An engine is what runs f for the items of a flow on n goroutines: one run of a
// Map. The feeder reads the source and fills chunks, the workers call f for the
// items of a chunk, the consumer, on its own goroutine, passes the results on and
// gives the chunk back:
//
//	          ┌─ work ──→ worker ──┐ done, if unordered
//	feeder ───┤                    ├───→ consumer ──→ free ──→ feeder
//	          └────── order ───────┘
//
// It is fast because most items cost one or two atomic operations, and channels
// move chunks. It is prompt because nobody waits for a chunk to be full: it is
// handed over with its first item. These hold:
//
//   - What chunks are sent through has room for all there are, so that only the
//     lack of a free one can block the feeder. That is the back-pressure.
//   - No more than window items have been read and are not done with: the feeder
//     asks the source for an item only when there is a place for it.
//   - A worker that takes too long over a chunk of several items loses to the
//     other workers those that it has not begun. The consumer sees to that, and so
//     all that it does with chunks is done by one goroutine.
//   - The consumer passes on only items that lie before done in their chunk. They
//     are finished, whatever has become of others.
type engine[A, B any] struct {
	*crew
	source Flow[A]
	inner  context.Context // for f
	f      func(context.Context, A) (B, error)
	route  func(*chunk[A, B])                 // hands a chunk over to the workers
	worker func(*atomic.Pointer[chunk[A, B]]) // the life of one; see active

	free  chan *chunk[A, B] // to be filled
	work  chan *chunk[A, B] // to be worked on; closed after the last one
	order chan *chunk[A, B] // in the order of the source; nil if unordered
	done  chan *chunk[A, B] // finished; nil if ordered
	fed   chan struct{}     // closed when the source has ended
	total int               // chunks that the source came to; known when fed is closed

	window int           // the most items outside, see above
	read   int           // items: the feeder's count
	passed atomic.Int64  // items: the consumer's count
	more   chan struct{} // told after passed has grown, if there is a window
	made   int           // chunks so far, of at most cap(free)

	// Of the consumer.
	yield func(B, error) bool
	back  []*chunk[A, B] // to be given back together
	extra int            // unordered: chunks split off, beside total

	heir   func(A) B // see heir
	pace   pace
	hired  atomic.Int32                  // workers that have been started
	active []atomic.Pointer[chunk[A, B]] // what each worker works on, if on several items
	late   late[A, B]
}

// newEngine makes the engine of a stage with n workers and starts none of them.
func newEngine[A, B any](
	s *scope, source Flow[A], n int, f func(context.Context, A) (B, error), o options,
) *engine[A, B] {
	// One for each worker, one to come for each, one each at both ends. Items that are
	// slow come in chunks of one.
	chunks, window := o.places(2*n+2), math.MaxInt
	if o.window > 0 {
		window = o.window
	}
	e := &engine[A, B]{
		crew: assemble(s), source: source, f: f, heir: heir[A, B](), window: window,
		free:   make(chan *chunk[A, B], chunks),
		work:   make(chan *chunk[A, B], chunks),
		fed:    make(chan struct{}),
		more:   make(chan struct{}, 1),
		active: make([]atomic.Pointer[chunk[A, B]], n),
	}
	if o.unordered {
		e.done = make(chan *chunk[A, B], chunks)
	} else {
		e.order = make(chan *chunk[A, B], chunks)
	}
	e.route = func(c *chunk[A, B]) { e.work <- c }
	e.worker = e.labour
	e.pace.begin(maxChunk)
	e.late.begin(n)
	e.inner = e.scope.inner()
	return e
}

// run is the life of the engine; it returns when the consumer has had all or has
// left.
func (e *engine[A, B]) run(yield func(B, error) bool) {
	defer e.late.watch.Stop()
	defer e.abandon()
	e.start(e.feed)
	e.deliver(yield)
}

// hire starts more workers, for that many chunks, until there are all.
func (e *engine[A, B]) hire(chunks int) {
	for ; chunks > 0 && int(e.hired.Load()) < len(e.active); chunks-- {
		if i := int(e.hired.Add(1)) - 1; i < len(e.active) {
			e.start(func() { e.worker(&e.active[i]) })
		}
	}
}
