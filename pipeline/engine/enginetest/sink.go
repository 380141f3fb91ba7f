package enginetest

import (
	"context"
	"fmt"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// stored: what a sink has given is in the queue, however the loop is left.
func (tr *trial) stored() {
	for _, n := range []int{1, 2, 7} {
		e := tr.open(Config{})
		want := words(20)
		given := tr.first(n, e.Sink.Publish(tr.fresh(want...)))
		tr.same("the sink gave", given, want[:n], true)
		missing := pruned(given, tr.collect(e.Source, n).values())
		if len(missing) > 0 && !e.Unordered {
			tr.fatalf("the sink gave what is not in the queue: %q", missing)
		}
	}
}

// first returns the first values of flow, the loop over which is left then.
func (tr *trial) first(n int, flow flow) (values []string) {
	ctx, cancel := tr.brief()
	defer cancel()
	for m, err := range flow.All(ctx) {
		if err != nil {
			tr.fatalf("publishing: %v", err)
		}
		if values = append(values, m.Value); len(values) == n {
			break
		}
	}
	return values
}

// prompt: a sink does not wait for more before it stores what has come.
func (tr *trial) prompt() {
	e := tr.open(Config{})
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	waiting := pipeline.FromFunc(func(ctx context.Context, yield func(string) bool) error {
		if yield("only") {
			<-ctx.Done()
		}
		return nil
	})
	one := pipeline.Messages(waiting, func(string) string { return "only:1" })
	start := time.Now()
	flow := pipeline.Tap(e.Sink.Publish(one), func(message) { stop() })
	if err := pipeline.Settle(ctx, flow); err != nil {
		tr.fatalf("a sink did not give its only message within %v: %v", time.Since(start), err)
	}
	tr.collect(e.Source, 1)
}

// places: a sink keeps the order of its flow, and errors in their places.
func (tr *trial) places() {
	e := tr.open(Config{})
	in := handle(tr.fresh("a", "bad", "b", "c", "bad", "d"), 1, func(
		_ context.Context, m message,
	) error {
		if m.Value == "bad" {
			return errSpoilt
		}
		return nil
	})
	ctx, cancel := tr.brief()
	defer cancel()
	var got []string
	for m, err := range e.Sink.Publish(in)(ctx) {
		if err != nil {
			got = append(got, "error: "+err.Error())
		} else {
			got = append(got, m.Value)
		}
	}
	spoilt := "error: " + errSpoilt.Error()
	tr.same("the sink gave", got, []string{"a", spoilt, "b", "c", spoilt, "d"}, true)
	tr.same("it stored", tr.collect(e.Source, 4).values(), []string{"a", "b", "c", "d"}, false)
}

// dedup: a message whose ID has been stored is not stored again, unless it has none.
func (tr *trial) dedup() {
	e := tr.open(Config{})
	if e.NoDedup {
		tr.skip("the engine stores all messages")
	}
	id := func(v string) string { return v[:1] }
	tr.publish(e.Sink, pipeline.Messages(pipeline.Of("a1", "b1", "a2", "c1"), id))
	tr.publish(e.Sink, pipeline.Messages(pipeline.Of("c2", "b2"), id))
	nameless := pipeline.Messages(pipeline.Of("x", "x"), func(string) string { return "" })
	tr.publish(e.Sink, nameless)
	got := tr.collect(e.Source, 5).values()
	tr.same("what was stored", got, []string{"a1", "b1", "c1", "x", "x"}, false)
	// Also when the first of them has been settled.
	tr.publish(e.Sink, pipeline.Messages(pipeline.Of("a3"), id))
	tr.quiet(e.Source, shortWait)
}

// leftovers: no goroutine is left of runs that have ended. An engine may have some that
// stay, but not for each run.
func (tr *trial) leftovers() {
	e := tr.open(Config{})
	run := func(i int) {
		tr.publish(e.Sink, tr.fresh(fmt.Sprint(i)))
		tr.collect(e.Source, 1)
	}
	c := newCrew(tr.ctx)
	const more = 4
	c.do(func() { run(0) })
	before := c.left(0)
	for i := range more {
		c.do(func() { run(i + 1) })
	}
	if after := c.left(before); after >= before+more {
		tr.fatalf("%d runs have left %d goroutines", more, after-before)
	}
}
