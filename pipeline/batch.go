package pipeline

import "time"

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
		heir := heir[T, []T]()
		for v, err := range flow(s.ctx) {
			if err == nil {
				if batch = append(batch, v); len(batch) < size {
					continue
				}
			}
			if s.cancelled() || !emitBatch(s, yield, batch) {
				break
			}
			if err != nil && !emit(s, yield, zeroOr(heir, v), err) {
				break
			}
			batch = successor(batch, size)
		}
		if !s.left && !s.cancelled() {
			emitBatch(s, yield, batch)
		}
		emitCause(s, yield)
	})
}

// emitBatch emits a batch, unless that is empty.
func emitBatch[T any](s *scope, yield func([]T, error) bool, batch []T) bool {
	return len(batch) == 0 || emit(s, yield, batch, nil)
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
		heir := heir[[]T, T]()
		for batch, err := range flow(s.ctx) {
			if err != nil {
				if !emit(s, yield, zeroOr(heir, batch), err) {
					return
				}
				continue
			}
			for _, v := range batch {
				if !emit(s, yield, v, nil) {
					return
				}
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
		heir := heir[T, []T]()
		for {
			b, more := f.take(s.ctx.Done(), maxWait)
			s.meter.finished(b.size())
			if s.cancelled() || !emitBatch(s, yield, b.values) {
				break
			}
			if b.err != nil && !emit(s, yield, zeroOr(heir, b.failed), b.err) || !more {
				break
			}
		}
		endCancelled(c, yield)
	})
}
