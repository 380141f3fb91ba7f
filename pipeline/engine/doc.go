// Package engine has what flows need of a message queue, so that work can be shared by
// several processes and survives them: sources and sinks of messages, codecs for their
// values, and a queue in the memory of the program, [Memory]. An engine is what implements
// them for a queue; package enginetest holds it to the rules.
//
// A worker reads messages, makes something of them, stores that, and acknowledges what it
// has read then:
//
//	words := pipeline.Map(texts.Messages(), 8, count) // by pipeline.Carry
//	err := pipeline.Settle(ctx, results.Publish(words))
//
// # At least once
//
// A message is delivered until it is acknowledged, which [pipeline.Settle] does when all
// that was made of it has come through the sink, and so is stored. It is delivered again if
// the worker has failed at it, has crashed, or takes longer than the engine waits for that
// (AckWait). So nothing is lost, and everything may be done more than once. What is to
// happen once has to be recognized by the ID of the message.
//
// Sinks do that: a message whose ID they have stored, within a window of time, they do not
// store again. The ID of what is made of a message is the same at each delivery, if one thing
// is made of each, or several by [pipeline.FlatMap], always the same ones in the same order.
// Then each is once in the result, as long as a message that is delivered again is stored
// within the window: choose it longer than AckWait times the attempts allowed, and than a
// worker may be away. It is not so for what [pipeline.Join] makes of several messages, as
// they come together in another way the next time, nor for what functions do besides.
//
// Two workers that make different things of the same messages must not publish them to the
// same sink: they have the same IDs, and the sink would drop what comes second. Nor may the
// values of one message, made by other means than FlatMap, get there.
//
// # Order
//
// Messages are delivered in the order in which they were stored, to one reader, as long as
// none is delivered again: such a one comes when others have been before it. With several
// readers there is no order. A sink stores them in the order of its flow.
//
// # Bounds
//
// Two numbers bound what is under way. A source takes up to Prefetch messages ahead, for
// speed. The engine delivers up to MaxUnacked that are not settled, to all readers together.
// That has to be more than the workers have in their hands, each Prefetch and what its
// stages read ahead and hold, such as a batch; else they wait for each other until AckWait
// has passed. What a worker has in its hands must be done within AckWait, so Prefetch is not
// to be large when the work is slow.
package engine
