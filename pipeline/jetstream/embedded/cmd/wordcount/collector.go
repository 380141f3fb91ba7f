package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	native "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
)

// collect adds up all counts, prints the sum, and reports who has done what.
func collect(ctx context.Context, o options, std stdio) error {
	j, err := join(ctx, o)
	if err != nil {
		return err
	}
	t, err := j.addUp(ctx)
	if err == nil {
		err = t.print(std.out, o.top)
		t.report(std.err)
	}
	return errors.Join(err, j.leave())
}

// addUp returns when it has the count of each line. The sum is nowhere but in its memory: if
// it is killed, another collector begins again, since the stream keeps all counts, and each
// collector is a consumer of its own.
func (j *job) addUp(ctx context.Context) (*tally, error) {
	name := "collector-" + rand.Text()
	if _, err := j.js.CreateConsumer(ctx, j.countsStream(), native.ConsumerConfig{
		Name:              name,
		AckPolicy:         native.AckExplicitPolicy,
		MaxAckPending:     10_000,
		InactiveThreshold: time.Minute, // then the server removes it
	}); err != nil {
		return nil, fmt.Errorf("make a consumer of stream %s: %w", j.countsStream(), err)
	}
	run, stop := graceful(ctx)
	defer stop()
	counts := jetstream.Source[count]{
		Conn: j.conn, Stream: j.countsStream(), Durable: name, Codec: engine.JSON[count](),
	}
	t := newTally()
	for m, err := range counts.Messages().All(run) {
		if err != nil {
			return nil, err
		}
		t.add(m)
		if err := m.Token.Ack(run); err != nil {
			return nil, err
		}
		if t.complete() {
			return t, nil
		}
	}
	return nil, fmt.Errorf("%w with the counts of %d lines", whyStopped(ctx), len(t.seen))
}
