package clienttest

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

type (
	message = pipeline.Message[string]
	flow    = pipeline.Flow[message]
)

// A bench is a server with the streams IN, OUT and DEAD, each for the subjects below its
// name in small letters, and a connection to it.
type bench struct {
	server  *embedded.Server
	options embedded.Options // for restart
	conn    *nats.Conn
	js      natsjs.JetStream
}

// start starts a server in memory. The test must leave nothing behind.
func start(t testing.TB) *bench {
	leavesNothing(t)
	return startWith(t, embedded.Options{})
}

// startParallel starts one for a test that mostly waits, and does so beside others.
func startParallel(t *testing.T) *bench {
	t.Parallel()
	return startWith(t, embedded.Options{})
}

// startFile starts a server that keeps its files when it is restarted, on the same port.
func startFile(t testing.TB) *bench {
	leavesNothing(t)
	o := embedded.Options{Dir: t.TempDir(), NoSync: true, Listen: "127.0.0.1:0"}
	b := startWith(t, o, nats.MaxReconnects(-1), nats.ReconnectWait(20*time.Millisecond))
	o.Listen = strings.TrimPrefix(b.server.URL(), "nats://")
	b.options = o
	return b
}

// restart stops the server, and starts it again after a while.
func (b *bench) restart(t testing.TB, after time.Duration) {
	t.Helper()
	if err := b.server.Close(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	server, err := embedded.Start(b.options)
	if err != nil {
		t.Fatal(err)
	}
	b.server = server
}

func startWith(t testing.TB, o embedded.Options, opts ...nats.Option) *bench {
	t.Helper()
	server, err := embedded.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{server: server}
	t.Cleanup(func() { _ = b.server.Close() })
	b.connect(t, opts...)
	storage := natsjs.MemoryStorage
	if o.Dir != "" {
		storage = natsjs.FileStorage
	}
	for _, name := range []string{"IN", "OUT", "DEAD"} {
		b.create(t, natsjs.StreamConfig{
			Name: name, Subjects: []string{strings.ToLower(name) + ".>"}, Storage: storage,
		})
	}
	return b
}

func (b *bench) connect(t testing.TB, opts ...nats.Option) {
	t.Helper()
	opts = append(opts, nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {})) // be quiet
	connect := b.server.Connect
	if url := b.server.URL(); url != "" {
		connect = func(opts ...nats.Option) (*nats.Conn, error) { return nats.Connect(url, opts...) }
	}
	conn, err := connect(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	b.conn = conn
	if b.js, err = natsjs.New(conn); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) create(t testing.TB, config natsjs.StreamConfig) {
	t.Helper()
	if _, err := b.js.CreateStream(within(t, 10*time.Second), config); err != nil {
		t.Fatal(err)
	}
}

// leavesNothing fails the test if at its end goroutines run that do not now.
func leavesNothing(t testing.TB) {
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		if t.Failed() {
			return
		}
		after := 0
		for range 300 { // those of connections end a little later than Close returns
			if after = runtime.NumGoroutine(); after <= before {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		stacks := make([]byte, 1<<20)
		t.Errorf("%d goroutines before, %d after\n%s", before, after, stacks[:runtime.Stack(stacks, true)])
	})
}

// within returns a context for what must not take longer than limit.
func within(t testing.TB, limit time.Duration) context.Context {
	ctx, cancel := context.WithTimeoutCause(context.Background(), limit,
		fmt.Errorf("%s took longer than %v", t.Name(), limit))
	t.Cleanup(cancel)
	return ctx
}

// source returns a source of IN, for the consumer "work".
func (b *bench) source() jetstream.Source[string] {
	return jetstream.Source[string]{
		Conn: b.conn, Stream: "IN", Durable: "work", Codec: engine.Text(), DeadLetter: "dead.work",
		AckWait: time.Minute, // what waits for it makes the test fail
	}
}

// sink returns a sink to OUT.
func (b *bench) sink() jetstream.Sink[string] {
	return jetstream.Sink[string]{Conn: b.conn, Subject: "out.x", Codec: engine.Text()}
}

// fill publishes so many messages to IN, "0", "1" and so on.
func (b *bench) fill(t testing.TB, n int) {
	t.Helper()
	for i := range n {
		if _, err := b.js.PublishAsync("in.x", fmt.Append(nil, i)); err != nil {
			t.Fatal(err)
		}
		if i%1000 == 999 || i == n-1 {
			<-b.js.PublishAsyncComplete()
		}
	}
}

// stored returns the messages of a stream.
func (b *bench) stored(t testing.TB, stream string) (all []*nats.Msg) {
	t.Helper()
	ctx := within(t, 20*time.Second)
	s, err := b.js.Stream(ctx, stream)
	if err != nil {
		t.Fatal(err)
	}
	n := int(s.CachedInfo().State.Msgs)
	if n == 0 {
		return nil
	}
	reader, err := s.CreateConsumer(ctx, natsjs.ConsumerConfig{AckPolicy: natsjs.AckNonePolicy})
	if err != nil {
		t.Fatal(err)
	}
	batch, err := reader.Fetch(n, natsjs.FetchMaxWait(20*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	for m := range batch.Messages() {
		all = append(all, &nats.Msg{Subject: m.Subject(), Header: m.Headers(), Data: m.Data()})
	}
	if err := s.DeleteConsumer(ctx, reader.CachedInfo().Name); err != nil || len(all) != n {
		t.Fatalf("%v, %d messages of %d", err, len(all), n)
	}
	return all
}

// pending returns what the consumer "work" has not delivered, and what it has and is not
// acknowledged.
func (b *bench) pending(t testing.TB) (undelivered, unacknowledged int) {
	t.Helper()
	c, err := b.js.Consumer(within(t, 10*time.Second), "IN", "work")
	if err != nil {
		t.Fatal(err)
	}
	return int(c.CachedInfo().NumPending), c.CachedInfo().NumAckPending
}

// eventually waits until what is so.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for wait := 10 * time.Microsecond; wait < 5*time.Second; wait += wait / 4 {
		if is() {
			return
		}
		time.Sleep(wait)
	}
	t.Fatalf("not so after 20 s: %s", what)
}

// settle runs the flow and stops it, in order, when n messages have come to its end.
func settle(t testing.TB, in flow, n int, opts ...pipeline.Option) error {
	t.Helper()
	ctx, stop := pipeline.WithDrain(within(t, 60*time.Second))
	defer stop()
	counted := pipeline.Tap(in, func(message) {
		if n--; n == 0 {
			stop()
		}
	})
	return pipeline.Settle(ctx, counted, opts...)
}
