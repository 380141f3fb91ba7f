package enginetest

import (
	"context"
	"errors"
	"time"

	"github.com/coseq/coseq/pipeline"
)

var errStop = errors.New("stopped by the test")

// idle: a reader of an empty queue ends when it is told to, or cancelled.
func (tr *trial) idle() {
	e := tr.open(Config{})
	tr.quiet(e.Source, shortWait/4)
	for _, early := range []bool{true, false} {
		ctx, cancel := context.WithCancelCause(tr.ctx)
		if early {
			cancel(errStop)
		}
		timer := time.AfterFunc(shortWait/4, func() { cancel(errStop) })
		start := time.Now()
		err := pipeline.Settle(ctx, e.Source.Messages())
		timer.Stop()
		cancel(nil)
		if took := time.Since(start); err != errStop || took > patience {
			tr.fatalf("a cancelled reader of an empty queue ended with %v after %v", err, took)
		}
	}
}

// rest checks that all but the values in got, which were acknowledged, are delivered at once
// and exactly once.
func (tr *trial) rest(e Engine, got, all []string) {
	left := tr.collect(e.Source, len(all)-len(got))
	tr.same("both readers got", append(left.values(), got...), all, false)
}

// leave: when a loop over the messages is left, those that were taken ahead are there for
// others at once.
func (tr *trial) leave() {
	e := tr.open(Config{})
	want := words(30)
	tr.publish(e.Sink, tr.fresh(want...))
	ctx, cancel := tr.brief()
	defer cancel()
	var got []string
	for m, err := range e.Source.Messages().All(ctx) {
		if err == nil {
			err = m.Token.Ack(ctx)
		}
		if err != nil {
			tr.fatalf("in a loop over the messages: %v", err)
		}
		if got = append(got, m.Value); len(got) == 3 {
			break
		}
	}
	tr.rest(e, got, want)
}

// cancel: when a run is cancelled, what it has not finished is there for others at once.
func (tr *trial) cancel() {
	e := tr.open(Config{})
	want := words(30)
	tr.publish(e.Sink, tr.fresh(want...))
	bound, release := tr.brief()
	defer release()
	ctx, cancel := context.WithCancelCause(bound)
	defer cancel(nil)
	var done book
	work := handle(e.Source.Messages(), 4, func(ctx context.Context, m message) error {
		if done.len() >= 3 {
			cancel(errStop)
			<-ctx.Done()
			return ctx.Err()
		}
		return nil
	})
	err := pipeline.Settle(ctx, pipeline.Tap(work, func(m message) { done.note(m) }))
	if err != errStop {
		tr.fatalf("a cancelled run ended with %v", err)
	}
	tr.rest(e, done.values(), want)
}

// drain: when a run is told to stop, what it has begun is finished, and the rest is there
// for others at once.
func (tr *trial) drain() {
	e := tr.open(Config{})
	want := words(30)
	tr.publish(e.Sink, tr.fresh(want...))
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	b := &book{want: 5, done: stop}
	err := pipeline.Settle(ctx, handle(e.Source.Messages(), 4, func(
		ctx context.Context, m message,
	) error {
		b.note(m)
		time.Sleep(time.Millisecond)
		return ctx.Err()
	}, pipeline.Unordered()))
	if err != nil {
		tr.fatalf("a run that was told to stop ended with %v", err)
	}
	tr.rest(e, b.values(), want)
}

// panics: a panic comes out of the run, and what was not finished is there for others at
// once.
func (tr *trial) panics() {
	e := tr.open(Config{})
	want := words(20)
	tr.publish(e.Sink, tr.fresh(want...))
	var done book
	func() {
		defer func() {
			if p, ok := recover().(*pipeline.PanicError); !ok || p.Value != errSpoilt {
				tr.fatalf("the panic of a handler came out as %v", p)
			}
		}()
		ctx, cancel := tr.brief()
		defer cancel()
		work := handle(e.Source.Messages(), 1, func(context.Context, message) error {
			if done.len() >= 3 {
				panic(errSpoilt)
			}
			return nil
		})
		err := pipeline.Settle(ctx, pipeline.Tap(work, func(m message) { done.note(m) }))
		tr.fatalf("a run with a panic ended with %v", err)
	}()
	tr.rest(e, done.values(), want)
}
