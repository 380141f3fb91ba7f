// Package enginetest holds engines, which are what package engine calls the sources and sinks
// of a message queue, to what flows expect of them, as [testing/fstest] does with file
// systems. It is run by the tests of each engine.
//
//	func TestEngine(t *testing.T) {
//		enginetest.Run(t, func(t *testing.T, c enginetest.Config) enginetest.Engine {
//			queue := …                 // a new one, with the settings of c
//			t.Cleanup(queue.Delete)
//			return enginetest.Engine{Source: queue.Source(), Sink: queue.Sink()}
//		})
//	}
//
// # The laws
//
// Each is a subtest of this name.
//
//   - Delivery: what is published is delivered as it is, to one reader in order.
//   - IDs: each message has an ID, and no other one has that.
//   - Again: a flow can be run again, and goes on where the run before has stopped.
//   - Competition: several readers at once get each message once.
//   - Ack: what is acknowledged is not delivered again.
//   - Nack: what is given back is delivered again at once, with the same ID.
//   - AckWait: what is not settled is delivered again when AckWait has passed, not before.
//   - Late: settling after that is no error; acknowledging counts, and to give back what
//     another reader has acknowledged meanwhile does nothing.
//   - Unacked: no more than MaxUnacked messages are delivered and not settled.
//   - Attempts: what always fails is delivered MaxAttempts times, and is a dead letter then,
//     with its ID, the cause and the number of attempts, while others go on.
//   - Permanent: what has failed for good is a dead letter at once.
//   - Garbage: what cannot be decoded is a dead letter, and the flow goes on.
//   - Idle: a reader of an empty queue ends when it is told to, or cancelled.
//   - Break, Cancel, Drain, Panic: however a run ends, what it has taken and not finished is
//     there for others at once, and nothing else is delivered again.
//   - Stored: what a sink has given is in the queue, however the loop is left.
//   - Prompt: a sink does not wait for more before it stores what has come.
//   - Places: a sink keeps the order of its flow, and errors in their places.
//   - Dedup: a message whose ID has been stored is not stored again, unless that is "".
//   - Chain, Split, Join: from one queue to another, by a worker that fails in the middle,
//     nothing is lost; and nothing doubled, of one message for each and of several.
//   - Leftovers: no goroutine is left of a run.
//
// A law that an engine cannot be held to, as [Engine] says, is skipped. A run that never ends,
// whatever it is told, makes its test fail after a minute; in a bubble that is a deadlock.
package enginetest
