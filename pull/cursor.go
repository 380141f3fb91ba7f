package pull

import "iter"

// A Cursor is a place in a sequence that can be looked beyond: the pull iterator
// that parsers and merges want. It reads no further than it is asked to. It must
// not be used by several goroutines at the same time, and it must be closed
// unless its end has been reached.
type Cursor[V any] struct {
	seq    iter.Seq[V] // nil once it is started or will never be
	next   func() (V, bool)
	stop   func()
	back   []V  // read or put back, and to come before the rest; the last one first
	busy   bool // the sequence runs
	closed bool
}

// NewCursor returns a cursor before the first value of seq. Nothing runs before
// the first Next or Peek. A nil seq is an empty one.
func NewCursor[V any](seq iter.Seq[V]) *Cursor[V] {
	return &Cursor[V]{seq: seq}
}

// Next returns the next value and goes beyond it, or the zero V and false at the
// end. If the sequence panics, so does Next, with the same value.
func (c *Cursor[V]) Next() (V, bool) {
	if last := len(c.back) - 1; last >= 0 {
		v := c.back[last]
		clear(c.back[last:])
		c.back = c.back[:last]
		return v, true
	}
	return c.read()
}

func (c *Cursor[V]) read() (v V, ok bool) {
	if c.busy {
		panic("pull.Cursor.Next: must not be called by the sequence")
	}
	if c.seq != nil {
		// The caller's Close is the deferred stop.
		c.next, c.stop = iter.Pull(c.seq)
		c.seq = nil
	}
	if c.next == nil {
		return v, false
	}
	c.busy = true
	defer func() { c.busy = false }()
	return c.next()
}

// Peek returns what Next would, and stays before it.
func (c *Cursor[V]) Peek() (V, bool) {
	if last := len(c.back) - 1; last >= 0 {
		return c.back[last], true
	}
	v, ok := c.read()
	if ok {
		c.back = append(c.back, v)
	}
	return v, ok
}

// Unread puts v before what comes next, so that Next returns it: the value that
// was read last, or any other. There is no bound to how many are put back. After
// Close it does nothing.
func (c *Cursor[V]) Unread(v V) {
	if !c.closed {
		c.back = append(c.back, v)
	}
}

// Rest returns an iterator over the values that are left. A loop that is left
// early has read the values it has seen, and the cursor can be used further; it
// is not closed.
func (c *Cursor[V]) Rest() iter.Seq[V] {
	return func(yield func(V) bool) {
		for v, ok := c.Next(); ok && yield(v); v, ok = c.Next() {
		}
	}
}

// Close ends the cursor and the loop over its sequence. What was left of it, and
// what had been put back, is dropped. A second Close does nothing.
//
// Close panics if it is called by the sequence.
func (c *Cursor[V]) Close() {
	if c.busy {
		panic("pull.Cursor.Close: must not be called by the sequence") // iter.Pull would leak it
	}
	stop := c.stop
	*c = Cursor[V]{closed: true}
	if stop != nil {
		stop()
	}
}
