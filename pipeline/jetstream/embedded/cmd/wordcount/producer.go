package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
)

// produce publishes the lines of the text, and then, for the collector, how many there are.
func produce(ctx context.Context, o options, std stdio) error {
	j, err := join(ctx, o)
	if err != nil {
		return err
	}
	run, stop := graceful(ctx)
	defer stop()
	lines, err := j.publishLines(run, std)
	if err == nil {
		err = j.publishTotal(ctx, lines) // not in a run that may have been told to stop
	}
	if err == nil {
		fmt.Fprintf(std.err, "%s: published %d lines\n", o.name, lines)
	}
	return errors.Join(err, j.leave())
}

func (j *job) publishLines(ctx context.Context, std stdio) (n int, err error) {
	whole := false // or else the flow was stopped before its end
	end := pipeline.FromFunc(func(context.Context, func(line) bool) error {
		whole = true
		return nil
	})
	lines := pipeline.Messages(pipeline.Concat(j.text(std.in), end), line.id)
	texts := pipeline.Map(lines, 1, func(_ context.Context, m pipeline.Message[line]) (
		pipeline.Message[string], error,
	) {
		return pipeline.Carry(m, m.Value.text), nil
	})
	sink := jetstream.Sink[string]{
		Conn: j.conn, Subject: j.linesStream(), Codec: engine.Text(), Retry: patient,
	}
	stored := pipeline.Tap(sink.Publish(texts), func(pipeline.Message[string]) { n++ })
	err = pipeline.Settle(ctx, stored)
	if err == nil && !whole {
		err = fmt.Errorf("%w after %d lines; start it again to go on", whyStopped(ctx), n)
	}
	return n, err
}

func (j *job) publishTotal(ctx context.Context, lines int) error {
	id := func(count) string { return "total" }
	total := pipeline.Messages(pipeline.Of(count{Lines: &lines}), id)
	return pipeline.Settle(ctx, j.countsSink().Publish(total))
}

// patient is how long a cluster may take to choose another leader: some ten seconds.
var patient = pipeline.Backoff{Attempts: 60, Max: time.Second}

// countsSink is where workers and the producer publish.
func (j *job) countsSink() jetstream.Sink[count] {
	return jetstream.Sink[count]{
		Conn:       j.conn,
		Subject:    j.countsStream(),
		Codec:      engine.JSON[count](),
		WithoutIDs: !j.ids,
		Retry:      patient,
	}
}
