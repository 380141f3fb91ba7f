package clienttest

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
)

// asked returns how many messages the requests for IN's "work" may bring that are at the
// server, as one sees it who listens to all that passes.
func (b *bench) asked(t testing.TB) func() int64 {
	t.Helper()
	conn, err := b.server.Connect()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	asked := new(atomic.Int64)
	for subject, count := range map[string]func(*nats.Msg) int{
		"$JS.API.CONSUMER.MSG.NEXT.IN.work": func(m *nats.Msg) int {
			var request struct{ Batch int }
			if err := json.Unmarshal(m.Data, &request); err != nil {
				t.Error(err)
			}
			return request.Batch
		},
		"_INBOX.*.*": func(m *nats.Msg) int {
			if strings.HasPrefix(m.Reply, "$JS.ACK.IN.work.") {
				return -1
			}
			pending, _ := strconv.Atoi(m.Header.Get("Nats-Pending-Messages"))
			return -pending
		},
	} {
		if _, err := conn.Subscribe(subject, func(m *nats.Msg) { asked.Add(int64(count(m))) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.Flush(); err != nil {
		t.Fatal(err)
	}
	return asked.Load
}

// What a source thinks that it has asked for stays what is at the server, however requests
// end: some with all of their messages, others when their time is up. Else it would wait
// for messages that nobody has been asked for, or get more than it has asked for.
func TestRequestsAreCounted(t *testing.T) {
	b := startParallel(t)
	_, err := b.js.CreateConsumer(t.Context(), "IN", natsjs.ConsumerConfig{
		Durable: "work", AckWait: time.Minute, MaxRequestExpires: 200 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	source, asked := b.source(), b.asked(t)
	source.Prefetch = 10
	source.OnGap = func(err error) { t.Error("after a silence of three seconds:", err) }
	ctx, stop := pipeline.WithDrain(within(t, 60*time.Second))
	defer stop()
	var seen atomic.Int64
	ended := make(chan error)
	go func() {
		ended <- pipeline.Settle(ctx, pipeline.Tap(source.Messages(), func(message) { seen.Add(1) }))
	}()
	var n, samples, sum int64
	for begin := time.Now(); time.Since(begin) < 6*time.Second; n++ {
		if _, err := b.js.Publish(t.Context(), "in.x", []byte("x")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond)
		samples, sum = samples+1, sum+asked()
	}
	eventually(t, "all have come", func() bool { return seen.Load() == n })
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	// It goes from 10 down to 6.
	if mean := float64(sum) / float64(samples); mean < 7.2 || mean > 8.8 {
		t.Errorf("%.1f messages were asked for, in the mean", mean)
	}
}
