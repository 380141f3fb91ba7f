// Package pipeline has concurrent flows of values: read here, worked on there by
// several goroutines at once, and consumed by a plain loop, in order. It is what
// one writes with goroutines and channels, with the differences that it moves many
// values at a time where that is faster, that leaving the loop in any way stops all
// there is to it, and that no panic, error or cancellation gets lost.
//
//	lines := pipeline.Lines(file)
//	orders := pipeline.Map(lines, 8, parse) // at most 8 calls of parse at once
//	for order, err := range pipeline.Batch(orders, 100, time.Second).All(ctx) {
//		if err != nil {
//			return err
//		}
//		// …
//	}
//
// # Flows
//
// A [Flow] is a description. Sources make one, stages make one of others, and terminals
// run it. A part that is to be used again is a function from Flow to Flow. What to take:
//
//   - a source: [Of], [FromSeq], [From] if there are errors, [FromChan], [FromFunc]; of
//     text: [Lines], [LinesFrom]
//   - something else for each value, by n calls at once: [Map]; some of the values:
//     [Filter]; several for each: [FlatMap]; in order for each key: [MapKeyed]
//   - one call after another: [Tap]; operators of package seq: [Apply]
//   - the function of a stage: [Lift] for one without a context, [Retry] and [Permanent],
//     [Timeout]
//   - slices: [Batch], and back: [Unbatch]
//   - several flows in one: [Concat], or as they come: [Merge]; one for several loops:
//     [Broadcast]
//   - the first values: [Take]; not too fast: [Throttle]; to read ahead: [Buffer]
//   - errors: [Catch] to go on after them
//   - to run it: a loop over [Flow.All] or [Flow.Seq], [Flow.ForEach], [Flow.Collect],
//     [Flow.Run]; for one value of all: [Fold], [Reduce]
//   - to stop in order: [WithDrain], and a service by signals: [WithGrace]; to lose nothing
//     in a crash: [Track], [MapTracked] or [Carry], [Commit]; messages of a queue: [Message],
//     [Settle], [Split], [Join], [Messages]
//   - to watch it: [Progress], [WithStats], [Named]
//
// Nothing runs before a terminal does. When its loop is left, by its end, break,
// return or panic, by an error or a cancellation, every goroutine of the run has
// ended before the next statement runs. To that end the functions and sources get a
// context that is cancelled then, and have to heed it: the loop waits for them.
//
// # Order and errors
//
// Stages keep the order of their source, unless [Unordered] is given. An error takes
// the place of a value and passes through the stages behind it, so that the first
// error by position is the one that a terminal ends with, after all values before it.
// [Catch] handles errors in the middle of a flow. In band, by ranging over flow(ctx),
// a flow goes on after an error.
//
// # Cancellation, and stopping in order
//
// A run whose context is cancelled ends with [context.Cause], never as if it were
// complete, even if it was cancelled before it began. What is in flight is dropped,
// and an error that a function returns then gives way to the cause. [WithDrain] is
// the other way to stop: sources end, and what they have given is finished.
//
// # Messages and receipts
//
// A value that comes from a message queue has a receipt, by which it is acknowledged when the
// work is done, or given back. A [Message] is a value with its [Receipt] on it, and [Carry]
// puts that on what is made of the value. All stages leave it in its place: a value that
// Filter drops is done; of one that FlatMap makes several of, the last is; an error in the
// place of a value is its failure. [Settle] runs such a flow, acknowledges each message when
// all that was made of it has arrived, and gives back what has failed. [Commit] is for
// sources that remember one position, such as that in a file: it goes by the order of the
// source and ends at the first error. Package engine has queues, and says what may be relied
// on when a process is killed.
//
// # Panics
//
// A panic in a function of a stage, or in a source, cancels the run and comes out of
// the loop that consumes as a [*PanicError], with the stack of where it was; so does
// one that comes while the loop is being left. [runtime.Goexit] there, as by t.FailNow,
// exits the goroutine of the consumer, too. A panic in the loop's body passes
// unchanged; the functions that [Flow.ForEach], [Fold] and [Commit] are given count as
// that.
//
// # Goroutines and reading ahead
//
// A stage with n = 1 works on the goroutine of the consumer, in turn with it, and so do
// the stages that take no n, but for [Merge], [Buffer] and, with a maxWait, [Batch]. To
// have two such stages work at the same time, put a Buffer between them. With n > 1,
// functions are called on n goroutines at most n at once, and another one reads the
// source. Then a stage reads ahead of its consumer, by as much as it says; [Window] sets
// the bound. What is finished is delivered as soon as its turn comes, without waiting for
// the next item.
//
// # Cost
//
// An item costs some tens of nanoseconds for each stage with n > 1, some for one with
// n = 1, and no allocation. So a stage is worth while for functions of a tenth of a
// microsecond and more. Items move in chunks, whose size follows the cost of the
// function: about a tenth of a millisecond of work each, one item if that takes as long.
// Nobody waits for a chunk to fill.
//
// # Watching
//
// [WithStats] gathers figures of each stage and names the one that limits the flow.
// [Named] names a stage or source, in the statistics, in profiles and in traces. What
// is not asked for costs nothing.
package pipeline
