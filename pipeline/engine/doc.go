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
// # When something fails
//
// A function that fails leaves its error in the place of the message, Settle gives that back,
// and the engine delivers it again, a bounded number of times. If all fail because something
// is down that the worker needs, there is no use in that, and all attempts are soon gone: let
// the function wait and try again, by [pipeline.Retry], let the queue wait, as
// [MemoryConfig.RetryDelay] says, or end the run by an error of [pipeline.OnFailure]. An error
// that is [pipeline.Permanent] makes a dead letter of the message at once.
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
//
// # Writing an engine
//
// A source gives what it has received, has Track put the receipts on, and replaces what was
// received by the value, by Carry:
//
//	func (s *Source[T]) Messages() pipeline.Flow[pipeline.Message[T]] {
//		fetched := pipeline.FromFunc(func(ctx context.Context, yield func(*packet) bool) error {
//			defer s.handBack() // what was received and not given
//			for {
//				p, err := s.receive(ctx)
//				if err != nil || !yield(p) {
//					return err // ends the run, unless ctx has ended
//				}
//			}
//		})
//		tracked := pipeline.Track(fetched, func(p *packet) pipeline.Receipt { return p })
//		type received = pipeline.Tracked[*packet, pipeline.Receipt]
//		return pipeline.Map(tracked, 1, func(_ context.Context, r received) (
//			pipeline.Message[T], error,
//		) {
//			v, err := s.codec.Decode(r.Value.data)
//			return pipeline.Carry(r, v), pipeline.Permanent(err)
//		})
//	}
//
// The *packet is the receipt. Its Ack and Nack must not fail because the message has been
// delivered again meanwhile: an acknowledgement counts then, and to give it back does nothing.
// A cause that is [pipeline.ErrAbandoned] says nothing about the message. One that is
// permanent, and one that comes at the last attempt, makes it a [DeadLetter].
//
// A sink that stores one message after the other is a Map with the function:
//
//	func(ctx context.Context, m pipeline.Message[T]) (pipeline.Message[T], error) {
//		return m, s.store(ctx, m.ID(), m.Value)
//	}
//
// One that has several on their way is a flow of its own, which gives (m, err) for each, in
// order: the m that it got keeps the place of the message, also beside an error.
package engine
