package jetstream_test

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
)

var (
	_ engine.Source[string] = jetstream.Source[string]{}
	_ engine.Sink[string]   = jetstream.Sink[string]{}
)

// panics checks what f panics with.
func panics(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if p := recover(); p != want {
			t.Errorf("panic %v, want %v", p, want)
		}
	}()
	f()
}

func TestSourceMisuse(t *testing.T) {
	type source = jetstream.Source[string]
	for reason, spoil := range map[string]func(*source){
		"Conn must not be nil":               func(s *source) { s.Conn = nil },
		"Stream must not be empty":           func(s *source) { s.Stream = "" },
		"Durable must not be empty":          func(s *source) { s.Durable = "" },
		"Codec must not be nil":              func(s *source) { s.Codec = nil },
		"Prefetch must be from 0 to 100,000": func(s *source) { s.Prefetch = 100_001 },
		"MaxAckPending must not be negative": func(s *source) { s.MaxAckPending = -1 },
		"MaxAttempts must not be negative":   func(s *source) { s.MaxAttempts = -1 },
		"no duration may be negative":        func(s *source) { s.RetryDelay = -time.Second },
	} {
		s := source{Conn: new(nats.Conn), Stream: "S", Durable: "d", Codec: engine.Text()}
		s.Messages()
		spoil(&s)
		panics(t, "jetstream.Source: "+reason, func() { s.Messages() })
	}
}

func TestSinkMisuse(t *testing.T) {
	type sink = jetstream.Sink[string]
	flow := pipeline.Of[pipeline.Message[string]]()
	for reason, spoil := range map[string]func(*sink){
		"Conn must not be nil":                      func(s *sink) { s.Conn = nil },
		"Codec must not be nil":                     func(s *sink) { s.Codec = nil },
		"either Subject or SubjectOf must be given": func(s *sink) { s.Subject = "" },
		"Window must be from 0 to 100,000":          func(s *sink) { s.Window = -1 },
		"Timeout must not be negative":              func(s *sink) { s.Timeout = -1 },
		"no field of Retry may be negative":         func(s *sink) { s.Retry.Base = -1 },
		"flow must not be nil":                      func(*sink) { flow = nil },
	} {
		flow = pipeline.Of[pipeline.Message[string]]()
		s := sink{Conn: new(nats.Conn), Subject: "s", Codec: engine.Text()}
		s.Publish(flow)
		spoil(&s)
		panics(t, "jetstream.Sink: "+reason, func() { s.Publish(flow) })
	}
	subject := func(string) string { return "" }
	both := sink{Conn: new(nats.Conn), Subject: "s", SubjectOf: subject, Codec: engine.Text()}
	flow = pipeline.Of[pipeline.Message[string]]()
	panics(t, "jetstream.Sink: either Subject or SubjectOf must be given", func() { both.Publish(flow) })
}
