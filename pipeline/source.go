package pipeline

import (
	"context"
	"iter"
)

// source is stage for a source. body gives its items by emit and looks after each
// whether it is stopping. It does not run at all if the run is to stop before it
// has begun.
func source[T any](kind string, body func(s *scope, yield func(T, error) bool)) Flow[T] {
	return stage(kind, 1, func(s *scope, yield func(T, error) bool) {
		if !s.drain.begun() {
			body(s, yield)
			emitCause(s, yield)
		}
	})
}

// stopping reports whether a source must not read another item.
func (s *scope) stopping() bool { return s.ctx.Err() != nil || s.drain != nil && s.drain.begun() }

// stoppable returns the context for what a source calls, which ends when that is to stop,
// too, or when leave is called.
func (s *scope) stoppable() (ctx context.Context, leave func()) {
	ctx, cancel := context.WithCancelCause(s.ctx)
	forget := s.drain.call(func() { cancel(errDrained) })
	return ctx, func() {
		forget()
		cancel(errLeft)
	}
}

// From returns the flow of the values and errors of seq, which is ranged over on
// the goroutine that reads the flow. Whether the run has been cancelled, or is to
// stop, is looked at between one item and the next: what blocks inside seq cannot
// be interrupted. From panics if seq is nil.
func From[T any](seq iter.Seq2[T, error]) Flow[T] {
	if seq == nil {
		panic("pipeline.From: seq must not be nil")
	}
	return source("From", func(s *scope, yield func(T, error) bool) {
		for v, err := range seq {
			if !emit(s, yield, v, err) || s.stopping() {
				return
			}
		}
	})
}

// FromSeq returns the flow of the values of seq. It is [From] without errors.
func FromSeq[T any](seq iter.Seq[T]) Flow[T] {
	if seq == nil {
		panic("pipeline.FromSeq: seq must not be nil")
	}
	return source("FromSeq", func(s *scope, yield func(T, error) bool) {
		for v := range seq {
			if !emit(s, yield, v, nil) || s.stopping() {
				return
			}
		}
	})
}

// Of returns the flow of the given values. A slice that is spread into them is
// not copied.
func Of[T any](values ...T) Flow[T] {
	return source("Of", func(s *scope, yield func(T, error) bool) {
		for _, v := range values {
			if !emit(s, yield, v, nil) || s.stopping() {
				return
			}
		}
	})
}

// FromChan returns the flow of the values that are received from ch, until it is
// closed. A run that is cancelled stops waiting for ch at once, and so does one
// that is told to stop, by [WithDrain], which ends without an error. Values that a
// stage has read ahead are lost when a run ends early. A nil channel never gives
// anything.
func FromChan[T any](ch <-chan T) Flow[T] {
	return source("FromChan", func(s *scope, yield func(T, error) bool) {
		for !s.stopping() {
			select {
			case v, ok := <-ch:
				if !ok || !emit(s, yield, v, nil) {
					return
				}
			case <-s.drain.channel():
			case <-s.ctx.Done():
			}
		}
	})
}

// FromFunc returns the flow of the values that f yields. f is called once in each
// run, on the goroutine that reads the flow. It is to return when yield returns
// false, and when its context is cancelled, which is so, too, when it is told to
// stop; see [WithDrain]. The error that it returns is the last item of the flow,
// unless f was stopped. After yield has returned false, it does nothing more; it
// must not be kept beyond the call of f, nor called from another goroutine.
// FromFunc panics if f is nil.
func FromFunc[T any](f func(ctx context.Context, yield func(T) bool) error) Flow[T] {
	if f == nil {
		panic("pipeline.FromFunc: f must not be nil")
	}
	return source("FromFunc", func(s *scope, yield func(T, error) bool) {
		ctx, leave := s.stoppable()
		defer leave()
		stopped := false
		err := f(ctx, func(v T) bool {
			stopped = stopped || !emit(s, yield, v, nil) || s.stopping()
			return !stopped
		})
		if err != nil && !stopped && ctx.Err() == nil {
			var zero T
			emit(s, yield, zero, err)
		}
	})
}
