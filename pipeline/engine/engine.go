package engine

import (
	"errors"

	"github.com/coseq/coseq/pipeline"
)

// A Source is what delivers messages. Several runs of its flow, also in several processes,
// share the messages out among them.
type Source[T any] interface {
	// Messages returns the flow of the messages, each with its receipt. It has no end unless
	// the queue has one, and stops when the run is told to, by [pipeline.WithDrain]. However
	// a run ends, what it has taken from the queue and not given is there again for others at
	// once.
	Messages() pipeline.Flow[pipeline.Message[T]]
}

// A Sink is what stores messages.
type Sink[T any] interface {
	// Publish returns a stage: the flow of the messages of flow, each given once it has been
	// stored, in the order of flow. What cannot be stored becomes an error in its place, and
	// errors of flow keep theirs. The ID of a message is used to store it once: one with an
	// ID that has been stored before, within a certain time, counts as stored. A message
	// with the ID "" is always stored.
	Publish(flow pipeline.Flow[pipeline.Message[T]]) pipeline.Flow[pipeline.Message[T]]
}

// A DeadLetter is a message that is not delivered any more because it has failed for good.
type DeadLetter[T any] struct {
	ID       string
	Value    T
	Cause    error // of the last failure, or ErrAttempts
	Attempts int   // how often it was delivered
}

// ErrAttempts is what the cause of a [DeadLetter] is that was delivered as often as is
// allowed, without being acknowledged.
var ErrAttempts = errors.New("engine: the message was delivered as often as is allowed")

// ErrClosed is the error of messages that are published when that is over.
var ErrClosed = errors.New("engine: the queue is closed")
