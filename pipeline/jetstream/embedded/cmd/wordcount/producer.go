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
	return errors.Join(j.publishText(ctx, std), j.leave())
}

// publishText publishes the text, unless the job has one: if that is the same, all is done.
func (j *job) publishText(ctx context.Context, std stdio) error {
	var own total
	done := "had been published before:"
	stored, err := j.storedTotal(ctx)
	switch {
	case err != nil:
		return err
	case stored != nil:
		own, err = j.totalOfText(ctx, std)
	default:
		done = "published"
		own, stored, err = j.publishAll(ctx, std)
	}
	if err != nil {
		return err
	}
	if own != *stored {
		return fmt.Errorf("job %s already has a text of %d lines; take another -job",
			j.job, stored.Lines)
	}
	fmt.Fprintf(std.err, "%s: %s %d lines\n", j.name, done, own.Lines)
	return nil
}

// publishAll publishes the lines and the total. It returns that, and the one that is stored,
// which is another one if another producer was faster.
func (j *job) publishAll(ctx context.Context, std stdio) (own total, stored *total, err error) {
	run, stop := graceful(ctx)
	defer stop()
	own, err = j.publishLines(run, std)
	if err == nil {
		err = j.publishTotal(ctx, own) // not in a run that may have been told to stop
	}
	if err == nil {
		stored, err = j.storedTotal(ctx)
	}
	if err == nil && stored == nil {
		err = fmt.Errorf("job %s has lost its total", j.job)
	}
	return own, stored, err
}

func (j *job) publishLines(ctx context.Context, std stdio) (total, error) {
	whole := false // or else the flow was stopped before its end
	end := pipeline.FromFunc(func(context.Context, func(line) bool) error {
		whole = true
		return nil
	})
	sum := newSumming()
	lines := pipeline.Tap(pipeline.Concat(j.text(std.in), end), sum.add)
	texts := pipeline.MapTracked(pipeline.Messages(lines, line.id), 1, content)
	sink := jetstream.Sink[string]{
		Conn: j.conn, Subject: j.linesStream(), Codec: engine.Text(), Retry: patient,
	}
	n := 0
	stored := pipeline.Tap(sink.Publish(texts), func(pipeline.Message[string]) { n++ })
	err := pipeline.Settle(ctx, stored)
	if err == nil && !whole {
		err = fmt.Errorf("%w after %d lines; start it again to go on", whyStopped(ctx), n)
	}
	return sum.total(), err
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
