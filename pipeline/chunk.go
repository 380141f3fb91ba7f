package pipeline

import (
	"runtime"
	"sync/atomic"
	"time"
)

// maxChunk is the most items of a chunk.
const maxChunk = 256

// A chunk carries items from the feeder over a worker to the consumer. It is in
// the hands of one of them at a time, except at two moments, each of which is
// settled by one atomic word:
//
//   - The feeder hands the chunk over with its first item, and goes on filling it
//     until a worker takes it. fill says which of the two has it: the feeder may add
//     an item as long as the worker has not sealed it.
//   - The consumer may take from a worker that is stuck the items it has finished,
//     and those it has not begun. done says which is which: the items before it are
//     finished, the one at it is the worker's, and the others are the consumer's
//     once it has put the split bit there.
type chunk[A, B any] struct {
	fill atomic.Uint32 // items put in, and the sealed bit
	done atomic.Uint32 // items finished, from the front, and the split bit

	place   int       // of the first item in the source
	limit   int       // the feeder stops there
	n       int       // items, once sealed
	started time.Time // when the worker began, if n > 1
	in      []A       // len ≥ limit, as of out
	out     []B
	errs    atomic.Pointer[[]error] // of the source or of f; nil as long as all are nil

	next  *chunk[A, B]   // in its lane, if it is in one
	ready chan struct{}  // ordered: the worker has finished with it
	given int            // the consumer has passed on that many
	rest  []*chunk[A, B] // ordered: what was split off, to come after it
	loose bool           // it was split off, and is not one of those to be used again
}

const (
	sealed = 1 << 31 // of fill
	split  = 1 << 31 // of done
)

// reset makes an empty chunk for up to limit items, of one that all have let go
// of.
func (c *chunk[A, B]) reset(limit int) {
	if len(c.in) < limit {
		c.in, c.out = make([]A, limit), make([]B, limit)
	}
	c.limit, c.n, c.given, c.rest = limit, 0, 0, nil
	c.fill.Store(0)
	c.done.Store(0)
	if c.errs.Load() != nil {
		c.errs.Store(nil)
	}
}

// first puts the first item in. Only that one can be an error of the source, as
// the errors of a chunk that has been handed over are the worker's.
func (c *chunk[A, B]) first(v A, err error) {
	c.in[0] = v
	if err != nil {
		c.setErr(0, err)
	}
	c.fill.Store(1)
}

// put adds item i, unless the chunk is sealed; what it leaves behind then is to be
// taken back by unput. It is for the feeder, which counts.
func (c *chunk[A, B]) put(i int, v A) bool {
	c.in[i] = v
	return c.fill.Add(1)&sealed == 0
}

func (c *chunk[A, B]) unput(i int) {
	var zero A
	c.in[i] = zero
}

// seal takes the chunk from the feeder. One that could hold more is left to it
// for another moment: the feeder may have been waiting for this processor.
func (c *chunk[A, B]) seal() {
	if int(c.fill.Load()) < c.limit {
		runtime.Gosched()
	}
	c.n = int(c.fill.Or(sealed))
}

// errAt returns the error of item i.
func (c *chunk[A, B]) errAt(i int) error {
	if errs := c.errs.Load(); errs != nil {
		return (*errs)[i]
	}
	return nil
}

// setErr is for whoever has the item.
func (c *chunk[A, B]) setErr(i int, err error) {
	errs := c.errs.Load()
	if errs == nil {
		all := make([]error, len(c.in))
		errs = &all
		c.errs.Store(errs)
	}
	(*errs)[i] = err
}

// finished returns how many items the worker has finished so far.
func (c *chunk[A, B]) finished() int { return int(c.done.Load() &^ split) }

// splitOff takes from the worker the items that it has not begun, as that many chunks
// or less.
func (c *chunk[A, B]) splitOff(parts int) (rest []*chunk[A, B]) {
	was := c.done.Or(split)
	if was&split != 0 {
		return nil
	}
	begin := min(int(was)+1, c.n) // the worker may have finished the last one just now
	for i := begin; i < c.n; parts-- {
		size := (c.n - i + parts - 1) / parts
		r := chunkOf[B](c.in[i : i+size])
		r.place = c.place + i
		rest = append(rest, r)
		i += size
	}
	clear(c.in[begin:c.n])
	return rest
}

// chunkOf returns a chunk that is full with the given items.
func chunkOf[B, A any](items []A) *chunk[A, B] {
	c := newChunk[A, B]()
	c.loose = true
	c.reset(len(items))
	copy(c.in, items)
	c.fill.Store(uint32(len(items)))
	return c
}

func newChunk[A, B any]() *chunk[A, B] {
	return &chunk[A, B]{ready: make(chan struct{}, 1)}
}
