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
	batch []T
	first time.Time // when the first of batch came
	err   error     // has closed the batch
	ended bool      // the flow has
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
	if f.err = err; err == nil {
		f.batch = append(f.batch, v)
	}
	if len(f.batch) == 1 {
		f.first = time.Now()
	}
	if len(f.batch) == 1 || f.closed() {
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
func (f *filling[T]) closed() bool { return len(f.batch) == f.size || f.err != nil }

// take returns the batch once it is closed or its time is up, whether there will be more,
// and the error that has closed it. It returns early when done is closed.
func (f *filling[T]) take(
	done <-chan struct{}, maxWait time.Duration,
) (batch []T, more bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for !f.closed() && !f.ended {
		var left <-chan time.Time // of the time that the batch has
		if len(f.batch) > 0 {
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
	batch, err = f.batch, f.err
	f.batch, f.err = successor(batch, f.size), nil
	f.taken.set()
	return batch, !f.ended, err
}
