package enginetest

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline/engine"
)

// A Config says what kind of queue a test needs. All fields are positive. An engine without
// such a setting may leave one out of account if it keeps to it in fact.
type Config struct {
	AckWait     time.Duration // until what is not settled is delivered again
	MaxAttempts int           // deliveries of a message, at most
	MaxUnacked  int           // messages that are delivered and not settled, at most
	Prefetch    int           // messages that a source may take ahead, at most
}

// An Engine is both ends of one empty queue. The functions may be nil, for what the engine
// cannot do; the tests of that are left out then.
type Engine struct {
	Source engine.Source[string]
	Sink   engine.Sink[string]

	// DeadLetters returns the dead letters of the queue: all, or those that have come since
	// it was called last. The text of a cause must contain that of the error given to Nack.
	DeadLetters func(context.Context) ([]engine.DeadLetter[string], error)
	// Garbage puts something into the queue that the source cannot decode.
	Garbage func(context.Context) error

	NoDedup   bool // messages are stored again whatever their IDs are
	Unordered bool // one reader does not get them in the order in which they were stored
}

// Run runs all tests, each as a subtest and with one or two new queues that open makes. They
// take some seconds of real time, half of them waiting.
func Run(t *testing.T, open func(*testing.T, Config) Engine) {
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) { try(t, t, open, law) })
	}
}

// RunInBubble is [Run] with each test in a bubble of its own, see [testing/synctest], for
// engines that need no network: no real time passes, and goroutines that are left over make
// the test fail.
func RunInBubble(t *testing.T, open func(*testing.T, Config) Engine) {
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { try(t, t, open, law) })
		})
	}
}

// A law is what all engines have in common.
type law struct {
	name  string
	check func(*trial)
}

var laws = []law{
	{"Delivery", (*trial).delivery},
	{"IDs", (*trial).ids},
	{"Again", (*trial).again},
	{"Competition", (*trial).competition},
	{"Ack", (*trial).ack},
	{"Nack", (*trial).nack},
	{"AckWait", (*trial).ackWait},
	{"Late", (*trial).late},
	{"Unacked", (*trial).unacked},
	{"Attempts", (*trial).attempts},
	{"Permanent", (*trial).permanent},
	{"Garbage", (*trial).garbage},
	{"Idle", (*trial).idle},
	{"Break", (*trial).leave},
	{"Cancel", (*trial).cancel},
	{"Drain", (*trial).drain},
	{"Panic", (*trial).panics},
	{"Stored", (*trial).stored},
	{"Prompt", (*trial).prompt},
	{"Places", (*trial).places},
	{"Dedup", (*trial).dedup},
	{"Chain", (*trial).chain},
	{"Split", (*trial).split},
	{"Join", (*trial).join},
	{"Leftovers", (*trial).leftovers},
}
