package pipeline

import (
	"context"
	"errors"
	"iter"
)

// A Receipt is the proof of an engine, such as a message queue, that it has delivered a
// value. By it the delivery is settled, with one call: it is acknowledged, or given back.
// Both may be called from any goroutine.
type Receipt interface {
	// ID names what was delivered: it is the same at each delivery, and that of nothing
	// else in its stream.
	ID() string
	// Ack says that the work is done, and the value is not to be delivered again.
	Ack(ctx context.Context) error
	// Nack says that the work has failed, and the value is to be delivered again: at once,
	// or not at all if the cause is [Permanent].
	Nack(ctx context.Context, cause error) error
}

// A Message is a value with the receipt for its delivery, on its way from the source of
// an engine to [Settle]. All that is said of [Track] holds for it.
type Message[T any] = Tracked[T, Receipt]

// ID returns the identifier of what has been delivered, that of the token; "" if the token
// has none, as it has if it is a [Receipt].
//
// It stays the same from delivery to delivery, and so does that of each item that [FlatMap]
// makes of the message, which has a number added, such as "orders:17/0" and "orders:17/1", as
// long as the sub-flow has the same items in the same order; [Split] makes that unnecessary.
// So it can serve to recognize what has been stored before. Other code that makes several
// values of one leaves them with the same ID; see [Settle].
func (t Tracked[T, K]) ID() string {
	if r, ok := any(t.Token).(interface{ ID() string }); ok {
		return r.ID()
	}
	return ""
}

// Messages returns the flow of the values of flow as messages that come from no engine,
// for the sink of one. id is called on the goroutine of the consumer, once for each value,
// for its ID. There is nothing to acknowledge. A message that has failed cannot be
// delivered again, so its error ends the run of [Settle].
//
// Messages panics if flow or id is nil.
func Messages[T any](flow Flow[T], id func(T) string) Flow[Message[T]] {
	if id == nil {
		panic("pipeline.Messages: id must not be nil")
	}
	check("pipeline.Messages", flow, 1, true)
	return Track(flow, func(v T) Receipt { return outsider(id(v)) })
}

// An outsider is the receipt of a value that no engine has delivered.
type outsider string

func (o outsider) ID() string                { return string(o) }
func (o outsider) Ack(context.Context) error { return nil }

// Nack has nobody to give the value back to, unless that is of no interest any more.
func (o outsider) Nack(_ context.Context, cause error) error {
	if errors.Is(cause, ErrAbandoned) {
		return nil
	}
	return cause
}

// Split returns the flow of values, each in the place of t, for a function that [FlatMap]
// is given:
//
//	lines := pipeline.FlatMap(files, 4, func(_ context.Context, m pipeline.Message[string]) (
//		pipeline.Flow[pipeline.Message[string]], error,
//	) {
//		return pipeline.Split(m, strings.Lines(m.Value)), nil
//	})
//
// The last of them to be finished is what finishes t. The ID of each is that of t with its
// number among values, from 0 on, also if what comes between Split and FlatMap drops some
// or changes their order. Split panics if values is nil.
func Split[T, K, V any](t Tracked[T, K], values iter.Seq[V]) Flow[Tracked[V, K]] {
	if values == nil {
		panic("pipeline.Split: values must not be nil")
	}
	return source("Split", func(s *scope, yield func(Tracked[V, K], error) bool) {
		number := 0
		for v := range values {
			c := Carry(t, v)
			if r := c.receipt(); r != nil && *r != nil {
				*r = &part{of: *r, number: number, split: true}
			}
			if !emit(s, yield, c, nil) || s.stopping() {
				return
			}
			number++
		}
	})
}

// Join returns v in the place of all of parts, as what has been made of them together,
// such as of a [Batch]. When it is finished, so are they, and when it fails, they have
// failed.
//
// The token is that of the last part. If tokens are receipts, it is one for all of them,
// and the ID a hash of theirs: different parts have different ones. As a batch will be cut
// in another way when some of its messages are delivered again, the ID of what was made of
// it does not protect from duplicates.
//
// Join panics if there are no parts.
func Join[T, K, V any](parts []Tracked[T, K], v V) Tracked[V, K] {
	if len(parts) == 0 {
		panic("pipeline.Join: there must be parts")
	}
	joined := Carry(parts[len(parts)-1], v)
	if len(parts) == 1 {
		return joined
	}
	places := make([]place[K], len(parts))
	receipts := make([]Receipt, 0, len(parts))
	strange := false
	for i, part := range parts {
		places[i] = part.place
		strange = strange || !part.placed()
		if r, ok := any(part.Token).(Receipt); ok {
			receipts = append(receipts, r)
		}
	}
	if joined.place = (place[K]{}); !strange {
		joined.place.in = &ledger[K]{joined: places}
	}
	if all, ok := any(&joined.Token).(*Receipt); ok && len(receipts) == len(parts) {
		*all = joint(receipts)
	}
	return joined
}
