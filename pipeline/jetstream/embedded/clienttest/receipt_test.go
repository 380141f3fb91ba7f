package clienttest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/jetstream"
)

// A receipt knows where its message comes from, also that of a part.
func TestReceipt(t *testing.T) {
	b := start(t)
	b.fill(t, 1)
	msg := &nats.Msg{Subject: "in.y", Data: []byte("a"), Header: nats.Header{"Trace": {"t1"}}}
	if _, err := b.js.PublishMsg(t.Context(), msg); err != nil {
		t.Fatal(err)
	}
	source := b.source()
	source.FilterSubjects = []string{"in.y"}
	parts := pipeline.FlatMap(source.Messages(), 1, func(_ context.Context, m message) (
		flow, error,
	) {
		r, ok := jetstream.ReceiptOf(m)
		if !ok || r.ID() != "IN:2" || r.Sequence() != 2 || r.Attempt() != 1 || r.Subject() != "in.y" ||
			r.Header().Get("Trace") != "t1" || time.Since(r.Time()).Abs() > time.Minute {
			t.Errorf("%+v", r)
		}
		return pipeline.Split(m, slices.Values([]string{"x", "y"})), nil
	})
	var ids []string
	work := pipeline.Tap(parts, func(m message) {
		ids = append(ids, m.ID())
		if r, ok := jetstream.ReceiptOf(m); !ok || r.ID() != "IN:2" {
			t.Errorf("part %s: %v", m.ID(), r)
		}
	})
	if err := settle(t, work, 2); err != nil || !slices.Equal(ids, []string{"IN:2/0", "IN:2/1"}) {
		t.Error(err, ids)
	}
	if r, ok := jetstream.ReceiptOf(message{}); ok {
		t.Errorf("of nothing: %v", r)
	}
}

// Work that takes longer than AckWait keeps its message by Extend.
func TestExtend(t *testing.T) {
	b := startParallel(t)
	b.fill(t, 1)
	source := b.source()
	source.AckWait = time.Second
	work := handle(source.Messages(), func(m message) error {
		r, _ := jetstream.ReceiptOf(m)
		if r.Attempt() > 1 {
			t.Errorf("delivered again")
		}
		for range 12 {
			time.Sleep(200 * time.Millisecond)
			if err := r.Extend(t.Context()); err != nil {
				t.Error(err)
			}
		}
		return nil
	})
	if err := settle(t, work, 1); err != nil {
		t.Fatal(err)
	}
	eventually(t, "nothing is pending", func() bool {
		undelivered, unacknowledged := b.pending(t)
		return undelivered+unacknowledged == 0
	})
}
