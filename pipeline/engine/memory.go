package engine

import (
	"context"
	"iter"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A MemoryConfig says how a [Memory] works. The zero MemoryConfig is that of a usual queue.
type MemoryConfig struct {
	Name        string        // what IDs begin with; "" means a name that no other Memory has
	Capacity    int           // messages stored and not settled at most; 0 means 1000
	MaxUnacked  int           // of them delivered at most; 0 means Capacity
	Prefetch    int           // messages that a source takes at a time at most; 0 means 1
	AckWait     time.Duration // until what is not settled is delivered again; 0 means 30 s
	RetryDelay  time.Duration // until what has failed is delivered again; 0 means at once
	MaxAttempts int           // deliveries of a message at most; 0 means 5
	DedupWindow time.Duration // for how long IDs are remembered; 0 means 2 min, less means not
}

// withDefaults panics if a field is negative, except DedupWindow.
func (c MemoryConfig) withDefaults() MemoryConfig {
	least := min(c.Capacity, c.MaxUnacked, c.Prefetch, c.MaxAttempts)
	if least < 0 || min(c.AckWait, c.RetryDelay) < 0 {
		panic("engine.NewMemory: no field of the MemoryConfig may be negative but DedupWindow")
	}
	if c.Name == "" {
		c.Name = "memory" + strconv.FormatInt(memories.Add(1), 10)
	}
	defaultTo(&c.Capacity, 1000)
	defaultTo(&c.MaxUnacked, c.Capacity)
	defaultTo(&c.Prefetch, 1)
	defaultTo(&c.AckWait, 30*time.Second)
	defaultTo(&c.MaxAttempts, 5)
	defaultTo(&c.DedupWindow, 2*time.Minute)
	return c
}

func defaultTo[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

var memories atomic.Int64 // that have been named

// A Memory is a queue in the memory of the program: an engine for one process, for trying
// things out, and for tests. It is both a [Source] and a [Sink]. What it holds is lost with
// the process; in all else it is like an engine that is a service. It has no goroutines,
// and in a bubble of package testing/synctest its times are those of the bubble.
//
// All methods may be called by several goroutines at once.
type Memory[T any] struct {
	config MemoryConfig

	mu sync.Mutex // guards all that follows
	shelf[T]
	seen    dedup
	dead    []DeadLetter[T]
	closed  bool
	changed chan struct{} // closed with the next change; nil if nobody waits for that
}

// NewMemory returns an empty queue. It panics if a field of the MemoryConfig is negative,
// except DedupWindow.
func NewMemory[T any](config MemoryConfig) *Memory[T] {
	m := &Memory[T]{config: config.withDefaults()}
	m.seen.window = m.config.DedupWindow
	m.out.clear()
	return m
}

// Publish returns a stage that stores the messages of flow and gives them then. It waits
// while the queue is full: a worker must not publish to the queue that it reads. A message
// whose ID was stored within DedupWindow is not stored again. After Close, messages fail
// with [ErrClosed]. Publish panics if flow is nil.
func (m *Memory[T]) Publish(
	flow pipeline.Flow[pipeline.Message[T]],
) pipeline.Flow[pipeline.Message[T]] {
	if flow == nil {
		panic("engine.Memory.Publish: flow must not be nil")
	}
	return pipeline.Named("to "+m.config.Name, pipeline.Map(flow, 1, func(
		ctx context.Context, v pipeline.Message[T],
	) (pipeline.Message[T], error) {
		return v, m.put(ctx, v.ID(), v.Value)
	}))
}

// Messages returns the flow of the messages of the queue, in the order in which they were
// stored, but for those that are delivered again, which come first. It is for
// [pipeline.Settle]; with another terminal, who gets a message has to settle it by its
// receipt. Each is delivered to one of all runs, to whichever wants it. The ID is the name of
// the queue and a number, such as "orders:17".
//
// A message is delivered again when it has failed, after RetryDelay, which doubles with each
// attempt, up to AckWait; when AckWait has passed; and when a run ends that has fetched and
// not finished it. That does not count as an attempt if the run has not even given it. After
// MaxAttempts, or if it failed for good, it becomes a [DeadLetter].
//
// The flow ends after Close, when all messages are settled, also those that other runs have.
// So a stage that waits for the end before it gives what it has got, as [pipeline.Batch]
// does without a maxWait, keeps it from ending.
func (m *Memory[T]) Messages() pipeline.Flow[pipeline.Message[T]] {
	deliveries := pipeline.Named(m.config.Name, pipeline.FromFunc(m.deliver))
	tracked := pipeline.Track(deliveries, func(d *delivery[T]) pipeline.Receipt { return d })
	return func(ctx context.Context) iter.Seq2[pipeline.Message[T], error] {
		return func(yield func(pipeline.Message[T], error) bool) {
			for t, err := range tracked(ctx) {
				var v T
				if err == nil {
					v = t.Value.of.value
				}
				if !yield(pipeline.Carry(t, v), err) {
					return
				}
			}
		}
	}
}

// Close ends the queue: nothing can be published any more, and sources end when all that
// there is has been settled. It does not wait for that.
func (m *Memory[T]) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.tell()
}

// Len returns how many messages are stored and not settled, dead letters not included.
func (m *Memory[T]) Len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expire()
	return m.stored
}

