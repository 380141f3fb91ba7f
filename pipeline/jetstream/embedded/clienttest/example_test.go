package clienttest

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/nats-io/nats.go"
	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// connect starts a server in memory with a stream of each name, for the subject of that
// name.
func connect(streams ...string) (conn *nats.Conn, stop func()) {
	server, err := embedded.Start(embedded.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if conn, err = server.Connect(); err != nil {
		log.Fatal(err)
	}
	js, err := natsjs.New(conn)
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range streams {
		config := natsjs.StreamConfig{Name: name, Subjects: []string{name}}
		if _, err := js.CreateStream(context.Background(), config); err != nil {
			log.Fatal(err)
		}
	}
	return conn, func() {
		conn.Close()
		_ = server.Close()
	}
}

// A worker takes names, publishes greetings, and acknowledges a name when its greeting is
// stored. What is published twice is stored once.
func Example_worker() {
	conn, stop := connect("names", "greetings")
	defer stop()
	sink := func(subject string) jetstream.Sink[string] {
		return jetstream.Sink[string]{Conn: conn, Subject: subject, Codec: engine.Text()}
	}
	source := func(stream string) pipeline.Flow[pipeline.Message[string]] {
		return jetstream.Source[string]{
			Conn: conn, Stream: stream, Durable: "worker", Codec: engine.Text(),
		}.Messages()
	}

	names := pipeline.Messages(pipeline.Of("Ada", "Ada", "Bob"), strings.ToLower)
	if err := pipeline.Settle(context.Background(), sink("names").Publish(names)); err != nil {
		log.Fatal(err)
	}

	greet := pipeline.Lift(func(name string) (string, error) { return "Hello, " + name + "!", nil })
	worker, end := pipeline.WithDrain(context.Background())
	ended := make(chan error)
	go func() {
		work := pipeline.MapTracked(source("names"), 8, greet)
		ended <- pipeline.Settle(worker, sink("greetings").Publish(work))
	}()

	for m, err := range pipeline.Take(source("greetings"), 2).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(m.Value, m.ID())
	}
	end()
	fmt.Println(<-ended)
	// Output:
	// Hello, Ada! greetings:1
	// Hello, Bob! greetings:2
	// <nil>
}

// What cannot be read is put aside, with the reason, and the rest is worked on.
func Example_deadLetters() {
	conn, stop := connect("orders", "dead")
	defer stop()
	for _, order := range []string{`{"Item":"tea"}`, `tea, please`, `{"Item":"milk"}`} {
		if _, err := conn.Request("orders", []byte(order), nats.DefaultTimeout); err != nil {
			log.Fatal(err)
		}
	}
	type order struct{ Item string }
	source := jetstream.Source[order]{
		Conn: conn, Stream: "orders", Durable: "shop", Codec: engine.JSON[order](),
		MaxAttempts: 5, DeadLetter: "dead",
	}
	ctx, end := pipeline.WithDrain(context.Background())
	err := pipeline.Settle(ctx, pipeline.Tap(source.Messages(), func(m pipeline.Message[order]) {
		if fmt.Println(m.Value.Item); m.Value.Item == "milk" {
			end()
		}
	}))
	fmt.Println(err)

	letters := jetstream.Source[string]{Conn: conn, Stream: "dead", Durable: "all", Codec: engine.Text()}
	for m, err := range pipeline.Take(letters.Messages(), 1).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		r, _ := jetstream.ReceiptOf(m)
		fmt.Println(m.Value, "-", r.Header().Get(jetstream.CauseHeader))
	}
	// Output:
	// tea
	// milk
	// <nil>
	// tea, please - jetstream: message orders:2 on "orders": invalid character 'e' in literal true (expecting 'r')
}
