package clienttest

import (
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
)

// What a source thinks that it has asked for stays what is at the server, however requests
// end: some with all of their messages, others when their time is up. Else it would wait
// for messages that nobody has been asked for, or get more than it has asked for.
func TestRequestsAreCounted(t *testing.T) {
	b := start(t)
	_, err := b.js.CreateConsumer(t.Context(), "IN", natsjs.ConsumerConfig{
		Durable: "work", AckWait: time.Minute, MaxRequestExpires: 250 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	source := b.source()
	source.Prefetch = 10
	source.OnGap = func(err error) { t.Error("after a silence of three seconds:", err) }
	ctx, stop := pipeline.WithDrain(within(t, 60*time.Second))
	defer stop()
	var seen atomic.Int64
	ended := make(chan error)
	go func() {
		ended <- pipeline.Settle(ctx, pipeline.Tap(source.Messages(), func(message) { seen.Add(1) }))
	}()
	n := 0
	for i := range 150 {
		for range i % 8 {
			if _, err := b.js.PublishAsync("in.x", []byte(strconv.Itoa(n))); err != nil {
				t.Fatal(err)
			}
			n++
		}
		time.Sleep(time.Duration(i%5) * 15 * time.Millisecond)
	}
	eventually(t, "all have come", func() bool { return seen.Load() == int64(n) })
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