// DeadLetters returns the messages that have failed for good since it was called last, the
// first of them first. The queue keeps them until then.
func (m *Memory[T]) DeadLetters() []DeadLetter[T] {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expire()
	dead := m.dead
	m.dead = nil
	return dead
}

// put stores a value as soon as there is room, unless it is there already.
func (m *Memory[T]) put(ctx context.Context, id string, v T) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for {
		m.expire()
		switch {
		case m.closed:
			return ErrClosed
		case m.seen.has(id):
			return nil
		case m.stored < m.config.Capacity:
			m.seen.add(id)
			m.store(v)
			m.tell()
			return nil
		}
		if err := m.wait(ctx); err != nil {
			return err
		}
	}
}

// deliver is the source: it gives what it takes, and puts back what it has not given.
func (m *Memory[T]) deliver(ctx context.Context, yield func(*delivery[T]) bool) error {
	batch := make([]*delivery[T], 0, m.config.Prefetch)
	var unused []*delivery[T]
	defer func() { m.handBack(unused) }()
	for {
		if unused = m.take(ctx, batch); len(unused) == 0 {
			return nil
		}
		for len(unused) > 0 {
			next := unused[0]
			if unused = unused[1:]; !yield(next) {
				return nil
			}
		}
	}
}

// take returns messages in batch as soon as there are some, none if ctx ends or the queue
// has.
func (m *Memory[T]) take(ctx context.Context, batch []*delivery[T]) []*delivery[T] {
	m.mu.Lock()
	defer m.mu.Unlock()
	for ctx.Err() == nil {
		m.expire()
		if batch = m.takeReady(batch); len(batch) > 0 || m.closed && m.stored == 0 {
			break
		}
		if m.wait(ctx) != nil {
			break
		}
	}
	return batch
}

func (m *Memory[T]) takeReady(batch []*delivery[T]) []*delivery[T] {
	for len(batch) < cap(batch) && m.out.len < m.config.MaxUnacked {
		s := m.next()
		if s == nil {
			break
		}
		d := &delivery[T]{from: m, of: s, due: time.Now().Add(m.config.AckWait)}
		m.lend(s, d)
		batch = append(batch, d)
	}
	return batch
}

// wait waits until something has changed, or a message is due. The queue is locked, but not
// meanwhile.
func (m *Memory[T]) wait(ctx context.Context) error {
	if m.changed == nil {
		m.changed = make(chan struct{})
	}
	changed := m.changed
	var due <-chan time.Time
	if next := m.nextDue(); !next.IsZero() {
		timer := time.NewTimer(time.Until(next))
		defer timer.Stop()
		due = timer.C
	}
	m.mu.Unlock()
	defer m.mu.Lock()
	select {
	case <-changed:
	case <-due:
	case <-ctx.Done():
	}
	return context.Cause(ctx)
}

// tell wakes who waits.
func (m *Memory[T]) tell() {
	if m.changed != nil {
		close(m.changed)
		m.changed = nil
	}
}
