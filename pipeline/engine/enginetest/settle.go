package enginetest

import (
	"context"
	"errors"
	"time"

	"github.com/coseq/coseq/pipeline"
)

var errSpoilt = errors.New("the message is spoilt")

// ack: what is acknowledged is not delivered again.
func (tr *trial) ack() {
	e := tr.open(Config{AckWait: shortWait})
	tr.publish(e.Sink, tr.fresh(words(5)...))
	tr.collect(e.Source, 5)
	tr.quiet(e.Source, 2*shortWait)
}

// nack: what is given back is delivered again at once, as the same message, and what others
// did with theirs is of no importance to it.
func (tr *trial) nack() {
	e := tr.open(Config{})
	want := words(12)
	tr.publish(e.Sink, tr.fresh(want...))
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	var first book
	second := book{want: len(want) / 2, done: stop}
	err := pipeline.Settle(ctx, handle(e.Source.Messages(), 1, func(
		_ context.Context, m message,
	) error {
		n := first.note(m)
		if len(first.ids)%2 == 1 && n == 1 {
			return errSpoilt
		}
		if n > 1 {
			second.note(m)
		}
		return nil
	}))
	if err != nil || len(second.ids) < second.want {
		tr.fatalf("%d of %d messages that were given back came again within %v; Settle: %v",
			len(second.ids), second.want, patience, err)
	}
	got := append(first.values(), tr.collect(e.Source, len(want)-len(first.ids)).values()...)
	tr.same("what came, once", pruned(got, second.values()), want, false)
}

// pruned returns all without the values of less, each of which is there once more.
func pruned(all, less []string) (rest []string) {
	count := make(map[string]int)
	for _, v := range less {
		count[v]++
	}
	for _, v := range all {
		if count[v] > 0 {
			count[v]--
		} else {
			rest = append(rest, v)
		}
	}
	return rest
}

// ackWait: what is not settled is delivered again when AckWait has passed, and not before.
func (tr *trial) ackWait() {
	e := tr.open(Config{AckWait: shortWait, Prefetch: 1})
	tr.publish(e.Sink, tr.fresh("lost"))
	ctx, cancel := tr.brief()
	defer cancel()
	var lost message
	start := time.Now()
	for m, err := range e.Source.Messages().All(ctx) {
		if err != nil {
			tr.fatalf("the loop over the messages ended with %v", err)
		}
		lost = m
		break
	}
	again := tr.collect(e.Source, 1)
	if took := time.Since(start); took < shortWait/2 {
		tr.fatalf("what was not settled was delivered again after %v, AckWait is %v", took, shortWait)
	}
	if again.ids[lost.ID()] != 1 {
		tr.fatalf("a message that was delivered again had got another ID: %q, and then %v",
			lost.ID(), again.ids)
	}
}

// late: settling a message after AckWait is no error. Acknowledging it counts then, and to
// give back what another one has acknowledged meanwhile does nothing.
func (tr *trial) late() {
	e := tr.open(Config{AckWait: shortWait, Prefetch: 1})
	tr.publish(e.Sink, tr.fresh("late"))
	tr.settleLate(e, 1, nil)
	tr.publish(e.Sink, tr.fresh("later"))
	tr.settleLate(e, 2, errSpoilt)
	tr.quiet(e.Source, 2*shortWait)
}

// settleLate handles a message until its AckWait is over, which then ends with err. With
// n > 1, it is acknowledged before, when it has come again.
func (tr *trial) settleLate(e Engine, n int, err error) {
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	var b book
	slow := handle(e.Source.Messages(), n, func(_ context.Context, m message) error {
		if b.note(m) > 1 {
			return nil
		}
		time.Sleep(7 * shortWait / 4)
		stop()
		return err
	}, pipeline.Unordered())
	if got := pipeline.Settle(ctx, slow); got != nil {
		tr.fatalf("settling after AckWait, with the error %v, came to: %v", err, got)
	}
}

// unacked: no more than MaxUnacked messages are delivered and not settled.
func (tr *trial) unacked() {
	const most = 5
	e := tr.open(Config{MaxUnacked: most})
	want := words(20)
	tr.publish(e.Sink, tr.fresh(want...))
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	b := &book{want: len(want), done: stop}
	release := make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- pipeline.Settle(ctx, handle(e.Source.Messages(), 3*most, func(
			ctx context.Context, m message,
		) error {
			b.note(m)
			select {
			case <-release:
			case <-ctx.Done():
			}
			return ctx.Err()
		}, pipeline.Unordered()))
	}()
	tr.eventually("some messages are delivered", func() bool { return b.len() >= most })
	time.Sleep(shortWait / 2)
	held := b.len()
	close(release)
	if err := <-ended; err != nil {
		tr.fatalf("the reader ended with %v, after %d of %d messages", err, b.len(), len(want))
	}
	if held > most {
		tr.fatalf("%d messages were delivered and not settled, MaxUnacked is %d", held, most)
	}
	tr.same("what came", b.values(), want, false)
}
