package jetstream

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
)

const (
	defaultWindow     = 256
	defaultAckTimeout = 5 * time.Second
)

var defaultRetry = pipeline.Backoff{
	Attempts: 10, Base: 100 * time.Millisecond, Max: 4 * time.Second,
}

// A Sink publishes messages to a subject that a stream stores. It is an [engine.Sink].
type Sink[T any] struct {
	Conn *nats.Conn // which stays open

	Subject   string         // to publish to, or
	SubjectOf func(T) string // that of each value; one of the two is needed
	Codec     engine.Codec[T]

	// Header, if not nil, returns headers for a message, which are copied; nil for none.
	Header func(pipeline.Message[T]) nats.Header

	// Window is how many messages at most are published and not yet acknowledged by the
	// server; 0 means 256. With 1 they are stored in the order of the flow even if some have
	// to be published again.
	Window int
	// Timeout is how long the server may take to acknowledge; 0 means 5 s.
	Timeout time.Duration
	// Retry says how often a message is published, and the pauses in between, if it
	// cannot be sent, or is not acknowledged, or no stream is there to store it. The zero
	// Backoff is ten attempts with pauses of at most 100 ms, 200 ms and so on up to 4 s:
	// about ten seconds when the stream has no leader, a minute when there is no answer.
	Retry pipeline.Backoff
	// WithoutIDs leaves the Nats-Msg-Id out, by which the server drops what it has stored
	// already: then a message that is published twice is stored twice.
	WithoutIDs bool
}

// Publish returns the flow of the messages of flow, each once the stream has it. The
// order is kept. When the server is not there, or does not answer, they are published
// again, as Retry says; then the error takes the place of the message, and the flow goes
// on. So does the error for one that cannot be encoded or is too large, which is permanent
// (see [pipeline.Permanent]).
//
// The identifier of the message (see [pipeline.Tracked.ID]) and the subject are published
// with it, as its Nats-Msg-Id, "<identifier>@<subject>": within the duplicate window of the
// stream, it stores one message of each. A message whose identifier is empty has none.
// Flows that make different things of the messages of one stream are to publish them to
// different subjects, or streams; else the second to come is taken for a duplicate.
//
// Unless Window is 1, the messages are read and published on a goroutine of their own,
// and there is no other, however many are on their way. Publish panics if flow is nil or a
// field is missing or out of its range.
func (s Sink[T]) Publish(
	flow pipeline.Flow[pipeline.Message[T]],
) pipeline.Flow[pipeline.Message[T]] {
	s.check(flow != nil)
	return func(ctx context.Context) iter.Seq2[pipeline.Message[T], error] {
		return func(yield func(pipeline.Message[T], error) bool) {
			p, err := s.open()
			if err != nil {
				var none pipeline.Message[T]
				yield(none, err)
				return
			}
			defer p.close()
			s.stages(flow, p)(ctx)(yield)
		}
	}
}

func (s Sink[T]) check(flow bool) {
	reason := ""
	switch {
	case !flow:
		reason = "flow must not be nil"
	case s.Conn == nil:
		reason = "Conn must not be nil"
	case s.Codec == nil:
		reason = "Codec must not be nil"
	case (s.Subject == "") == (s.SubjectOf == nil):
		reason = "either Subject or SubjectOf must be given"
	case s.Window < 0 || s.Window > most:
		reason = "Window must be from 0 to 100,000"
	case s.Timeout < 0:
		reason = "Timeout must not be negative"
	case s.Retry.Attempts < 0 || min(s.Retry.Base, s.Retry.Max) < 0:
		reason = "no field of Retry may be negative"
	default:
		return
	}
	panic("jetstream.Sink: " + reason)
}

// A published value is on its way to the stream.
type published[T any] struct {
	value T
	publication
}

type inFlight[T any] = pipeline.Tracked[published[T], pipeline.Receipt]

// stages returns the flow: one stage publishes, a buffer is what is on the way, and one
// waits for each. All places are kept.
func (s Sink[T]) stages(
	flow pipeline.Flow[pipeline.Message[T]], p *publisher,
) pipeline.Flow[pipeline.Message[T]] {
	send := func(_ context.Context, m pipeline.Message[T]) (out inFlight[T], err error) {
		msg, err := s.encode(m)
		if err != nil {
			return out, err
		}
		return pipeline.Carry(m, published[T]{m.Value, p.send(msg)}), nil
	}
	await := func(ctx context.Context, m inFlight[T]) (out pipeline.Message[T], err error) {
		if err := p.await(ctx, m.Value.publication); err != nil {
			return out, p.failed(m.ID(), m.Value.msg.Subject, err)
		}
		return pipeline.Carry(m, m.Value.value), nil
	}
	sent := pipeline.Map(flow, 1, send)
	// Beside those in the buffer, one is on its way that has been taken out.
	if n := s.window() - 1; n > 0 {
		sent = pipeline.Buffer(sent, n)
	}
	return pipeline.Map(sent, 1, await)
}

func (s Sink[T]) window() int { return orDefault(s.Window, defaultWindow) }

func (s Sink[T]) open() (*publisher, error) {
	retry := s.Retry
	if retry == (pipeline.Backoff{}) {
		retry = defaultRetry
	}
	return newPublisher(s.Conn, s.window(), orDefault(s.Timeout, defaultAckTimeout), retry)
}

// encode makes what is to be published.
func (s Sink[T]) encode(m pipeline.Message[T]) (*nats.Msg, error) {
	msg := &nats.Msg{Subject: s.Subject}
	if s.SubjectOf != nil {
		msg.Subject = s.SubjectOf(m.Value)
	}
	data, err := s.Codec.Append(nil, m.Value)
	if err != nil {
		return nil, pipeline.Permanent(fmt.Errorf("jetstream: encode message %s: %w", m.ID(), err))
	}
	msg.Data = data
	if s.Header != nil {
		msg.Header = maps.Clone(s.Header(m))
	}
	if !s.WithoutIDs {
		setID(msg, m.ID())
	}
	return msg, nil
}
