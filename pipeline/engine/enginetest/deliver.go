package enginetest

import (
	"context"
	"sync"

	"github.com/coseq/coseq/pipeline"
)

// delivery: what is published is delivered as it is, and in order.
func (tr *trial) delivery() {
	e := tr.open(Config{})
	want := words(40)
	tr.publish(e.Sink, tr.fresh(want...))
	tr.same("one reader got", tr.collect(e.Source, len(want)).values(), want, !e.Unordered)
}

// ids: a message has an ID, which is that of no other one. (That it is the same at each
// delivery is seen where there are several.)
func (tr *trial) ids() {
	e := tr.open(Config{})
	tr.publish(e.Sink, tr.fresh("a", "a", "a", "b"))
	for id, n := range tr.collect(e.Source, 4).ids {
		if id == "" || n != 1 {
			tr.fatalf("%d messages have the ID %q", n, id)
		}
	}
}

// again: a flow can be run again, and goes on where the run before has stopped.
func (tr *trial) again() {
	e := tr.open(Config{})
	want := words(30)
	tr.publish(e.Sink, tr.fresh(want...))
	source := e.Source
	flow := source.Messages()
	var got []string
	for range 3 {
		ctx, cancel := tr.brief()
		ctx, stop := pipeline.WithDrain(ctx)
		b := &book{want: 10, done: stop}
		err := pipeline.Settle(ctx, handle(flow, 1, b.record))
		cancel()
		if err != nil {
			tr.fatalf("a run of the flow ended with %v", err)
		}
		got = append(got, b.values()...)
	}
	got = append(got, tr.collect(source, len(want)-len(got)).values()...)
	tr.same("the runs got", got, want, false)
}

// competition: several readers at once get each message once.
func (tr *trial) competition() {
	e := tr.open(Config{})
	want := words(120)
	tr.publish(e.Sink, tr.fresh(want...))
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	b := &book{want: len(want), done: stop}
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			flow := handle(e.Source.Messages(), 4, func(ctx context.Context, m message) error {
				return b.record(ctx, m)
			}, pipeline.Unordered())
			if err := pipeline.Settle(ctx, flow); err != nil {
				tr.Errorf("one of three readers ended with %v", err)
			}
		})
	}
	readers.Wait()
	tr.same("three readers got", b.values(), want, false)
}
