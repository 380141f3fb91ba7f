package pull

import "iter"

// Batched is [iter.Pull] that moves up to n values for each switch between the
// caller and seq, so that a value costs a fraction of what it costs there. The
// price is reading ahead: when next needs a value, seq runs until it has given n
// values or has ended. With n = 1 it reads no further than iter.Pull does.
//
// As with iter.Pull, next and stop must not be called at the same time, stop
// must be called unless next has returned false, and may be called more than
// once. The end of seq, its panic (with the same value) or its [runtime.Goexit]
// reaches the caller of next after all values that came before. If stop comes
// first, a panic or Goexit that was read ahead is dropped, as it would not have
// happened otherwise.
//
// Nothing runs before the first next. Up to n values are held in memory. A nil
// seq is an empty one. Batched panics if n is less than 1; next and stop
// do if they are called by seq.
func Batched[V any](seq iter.Seq[V], n int) (next func() (V, bool), stop func()) {
	if n < 1 {
		panic("pull.Batched: n must be at least 1")
	}
	b := &batched[V]{seq: seq, n: n}
	return b.next, b.stop
}

type batched[V any] struct {
	seq   iter.Seq[V] // nil once it is started or will never be
	n     int
	ready []V  // what has been moved and not been returned
	busy  bool // seq runs
	pull  func() ([]V, bool)
	end   func()
}

func (b *batched[V]) next() (V, bool) {
	if len(b.ready) == 0 {
		b.ready = b.refill()
	}
	if len(b.ready) == 0 {
		var zero V
		return zero, false
	}
	v := b.ready[0]
	b.ready = b.ready[1:]
	return v, true
}

func (b *batched[V]) refill() []V {
	if b.busy {
		panic("pull.Batched: next must not be called by seq")
	}
	if b.seq != nil {
		// The caller's stop is the deferred one.
		b.pull, b.end = iter.Pull(b.batches(b.seq))
		b.seq = nil
	}
	if b.pull == nil {
		return nil
	}
	b.busy = true
	defer func() { b.busy = false }()
	batch, _ := b.pull()
	return batch
}

func (b *batched[V]) stop() {
	if b.busy {
		panic("pull.Batched: stop must not be called by seq") // iter.Pull would leak it
	}
	end := b.end
	b.seq, b.ready, b.pull, b.end = nil, nil, nil, nil
	if end == nil {
		return
	}
	defer func() {
		if p := recover(); p != nil && p != any(errExited) {
			panic(p)
		}
	}()
	end()
}

// batches yields the values of seq in batches that share one array.
func (b *batched[V]) batches(seq iter.Seq[V]) iter.Seq[[]V] {
	return func(yield func([]V) bool) {
		var batch []V
		ended := false
		defer func() {
			if len(batch) == 0 || yield(batch) || ended {
				return
			}
			// Stop has come before the panic, or else the Goexit.
			if recover() == nil {
				panic(errExited)
			}
		}()
		for v := range seq {
			batch = append(batch, v)
			if len(batch) < b.n {
				continue
			}
			if !yield(batch) {
				batch, ended = nil, true
				return
			}
			clear(batch)
			batch = batch[:0]
		}
		ended = true
	}
}
