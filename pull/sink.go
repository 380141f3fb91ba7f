package pull

import (
	"iter"
	"sync/atomic"
)

// A Sink is a consumer that values are pushed into and that is written as an
// ordinary loop over them: the other way round from a generator. It is Beazley's
// coroutine pipeline, with the loop that Go has for it.
//
// A sink that fails says so by Send, and once more by Close, so that the shortest
// sender is right. It stops at any error, and what matters is returned by Close:
//
//	for v := range values {
//		if s.Send(v) != nil {
//			break
//		}
//	}
//	return s.Close()
//
// With in for values, this is also the body of a sink that is a stage before s.
//
// As with a [Gen], only one goroutine can use a Sink at a time, and a Sink that
// has been sent to holds a coroutine until its body ends or it is closed.
type Sink[T any] struct {
	gen    *Gen[delivery[T], struct{}]
	closed atomic.Bool // Close has told what there was to tell
}

// A delivery is one value, or many if that is not nil: one that needs no slice,
// and so no allocation.
type delivery[T any] struct {
	one  T
	many []T
}

// NewSink returns a sink whose values body receives by ranging over in. Nothing
// runs before the first Send, or Close. The body runs on a coroutine of its own,
// never at the same time as the code that sends.
//
// The loop over in ends when the sink is closed. A body that leaves it early may
// range over in again, and go on with the value after the last; when it returns,
// the sink is done and whatever it returned is the sink's error, except for the
// [ErrDone] of another sink, which means that no more values are wanted. To get a
// result out, assign it to a variable around the body: it is there once Close
// returns. After the end a loop over in has no values; a body that begins a
// thousand of them nevertheless is unwound, and Close returns [ErrIgnoredClose].
//
// NewSink panics if body is nil.
func NewSink[T any](body func(in iter.Seq[T]) error) *Sink[T] {
	if body == nil {
		panic("pull.NewSink: body must not be nil")
	}
	return newSink(New(func(y *Yielder[delivery[T], struct{}]) error {
		in := &inlet[T]{from: y}
		if err := body(in.all); !isOnly(err, ErrDone) {
			return err
		}
		return nil
	}))
}

func newSink[T any](g *Gen[delivery[T], struct{}]) *Sink[T] { return &Sink[T]{gen: g} }

// Send hands v to the loop and returns when it asks for the next value. It
// returns the body's error if the body fails on v, and [ErrDone] if the body
// ends without one, now or before: no more values are wanted. It returns
// [ErrRunning] if the body is running, and panics with a [*PanicError] if the
// body panics.
func (s *Sink[T]) Send(v T) error {
	if o, err := s.gen.startUp(); o != yielded {
		return reason(o, err)
	}
	_, err := s.gen.Send(delivery[T]{one: v})
	return err
}

// SendAll is Send for each of vs, in order, at the cost of one switch to the
// loop and back. It does not keep vs. If the body ends in the middle, the values
// that are left are dropped.
func (s *Sink[T]) SendAll(vs []T) error {
	if o, err := s.gen.startUp(); o != yielded {
		return reason(o, err)
	}
	if len(vs) == 0 {
		return nil
	}
	_, err := s.gen.Send(delivery[T]{many: vs})
	return err
}

// Close ends the loop and waits for what follows it in the body. The body of a
// sink that was never sent to runs over no values. Close returns the error that
// the body ended with, now or earlier; a second Close does nothing and returns
// nil. It returns [ErrRunning] if the body is running, and panics with a
// [*PanicError] if the body panics.
func (s *Sink[T]) Close() error {
	if s.busy() {
		return ErrRunning
	}
	o, err := s.close()
	if o == refused {
		return ErrRunning
	}
	return err
}

// close is Close, with the outcome ended or refused, and does not look further
// in for what is busy.
func (s *Sink[T]) close() (o outcome, err error) {
	defer func() {
		// Also when the body panics: that has told enough.
		if s.gen.State() == Done && s.closed.Swap(true) {
			err = nil
		}
	}()
	if o, _ = s.gen.startUp(); o != refused {
		o, _ = s.gen.close()
	}
	if o == refused {
		return refused, nil
	}
	return ended, s.gen.Err()
}

func (s *Sink[T]) busy() bool { return s.gen.busy() }

// receive is what a sink made of other sinks does to one of them when it is
// resumed itself: by Next, which comes before the first Send, or by Send. The
// error that a sink fails with is left to its Close.
func (s *Sink[T]) receive(how resumption, d delivery[T]) (o outcome, failed bool) {
	var err error
	if how == byNext {
		o, err = s.gen.startUp()
	} else {
		_, o, err = s.gen.resume(bySend, d, nil)
	}
	return o, o == ended && err != nil
}

// An inlet is what the body of a sink ranges over.
type inlet[T any] struct {
	from   *Yielder[delivery[T], struct{}]
	left   []T // of the last SendAll
	closed bool
	late   int // loops that have begun after that
}

// beginLate keeps a body that begins one loop after another, and does not see
// that there is nothing to come, from hanging Close.
func (in *inlet[T]) beginLate() {
	const most = 1000
	if in.late++; in.late > most && in.from.stage != gone {
		in.from.ignoreClose()
	}
}

// all is single-use: a second loop goes on where the first one stopped.
func (in *inlet[T]) all(yield func(T) bool) {
	if in.closed {
		in.beginLate()
	}
	for {
		for len(in.left) > 0 {
			v := in.left[0]
			in.left = in.left[1:]
			if !yield(v) {
				return
			}
		}
		in.left = nil
		if in.closed {
			return
		}
		// A TryYield, whose only error is the end, in fewer calls.
		y := in.from
		in.closed = !y.pass(struct{}{}) || y.how == byClose
		if in.closed {
			return
		}
		d := y.in
		y.in = delivery[T]{} // SendAll does not keep its slice
		in.left = d.many
		if d.many == nil && !yield(d.one) {
			return
		}
	}
}
