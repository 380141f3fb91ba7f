package pipeline

import (
	"sync"
	"time"
)

// Batch returns the flow of the values of flow in slices of size values. A batch is
// closed before it is full by an error, which comes after it, by the end of the flow,
// and by maxWait, which counts from the moment at which its first value came: not a
// value is held longer than that, unless the consumer is busy. A maxWait of 0 or less
// means no limit.
//
// The slices are the consumer's to keep. There are no empty ones.
//
// Without a limit the flow is read on the goroutine of the consumer, and never ahead.
// With one it is read by a goroutine of its own, and the next batch is filled while
// the consumer has one.
//
// Batch panics if size is less than 1 or flow is nil.
func Batch[T any](flow Flow[T], size int, maxWait time.Duration) Flow[[]T] {
	if size < 1 {
		panic("pipeline.Batch: size must be at least 1")
	}
	check("pipeline.Batch", flow, 1, true)
	if maxWait > 0 {
		return batchInTime(flow, size, maxWait)
	}
	return stage("Batch", 1, func(s *scope, yield func([]T, error) bool) {
		var batch []T
		for v, err := range flow(s.ctx) {
			if err == nil {
				if batch = append(batch, v); len(batch) < size {
					continue
				}
			}
			if s.cancelled() || !emitBatch(s, yield, batch, err) {
				break
			}
			batch = successor(batch, size)
		}
		if !s.left && !s.cancelled() {
			emitBatch(s, yield, batch, nil)
		}
		emitCause(s, yield)
	})
}

// emitBatch emits a batch, unless that is empty, and the error that has closed it, if
// one has.
func emitBatch[T any](s *scope, yield func([]T, error) bool, batch []T, err error) bool {
	if len(batch) > 0 && !emit(s, yield, batch, nil) {
		return false
	}
	return err == nil || emit(s, yield, nil, err)
}

// successor returns an empty batch. One that was filled foretells that the next will
// be, which then need not grow.
func successor[T any](batch []T, size int) []T {
	if len(batch) < size {
		return nil
	}
	return make([]T, 0, size)
}

// Unbatch returns the flow of the values in the slices of flow, on the goroutine of
// the consumer. It panics if flow is nil.
func Unbatch[T any](flow Flow[[]T]) Flow[T] {
	check("pipeline.Unbatch", flow, 1, true)
	return stage("Unbatch", 1, func(s *scope, yield func(T, error) bool) {
		var zero T
		for batch, err := range flow(s.ctx) {
			for _, v := range batch {
				if !emit(s, yield, v, nil) {
					return
				}
			}
			if err != nil && !emit(s, yield, zero, err) {
				return
			}
		}
	})
}

func batchInTime[T any](flow Flow[T], size int, maxWait time.Duration) Flow[[]T] {
	return stage("Batch", 1, func(s *scope, yield func([]T, error) bool) {
		c := assemble(s)
		defer c.dismiss()
		f := filling[T]{size: size, changed: make(signal, 1), taken: make(signal, 1)}
		c.start(func() {
			for v, err := range flow(s.ctx) {
				if !f.put(s.ctx.Done(), v, err) || s.cancelled() {
					return
				}
			}
			f.end()
		})
		for {
			batch, more, err := f.take(s.ctx.Done(), maxWait)
			if s.cancelled() || !emitBatch(s, yield, batch, err) || !more {
				break
			}
		}
		endCancelled(c, yield)
	})
}

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

// A signal wakes one goroutine that waits for it, now or later, once.
type signal chan struct{}

func (s signal) set() {
	select {
	case s <- struct{}{}:
	default:
	}
}

// wait waits for the signal, or until the time is up, and reports false if done is
// closed instead.
func (s signal) wait(done <-chan struct{}, up <-chan time.Time) bool {
	select {
	case <-s:
	case <-up:
	case <-done:
		return false
	}
	return true
}
