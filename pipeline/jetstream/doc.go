// Package jetstream lets flows run over NATS JetStream, in as many processes as there are: a
// [Source] is the flow of the messages of a stream, and a [Sink] a stage that publishes to
// one.
//
//	conn, err := nats.Connect(url, nats.MaxReconnects(-1))
//	if err != nil {
//		return err
//	}
//	defer conn.Close()
//	orders := jetstream.Source[Order]{
//		Conn: conn, Stream: "ORDERS", Durable: "billing", Codec: engine.JSON[Order](),
//		MaxAttempts: 10, DeadLetter: "dead.billing",
//	}
//	invoices := jetstream.Sink[Invoice]{
//		Conn: conn, Subject: "invoices", Codec: engine.JSON[Invoice](),
//	}
//	ctx, stop := pipeline.WithGrace(ctx, 10*time.Second, os.Interrupt, syscall.SIGTERM)
//	defer stop()
//	work := pipeline.MapTracked(orders.Messages(), 8, bill) // an Invoice, or an error, for an Order
//	return pipeline.Settle(ctx, invoices.Publish(work))
//
// That is a whole worker. Start it as often as you like: those with one Durable share the
// messages out among them. Streams are made elsewhere, say by the nats command; a consumer
// that is missing is made by the source. Package embedded runs the server in the process.
//
// # What is delivered
//
// At least once: a message is acknowledged when what was made of it has been stored, so
// one whose worker dies in between is delivered again, when AckWait has passed. What a
// worker that ends in order had fetched is there for others at once.
//
// Effectively once into a stream, inside of its duplicate window: a sink publishes with an
// identifier that is made of that of the message, "<stream>:<sequence>", of the numbers that
// [pipeline.FlatMap] adds where it makes several of one, and of the subject. The stream drops
// what it has stored before. That holds for stages that make one of one, or always the same
// ones, in the same order, of one; not for batches, which are cut in another way the next
// time ([pipeline.Join]). It ends with the window (Duplicates of the stream, two minutes
// unless it says otherwise): keep AckWait, times the attempts, well below that. What a stage
// does to the world beside, it may do again.
//
// # What is safe
//
// The server acknowledges what it has stored, and with the settings it comes with, a single
// server writes to its disk, but does not sync it, for up to two minutes: a crash of the
// process loses nothing, one of the machine or its power may. The setting sync_interval:
// always has it sync before it acknowledges, which makes it some thirty times slower. Three
// replicas (Replicas of the stream) in different places are the other way; see package
// embedded for what has been found about both.
//
// # Order
//
// One source, with stages that keep the order, gives the messages in that of the stream,
// but for those that are delivered again. Several sources have no order among them. If each
// key needs one, give each worker subjects of its own, by FilterSubjects and a Durable for
// each. A sink keeps the order of its flow, except for messages that had to be published
// again, and with Window: 1 for those as well.
//
// # How much is on its way
//
// The consumer stops delivering at MaxAckPending unacknowledged messages, of all workers
// together. One worker has up to Prefetch of them fetched, and those that its stages and the
// Window of its sink hold. So MaxAckPending must be more than workers × (Prefetch + what
// stages read ahead + Window); else workers wait for each other. The 10,000 that a source
// asks for are enough for twelve with the usual settings. AckWait must be longer than all
// that takes to be worked off, or messages come twice; for single long ones, see
// [Receipt.Extend]. Smaller numbers share the work out more evenly. Each worker has a few
// requests waiting at the server, of the 512 that a consumer has room for (its MaxWaiting).
//
// # Stopping, and what goes wrong
//
// [pipeline.WithDrain] and [pipeline.WithGrace] stop the source: it hands back what it has
// fetched, what is in the flow is finished, published and acknowledged, and Settle returns
// nil. If the context is cancelled, what is not finished is given back.
//
// A message that fails is delivered again, and when that has happened MaxAttempts times, it
// is a dead letter, as one is at once that cannot be decoded, or fails for good
// ([pipeline.Permanent]): published to DeadLetter as it was, with headers that say why
// ([CauseHeader]) and where it comes from. [pipeline.OnFailure] is told of each failure.
//
// When the server goes away, the source waits, and says so to OnGap; the connection decides
// for how long (nats.MaxReconnects), or MaxOutage. The sink publishes again as its Retry says
// and then fails the message. A publication that has failed is an error in the place of its
// message; to end the run instead, let OnFailure return it.
package jetstream
