package pipeline

import (
	"context"
	"errors"
	"iter"
)

// errLeft is the cause of the contexts of a stage whose consumer has left its
// loop: the run goes on, if anything does, without it.
var errLeft = errors.New("pipeline: the loop over the flow has ended")

// errDrained is the cause of the contexts of sources that are to stop.
var errDrained = errors.New("pipeline: the source is to stop")

// A scope is one stage or source in one run.
type scope struct {
	ctx    context.Context // for what the stage ranges over and for its callbacks
	name   string          // as given by Named, else the kind of stage
	drain  *drain          // nil unless the run can be drained
	meter  *meter          // nil unless there are statistics
	label  *label          // nil unless somebody is to see it
	unread *unread         // nil unless a Commit wants to know
	// outside: it is the consumer's code that runs, whose panics pass unchanged.
	outside bool
	left    bool // the consumer wants nothing more
}

// stage returns the flow of a stage or source. Each time that the flow is ranged
// over, body runs on the goroutine that ranges, until it returns; it gives
// values by emit only, and nothing after emit has returned false. n is the number
// of calls at once, for statistics.
func stage[T any](kind string, n int, body func(s *scope, yield func(T, error) bool)) Flow[T] {
	return func(ctx context.Context) iter.Seq2[T, error] {
		name, named := takeName(ctx, kind)
		return func(yield func(T, error) bool) {
			s := open(ctx, name, named, n)
			defer s.end()
			if yield := watched(s, yield); s.cancelled() {
				emitCause(s, yield)
			} else {
				body(s, yield)
			}
		}
	}
}

// open begins a stage of a run.
func open(ctx context.Context, name string, named bool, n int) *scope {
	s := &scope{ctx: ctx, name: name, drain: drainOf(ctx), unread: unreadOf(ctx)}
	s.ctx, s.meter = openMeter(s.ctx, name, n)
	s.ctx, s.label = openLabel(s.ctx, name, named || s.meter != nil)
	return s
}

// watched returns yield with all that has to know when control passes to the
// consumer and back. It is yield itself if nothing has, so that this costs nothing.
func watched[T any](s *scope, yield func(T, error) bool) func(T, error) bool {
	if s.meter == nil && s.label == nil && s.unread == nil {
		return yield
	}
	return func(v T, err error) bool {
		s.meter.leave(err)
		s.label.leave()
		ok := yield(v, err)
		s.label.back()
		s.meter.back()
		if !ok {
			s.unread.note()
		}
		return ok
	}
}

// emit passes a value or an error to the consumer. What the consumer does there
// is none of the stage's business.
func emit[T any](s *scope, yield func(T, error) bool, v T, err error) bool {
	s.outside = true
	ok := yield(v, err)
	s.outside, s.left = false, !ok
	return ok
}

// emitCause ends what a consumer that is still there gets from a cancelled run.
func emitCause[T any](s *scope, yield func(T, error) bool) {
	if !s.left && s.cancelled() {
		var zero T
		emit(s, yield, zero, s.cause())
	}
}

// emitResult is emit for what a function of the stage has returned, or the source has
// given. It returns false, too, after the cause of a cancelled run, which is the last.
func emitResult[T any](s *scope, yield func(T, error) bool, v T, err error) bool {
	if err != nil && s.cancelled() {
		emit(s, yield, v, s.cause())
		return false
	}
	return emit(s, yield, v, err)
}

// end is to be deferred: a panic of a callback becomes a PanicError, whatever
// goroutine it is on, and one of the consumer passes as it is.
func (s *scope) end() {
	s.label.close()
	s.meter.close()
	if s.outside {
		return
	}
	if p := recover(); p != nil {
		panic(asPanicError(p))
	}
}

// inner returns the context for the functions of a stage, which may well run flows
// of their own: those are no sources of this run, and come to their ends when it is
// told to stop.
func (s *scope) inner() context.Context { return asPart(undrained(s.ctx)) }

func (s *scope) cancelled() bool { return s.ctx.Err() != nil }

func (s *scope) cause() error { return context.Cause(s.ctx) }

// causeOr returns err, unless ctx has been cancelled: whatever has failed then
// may have failed because of that, and it is the cause that the user wants.
func causeOr(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
