package enginetest

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// between runs a worker from one queue to another one until so many different values have
// come out of that.
func (tr *trial) between(in, out Engine, want int, work func(flow) flow) *book {
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	ended := make(chan error, 1)
	go func() { ended <- pipeline.Settle(ctx, out.Sink.Publish(work(in.Source.Messages()))) }()
	got := &book{want: want, key: func(m message) string { return m.Value }}
	tr.fill(got, out.Source)
	stop()
	if err := <-ended; err != nil {
		tr.fatalf("the worker ended with %v", err)
	}
	return got
}

// once is a handler that fails at the first delivery of each third message.
func once() handler {
	var b book
	var turn atomic.Int64
	return func(_ context.Context, m message) error {
		if b.note(m) == 1 && turn.Add(1)%3 == 0 {
			return errSpoilt
		}
		return nil
	}
}

// chain: from one queue to another, nothing is lost, and nothing doubled: a run breaks off
// when it has stored some, and before it has acknowledged them.
func (tr *trial) chain() {
	in, out := tr.open(Config{}), tr.open(Config{})
	want := words(30)
	tr.publish(in.Sink, tr.fresh(want...))

	bound, release := tr.brief()
	defer release()
	ctx, cancel := context.WithCancelCause(bound)
	defer cancel(nil)
	seen := 0
	broken := handle(out.Sink.Publish(in.Source.Messages()), 1, func(context.Context, message) error {
		if seen++; seen > 5 {
			cancel(errStop) // what has been stored is not finished
			return errStop
		}
		return nil
	})
	if err := pipeline.Settle(ctx, broken); err != errStop {
		tr.fatalf("a cancelled worker ended with %v", err)
	}
	got := tr.between(in, out, len(want), func(f flow) flow { return handle(f, 3, once()) })
	tr.collected(out, got, want)
}

// collected checks what has come out of a queue: all, and none twice if that can be.
func (tr *trial) collected(out Engine, got *book, want []string) {
	values := got.values()
	if out.NoDedup {
		slices.Sort(values)
		values = slices.Compact(values)
	}
	tr.same("what came out", values, want, false)
	if !out.NoDedup {
		tr.quiet(out.Source, shortWait/2)
	}
}

// split: several messages are made of one, which fails at first when some of them have been
// stored.
func (tr *trial) split() {
	in, out := tr.open(Config{}), tr.open(Config{})
	tr.publish(in.Sink, tr.fresh("one two three four", "five six", "", "seven eight"))
	var b book
	work := func(f flow) flow {
		words := pipeline.FlatMap(f, 1, func(_ context.Context, m message) (flow, error) {
			return pipeline.Split(m, strings.FieldsSeq(m.Value)), nil
		})
		return handle(words, 1, func(_ context.Context, m message) error {
			if b.note(m) == 1 && m.Value == "three" {
				return errSpoilt
			}
			return nil
		})
	}
	got := tr.between(in, out, 8, work)
	tr.collected(out, got, strings.Fields("one two three four five six seven eight"))
	tr.quiet(in.Source, shortWait/2)
}

// join: one message is made of several, which fail together at first.
func (tr *trial) join() {
	in, out := tr.open(Config{}), tr.open(Config{})
	want := []string{"a", "b", "c", "d", "e", "f"}
	tr.publish(in.Sink, tr.fresh(want...))
	failed := false
	work := func(f flow) flow {
		batches := pipeline.Batch(f, 2, 50*time.Millisecond)
		return pipeline.Map(batches, 1, func(_ context.Context, parts []message) (message, error) {
			var joined []string
			for _, m := range parts {
				joined = append(joined, m.Value)
			}
			all := pipeline.Join(parts, strings.Join(joined, " "))
			if !failed {
				failed = true
				return all, errSpoilt
			}
			return all, nil
		})
	}
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	var letters []string
	flow := pipeline.Tap(out.Sink.Publish(work(in.Source.Messages())), func(m message) {
		if letters = append(letters, strings.Fields(m.Value)...); len(letters) >= len(want) {
			stop()
		}
	})
	if err := pipeline.Settle(ctx, flow); err != nil {
		tr.fatalf("the worker ended with %v, after %q", err, letters)
	}
	tr.same("what was joined", letters, want, false)
	tr.quiet(in.Source, shortWait/2)
}
