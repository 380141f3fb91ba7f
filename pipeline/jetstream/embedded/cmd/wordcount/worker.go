package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
	"github.com/coseq/coseq/pull/green"
)

// work counts lines until it is stopped, together with all other workers of the job. A line
// is acknowledged once its count is stored.
func work(ctx context.Context, o options, std stdio) error {
	j, err := join(ctx, o)
	if err != nil {
		if ctx.Err() != nil {
			return nil // told to stop before it had begun
		}
		return err
	}
	j.say(std, "waiting for lines at %s", j.conn.ConnectedUrlRedacted())
	ctx, stop := graceful(ctx)
	defer stop()
	lines := jetstream.Source[string]{
		Conn:    j.conn,
		Stream:  j.linesStream(),
		Durable: "workers",
		Codec:   engine.Text(),
		AckWait: j.ackWait,
	}
	batches := pipeline.Batch(lines.Messages(), 100, 10*time.Millisecond)
	counts := pipeline.Unbatch(pipeline.Map(batches, 1, j.countAll))
	n := 0
	stored := pipeline.Tap(j.countsSink().Publish(counts), func(pipeline.Message[count]) { n++ })
	if o.crash > 0 {
		stored = pipeline.Tap(stored, dieAfter[count](o.crash))
	}
	err = errors.Join(pipeline.Settle(ctx, stored), j.leave())
	if err == nil {
		j.say(std, "counted %d lines, left", n)
	}
	return err
}

// say reports to who looks at the terminal of the worker, if it has one of its own.
func (o options) say(std stdio, format string, args ...any) {
	if !o.attached {
		fmt.Fprintf(std.err, "%s: %s\n", o.name, fmt.Sprintf(format, args...))
	}
}

// coroutines is how many lines a worker has in hand at once.
const coroutines = 20

// countAll counts the words of each line in a coroutine of its own. They take turns, on one
// thread: while one waits for something, others count.
func (j *job) countAll(ctx context.Context, lines []pipeline.Message[string]) (
	counts []pipeline.Message[count], err error,
) {
	err = green.Run(ctx, func(t *green.Task) error {
		for m, err := range green.Map(t, coroutines, slices.Values(lines), j.count) {
			if err != nil {
				return err
			}
			counts = append(counts, m)
		}
		return nil
	})
	return counts, err
}

func (j *job) count(t *green.Task, m pipeline.Message[string]) (pipeline.Message[count], error) {
	if j.pause > 0 {
		t.Sleep(j.pause)
	}
	words := map[string]int{}
	for word := range wordsOf(m.Value) {
		words[word]++
	}
	return pipeline.Carry(m, count{Line: m.ID(), Worker: j.name, Words: words}), nil
}

// dieAfter returns what kills this process, without a chance to clean up, at message n.
func dieAfter[T any](n int) func(pipeline.Message[T]) {
	return func(pipeline.Message[T]) {
		if n--; n > 0 {
			return
		}
		if self, err := os.FindProcess(os.Getpid()); err == nil {
			_ = self.Kill()
		}
		select {} // it takes a moment
	}
}
