package jetstream

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
)

const (
	defaultPrefetch      = 500
	most                 = 100_000 // of what is counted by the thousand at best
	defaultMaxAckPending = 10_000
	defaultTimeout       = 10 * time.Second
)

// A Source is a durable pull consumer of a stream, as a flow. Any number of sources of
// one Durable, in one process or many, share the messages of the stream. It is an
// [engine.Source].
type Source[T any] struct {
	Conn   *nats.Conn // which stays open
	Domain string     // of JetStream; usually none

	Stream  string          // which must exist
	Durable string          // the consumer's name; it is created if there is none
	Codec   engine.Codec[T] // of the messages

	// Prefetch is how many messages are fetched before they are asked for; 0 means 500.
	Prefetch int

	// Settings of the consumer. One that exists must have those that are not zero here;
	// else the flow is one error, which says what differs.
	FilterSubjects []string      // of the messages to be had; none means all of the stream
	AckWait        time.Duration // for an acknowledgement before the next delivery; 0 means 30 s
	MaxAckPending  int           // unacknowledged at most, of all sources; 0 means 10,000

	// MaxAttempts is how often a message is delivered before it becomes a dead letter; 0
	// means without end. The server counts deliveries, and what was fetched and handed back
	// has been delivered, too: leave room for workers that are restarted one after the
	// other, each of which may have fetched the message.
	MaxAttempts int
	RetryDelay  time.Duration // before what failed is delivered again; 0 means at once
	// DeadLetter is the subject to which messages are published that are given up: those
	// that cannot be decoded or fail for good (see [pipeline.Permanent]), and those that
	// have been delivered MaxAttempts times. It must belong to another stream. Without it
	// they are not delivered again, and that is all: they stay in a stream that keeps
	// what was consumed.
	DeadLetter string

	// Timeout is how long the server may take for an answer, when the flow begins and for
	// a dead letter; 0 means 10 s.
	Timeout time.Duration
	// MaxOutage is for how long the consumer may not be there before the flow ends with
	// an error; 0 means as long as Conn tries to reconnect.
	MaxOutage time.Duration
	// OnGap, if not nil, is told when the flow had to ask anew: it was reconnected, the
	// leader has changed, or nothing was heard of the server. It is called on the
	// goroutine that reads the flow, which waits for it.
	OnGap func(error)
}

// Messages returns the flow of the messages of the stream, each until it has been
// acknowledged: its terminal is [pipeline.Settle]. It does not end by itself, but when it
// is left, told to stop (see [pipeline.WithDrain]) or cancelled. What it has fetched and
// not given is handed back then, so that others have it at once.
//
// A message that cannot be decoded is an error in its place, permanent, so that Settle
// makes it a dead letter. The flow goes on when the connection is lost or the leader of
// the consumer changes. It ends with an error when the connection is closed, or the
// stream or the consumer does not exist (any more).
//
// Messages panics if a field is missing or out of its range.
func (s Source[T]) Messages() pipeline.Flow[pipeline.Message[T]] {
	s.check()
	receipt := func(r *Receipt) pipeline.Receipt { return r }
	return pipeline.Map(pipeline.Track(pipeline.FromFunc(s.fetch), receipt), 1, s.decode)
}

func (s Source[T]) check() {
	reason := ""
	switch {
	case s.Conn == nil:
		reason = "Conn must not be nil"
	case s.Stream == "":
		reason = "Stream must not be empty"
	case s.Durable == "":
		reason = "Durable must not be empty"
	case s.Codec == nil:
		reason = "Codec must not be nil"
	case s.Prefetch < 0 || s.Prefetch > most:
		reason = "Prefetch must be from 0 to 100,000"
	case s.MaxAckPending < 0:
		reason = "MaxAckPending must not be negative"
	case s.MaxAttempts < 0:
		reason = "MaxAttempts must not be negative"
	case min(s.AckWait, s.RetryDelay, s.Timeout, s.MaxOutage) < 0:
		reason = "no duration may be negative"
	default:
		return
	}
	panic("jetstream.Source: " + reason)
}

// fetch yields the messages of one run as they come.
func (s Source[T]) fetch(ctx context.Context, yield func(*Receipt) bool) error {
	p, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer p.handBack()
	for {
		msg, err := p.next(ctx)
		if err != nil {
			return err
		}
		r, err := p.receipt(msg)
		if err != nil {
			return err
		}
		if p.maxAttempts > 0 && r.delivered > p.maxAttempts {
			if err := r.bury(ctx, engine.ErrAttempts); err != nil {
				return err
			}
			continue
		}
		if !yield(r) {
			return nil
		}
	}
}

// begin looks after the consumer and subscribes.
func (s Source[T]) begin(ctx context.Context) (*puller, error) {
	js, err := client(s.Conn, s.Domain)
	if err != nil {
		return nil, fmt.Errorf("jetstream: %w", err)
	}
	run := s.session(js)
	prefetch, expiry := orDefault(s.Prefetch, defaultPrefetch), expiry
	batch := prefetch
	err = persist(ctx, run.timeout, func(ctx context.Context) error {
		have, err := s.consumer(ctx, js)
		if err != nil {
			return err
		}
		batch = min(prefetch, orDefault(have.MaxRequestBatch, prefetch))
		expiry = min(expiry, orDefault(have.MaxRequestExpires, expiry))
		return s.deadLetters(ctx, js)
	})
	if err != nil {
		return nil, run.failed(err)
	}
	return run.open(prefetch, batch, expiry)
}

func (s Source[T]) session(js jetstream.JetStream) *session {
	return &session{
		conn: s.Conn, js: js, stream: s.Stream, durable: s.Durable,
		subject:     nextSubject(s.Domain, s.Stream, s.Durable),
		maxAttempts: s.MaxAttempts, retryDelay: s.RetryDelay, deadLetter: s.DeadLetter,
		timeout: orDefault(s.Timeout, defaultTimeout), outage: s.MaxOutage, onGap: s.OnGap,
	}
}

// decode makes a message of what was fetched.
func (s Source[T]) decode(
	_ context.Context, t pipeline.Tracked[*Receipt, pipeline.Receipt],
) (m pipeline.Message[T], err error) {
	v, err := s.Codec.Decode(t.Value.msg.Data)
	if err != nil {
		err = fmt.Errorf("jetstream: message %s on %q: %w", t.Value.ID(), t.Value.Subject(), err)
		return m, pipeline.Permanent(err)
	}
	return pipeline.Carry(t, v), nil
}
