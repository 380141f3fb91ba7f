package jetstream

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
)

// What is sent to the reply subject of a message.
var (
	ack        = []byte("+ACK")
	nak        = []byte("-NAK")
	inProgress = []byte("+WPI")
)

// A Receipt is the [pipeline.Receipt] of a message from a [Source]. It knows, beside, where
// the message comes from; see [ReceiptOf].
type Receipt struct {
	*session
	msg       *nats.Msg
	sequence  uint64
	delivered int
	stored    time.Time
}

func (s *session) receipt(msg *nats.Msg) (*Receipt, error) {
	meta, err := msg.Metadata()
	if err != nil {
		return nil, s.failed(err)
	}
	return &Receipt{s, msg, meta.Sequence.Stream, int(meta.NumDelivered), meta.Timestamp}, nil
}

// ReceiptOf returns the receipt of m, or that of the message of which [pipeline.FlatMap]
// made m and others. There is none if that is not from a [Source], or if m was made of
// several.
func ReceiptOf[T any](m pipeline.Message[T]) (r *Receipt, ok bool) {
	for token := m.Token; token != nil; {
		if r, ok := token.(*Receipt); ok {
			return r, true
		}
		part, ok := token.(interface{ Unwrap() pipeline.Receipt })
		if !ok {
			break
		}
		token = part.Unwrap()
	}
	return nil, false
}

// ID returns "<stream>:<sequence>", which is the same whenever the message is delivered.
func (r *Receipt) ID() string { return r.stream + ":" + strconv.FormatUint(r.sequence, 10) }

// Sequence returns the number of the message in its stream, from 1.
func (r *Receipt) Sequence() uint64 { return r.sequence }

// Attempt returns how often the message has been delivered, this time included.
func (r *Receipt) Attempt() int { return r.delivered }

// Time returns when the message was stored.
func (r *Receipt) Time() time.Time { return r.stored }

// Subject returns the subject to which the message was published.
func (r *Receipt) Subject() string { return r.msg.Subject }

// Header returns the headers with which the message was published, which are not to be
// changed.
func (r *Receipt) Header() nats.Header { return r.msg.Header }

// Ack has the server not deliver the message again. It does not wait for the server: an
// acknowledgement that gets lost with the connection means one more delivery, and no
// error.
func (r *Receipt) Ack(context.Context) error { return r.reply(ack) }

// Extend has AckWait begin anew, for work that may take longer than that.
func (r *Receipt) Extend(context.Context) error { return r.reply(inProgress) }

// Nack has the message delivered again, after RetryDelay, or at once if cause is
// [pipeline.ErrAbandoned]. If cause is permanent, or this was the last attempt, the
// message becomes a dead letter; Nack waits until that is stored, and an error then means
// that it was not: the message has been given back.
func (r *Receipt) Nack(ctx context.Context, cause error) error {
	switch {
	case errors.Is(cause, pipeline.ErrAbandoned):
		return r.reply(nak)
	case pipeline.IsPermanent(cause):
		return r.bury(ctx, cause)
	case r.maxAttempts > 0 && r.delivered >= r.maxAttempts:
		return r.bury(ctx, fmt.Errorf("%w: %w", engine.ErrAttempts, cause))
	case r.retryDelay > 0:
		return r.reply(fmt.Appendf(nil, `%s {"delay": %d}`, nak, r.retryDelay))
	}
	return r.reply(nak)
}

func (r *Receipt) reply(body []byte) error {
	err := r.conn.Publish(r.msg.Reply, body)
	if err == nil || errors.Is(err, nats.ErrReconnectBufExceeded) { // it is lost in an outage
		return nil
	}
	return r.failed(err)
}
