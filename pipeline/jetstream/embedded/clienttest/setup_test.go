package clienttest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/jetstream"
	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// fails runs the source, which has to end with an error that is target and contains text,
// within limit.
func fails(
	t *testing.T, source jetstream.Source[string], limit time.Duration, target error, text ...string,
) {
	t.Helper()
	begin := time.Now()
	err := pipeline.Settle(within(t, limit+20*time.Second), source.Messages())
	if err == nil || target != nil && !errors.Is(err, target) {
		t.Fatalf("error %v, want %v", err, target)
	}
	for _, part := range text {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
	if took := time.Since(begin); took > limit {
		t.Errorf("took %v: %v", took, err)
	}
	t.Log(err)
}

// The consumer is made as the source says, and taken as it is if that fits.
func TestConsumerIsCreated(t *testing.T) {
	b := start(t)
	b.fill(t, 1)
	source := b.source()
	source.FilterSubjects = []string{"in.x", "in.y"}
	for range 2 {
		if err := b.source1(t, source); err != nil {
			t.Fatal(err)
		}
	}
	c, err := b.js.Consumer(t.Context(), "IN", "work")
	if err != nil {
		t.Fatal(err)
	}
	got := c.CachedInfo().Config
	if got.Durable != "work" || got.AckPolicy != natsjs.AckExplicitPolicy ||
		got.AckWait != time.Minute ||
		got.MaxAckPending != 10_000 || got.MaxDeliver != -1 || len(got.FilterSubjects) != 2 {
		t.Errorf("%+v", got)
	}
	b.conn.Flush()
	plain := jetstream.Source[string]{Conn: b.conn, Stream: "IN", Durable: "work", Codec: source.Codec}
	if err := b.source1(t, plain); err != nil {
		t.Errorf("a source that asks for nothing: %v", err)
	}
}

// source1 runs the source for a moment.
func (b *bench) source1(t *testing.T, source jetstream.Source[string]) error {
	ctx, stop := pipeline.WithDrain(within(t, 20*time.Second))
	defer time.AfterFunc(20*time.Millisecond, stop).Stop()
	return pipeline.Settle(ctx, source.Messages())
}

// A consumer that is otherwise than the source wants is an error that says in what.
func TestConflicts(t *testing.T) {
	b := start(t)
	for _, conflict := range []struct {
		name   string
		config natsjs.ConsumerConfig
		source func(*jetstream.Source[string])
		text   string
	}{
		{"wait", natsjs.ConsumerConfig{AckWait: 5 * time.Second}, nil, "AckWait is 5s, not 1m0s"},
		{"pending", natsjs.ConsumerConfig{MaxAckPending: 5}, func(s *jetstream.Source[string]) {
			s.MaxAckPending = 6
		}, "MaxAckPending is 5, not 6"},
		{"filter", natsjs.ConsumerConfig{FilterSubject: "in.x"}, func(s *jetstream.Source[string]) {
			s.FilterSubjects = []string{"in.y"}
		}, "FilterSubjects is [in.x], not [in.y]"},
		{"deliver", natsjs.ConsumerConfig{MaxDeliver: 3}, func(s *jetstream.Source[string]) {
			s.MaxAttempts = 3
		}, "MaxDeliver is 3, not more than 3"},
		{"policy", natsjs.ConsumerConfig{AckPolicy: natsjs.AckAllPolicy}, nil, "acknowledgement policy"},
	} {
		t.Run(conflict.name, func(t *testing.T) {
			config, source := conflict.config, b.source()
			config.Durable = conflict.name
			if _, err := b.js.CreateConsumer(t.Context(), "IN", config); err != nil {
				t.Fatal(err)
			}
			source.Durable = conflict.name
			if conflict.source != nil {
				conflict.source(&source)
			}
			fails(t, source, 5*time.Second, natsjs.ErrConsumerExists, conflict.name, conflict.text)
		})
	}
	t.Run("push", func(t *testing.T) {
		config := natsjs.ConsumerConfig{Durable: "push", DeliverSubject: "p"}
		_, err := b.js.CreatePushConsumer(t.Context(), "IN", config)
		if err != nil {
			t.Fatal(err)
		}
		source := b.source()
		source.Durable = "push"
		fails(t, source, 5*time.Second, natsjs.ErrNotPullConsumer, "push")
	})
}

// Limits that a consumer has for requests are kept to.
func TestRequestLimits(t *testing.T) {
	b := startParallel(t)
	b.fill(t, 100)
	_, err := b.js.CreateConsumer(t.Context(), "IN", natsjs.ConsumerConfig{
		Durable: "work", AckWait: time.Minute, MaxRequestBatch: 7, MaxRequestExpires: time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	gaps := 0
	source := b.source()
	source.OnGap = func(err error) { gaps++; t.Log(err) }
	time.AfterFunc(2500*time.Millisecond, func() { b.fill(t, 101) })
	if got := b.numbers(t, source.Messages(), 101); len(got) != 101 || gaps > 0 {
		t.Errorf("%d messages, %d gaps", len(got), gaps)
	}
}

func TestMissing(t *testing.T) {
	b := start(t)
	stream := b.source()
	stream.Stream = "NONE"
	fails(t, stream, 5*time.Second, natsjs.ErrStreamNotFound, `"work"`, `"NONE"`)

	dead := b.source()
	dead.DeadLetter = "nobody.stores.this"
	fails(t, dead, 5*time.Second, nil, "dead letters", `"nobody.stores.this"`)

	loop := b.source()
	loop.DeadLetter = "in.dead"
	fails(t, loop, 5*time.Second, nil, "dead letters", `"in.dead"`)
	loop.Durable, loop.FilterSubjects = "loop", []string{"in.*"}
	fails(t, loop, 5*time.Second, nil, "dead letters", `"in.dead"`)

	name := b.source()
	name.Durable = "not.a.name"
	fails(t, name, 5*time.Second, natsjs.ErrInvalidConsumerName)
}

// What is deleted while the flow is busy, or waits for messages, ends it.
func TestDeleted(t *testing.T) {
	for name, remove := range map[string]func(context.Context, *bench) error{
		"consumer": func(ctx context.Context, b *bench) error {
			return b.js.DeleteConsumer(ctx, "IN", "work")
		},
		"stream": func(ctx context.Context, b *bench) error { return b.js.DeleteStream(ctx, "IN") },
	} {
		for _, messages := range []int{0, 1000} {
			t.Run(fmt.Sprint(name, messages), func(t *testing.T) {
				b := start(t)
				b.fill(t, messages)
				removed := make(chan struct{})
				defer func() { <-removed }()
				time.AfterFunc(100*time.Millisecond, func() {
					defer close(removed)
					if err := remove(context.Background(), b); err != nil {
						t.Error(err)
					}
				})
				work := handle(b.source().Messages(), func(message) error {
					time.Sleep(time.Millisecond)
					return nil
				})
				err := pipeline.Settle(within(t, 20*time.Second), work)
				if !errors.Is(err, natsjs.ErrConsumerDeleted) && !errors.Is(err, natsjs.ErrConsumerNotFound) &&
					!errors.Is(err, natsjs.ErrStreamNotFound) {
					t.Fatal(err)
				}
				t.Log(err)
			})
		}
	}
}

// unused returns the address of nobody.
func unused(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// A server that is not there is an error within the timeout.
func TestNoServer(t *testing.T) {
	leavesNothing(t)
	conn, err := nats.Connect("nats://"+unused(t),
		nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	b := &bench{conn: conn}
	source := b.source()
	source.Timeout = 500 * time.Millisecond
	fails(t, source, 3*time.Second, nil, "no answer within 500ms", "RECONNECTING")
}

// So is one that comes without JetStream.
func TestNoJetStream(t *testing.T) {
	leavesNothing(t)
	without := func(o *server.Options) { o.JetStream = false }
	s, err := embedded.Start(embedded.Options{Configure: without})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := &bench{server: s}
	b.connect(t)
	source := b.source()
	source.Timeout = 500 * time.Millisecond
	fails(t, source, 3*time.Second, nats.ErrNoResponders)
}

// A server that comes a little later than the source is waited for.
func TestServerComesLater(t *testing.T) {
	leavesNothing(t)
	address := unused(t)
	conn, err := nats.Connect("nats://"+address, nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1),
		nats.ReconnectWait(20*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	time.AfterFunc(500*time.Millisecond, func() {
		s := startWith(t, embedded.Options{Listen: address})
		s.fill(t, 10)
	})
	b := &bench{conn: conn}
	source := b.source()
	source.Timeout = 20 * time.Second
	if got := b.numbers(t, source.Messages(), 10); len(got) != 10 {
		t.Errorf("%v", got)
	}
}

// A JetStream domain is asked for by its name.
func TestDomain(t *testing.T) {
	leavesNothing(t)
	hub := func(o *server.Options) { o.JetStreamDomain = "hub" }
	b := startWith(t, embedded.Options{Configure: hub})
	b.fill(t, 10)
	source := b.source()
	source.Domain, source.MaxAttempts = "hub", 2
	work := handle(source.Messages(), func(m message) error {
		if m.Value == "3" {
			return pipeline.Permanent(errBad)
		}
		return nil
	})
	if err := settle(t, b.sink().Publish(work), 9); err != nil {
		t.Fatal(err)
	}
	if id := b.dead(t, 1)[0].Header.Get(natsjs.MsgIDHeader); id != "IN:4@work@dead.work" {
		t.Errorf("dead letter %s", id)
	}
	source.Domain, source.Timeout = "elsewhere", 300*time.Millisecond
	fails(t, source, 5*time.Second, nats.ErrNoResponders)
}

// What a connection must not do is said, instead of waiting for ever.
func TestForbidden(t *testing.T) {
	t.Parallel()
	for _, subject := range []string{"$JS.API.CONSUMER.MSG.NEXT.IN.work", "_INBOX.*.*"} {
		t.Run(subject, func(t *testing.T) {
			t.Parallel()
			deny := &server.SubjectPermission{Deny: []string{subject}}
			limited := &server.User{Username: "u", Password: "p", Permissions: &server.Permissions{}}
			if subject[0] == '_' { // the client's own requests have longer ones
				limited.Permissions.Subscribe = deny
			} else {
				limited.Permissions.Publish = deny
			}
			b := startWith(t, embedded.Options{Configure: func(o *server.Options) {
				o.Users = []*server.User{{Username: "all", Password: "p"}, limited}
			}}, nats.UserInfo("all", "p"))
			b.connect(t, nats.UserInfo("u", "p"))
			source := b.source()
			source.Timeout = time.Second
			fails(t, source, 10*time.Second, nil, "Permissions Violation")
		})
	}
}
