package pipeline

import (
	"sync"
	"time"
)

// A filling is the batch that one goroutine fills and another takes.
type filling[T any] struct {
	size    int
	changed signal // there may be something to take
	taken   signal // there may be room

	mu    sync.Mutex // guards what follows
	batch filled[T]
	first time.Time // when the first of batch came
	ended bool      // the flow has
}

// A filled batch may have been closed by an error, which came in the place of failed.
type filled[T any] struct {
	values []T
	failed T
	err    error
}

// size is how many items are in it.
func (b filled[T]) size() int {
	if b.err != nil {
		return len(b.values) + 1
	}
	return len(b.values)
}

// put adds v, or closes the batch with err, as soon as there is room. It reports
// false if done is closed before that.
func (f *filling[T]) put(done <-chan struct{}, v T, err error) bool {
	f.mu.Lock()
	for f.closed() {
		f.mu.Unlock()
		if !f.taken.wait(done, nil) {
			return false
		}
		f.mu.Lock()
	}
	defer f.mu.Unlock()
	b := &f.batch
	if b.err = err; err != nil {
		b.failed = v
	} else if b.values = append(b.values, v); len(b.values) == 1 {
		f.first = time.Now()
	}
	if len(b.values) == 1 || f.closed() {
		f.changed.set()
	}
	return true
}

func (f *filling[T]) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ended = true
	f.changed.set()
}

// closed reports whether nothing can be added to the batch.
func (f *filling[T]) closed() bool { return len(f.batch.values) == f.size || f.batch.err != nil }

// take returns the batch once it is closed or its time is up, and whether there will be
// more. It returns early when done is closed.
func (f *filling[T]) take(done <-chan struct{}, maxWait time.Duration) (b filled[T], more bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for !f.closed() && !f.ended {
		var left <-chan time.Time // of the time that the batch has
		if len(f.batch.values) > 0 {
			wait := maxWait - time.Since(f.first)
			if wait <= 0 {
				break
			}
			left = time.After(wait)
		}
		f.mu.Unlock()
		ok := f.changed.wait(done, left)
		f.mu.Lock()
		if !ok {
			break
		}
	}
	b = f.batch
	f.batch = filled[T]{values: successor(b.values, f.size)}
	f.taken.set()
	return b, !f.ended
}
