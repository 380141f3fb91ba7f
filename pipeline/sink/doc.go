// Package sink has terminals that write flows to files and databases, so that a run that
// fails leaves nothing half-written.
//
//	flow := source.CSV[Order](source.File("orders.csv"))
//	tracked := pipeline.Track(flow, func(o Order) int { return o.At.Row }) // a [source.Position]
//	err := sink.ExecOnce(ctx, tracked, db, sink.Job{Name: "orders.csv"},
//		sink.Insert[Order](sink.Table{Name: "orders"}), sink.Batches{})
//
// What to take:
//
//   - a file, or whatever is an [io.Writer]: [CSV] of structs, [Records], [JSONLines], [Lines],
//     [Write], to an [Output]: [File], [Writer], [Output.Gzip], or one of your own, which is a
//     [Draft]
//   - a database: [Exec], and [ExecOnce] of a [Job] that may be begun again, by [Batches];
//     for what they do with a batch, [Insert] and [InsertFunc] into a [Table], or a
//     [BatchFunc] of your own, with [AtRow]
//   - a database in the middle of a flow: [InTx]
//   - where a job has come to: [Resume], from the table that [Job.CreateTable] creates
//
// # Promises
//
// A [File] is replaced as a whole or not at all, whatever befalls the run: an error, a
// cancellation, a panic, a full disk, a kill, a power failure. A [Writer] gets whole rows,
// but for the one in which it fails.
//
// A batch is committed as a whole or not at all. When a terminal returns, its transactions
// have ended; but if the context ends in the very call that begins one, package database/sql
// may still be about to roll that back. [Exec] writes each row at least once: what was
// committed by a run that has been cut short is written again by the next one, unless the
// table has a key by which it is not, as with "ON CONFLICT DO NOTHING" for [Table.Suffix].
// The same is true of [InTx] with [pipeline.Commit], which tells a source what need not come
// again. With [ExecOnce] each row is written once, whatever befalls the run or the
// connection: how far it has come is committed together with the rows.
//
// # Ends
//
// Terminals run on the goroutine of the caller, stop at the first error, and return it. One of
// the flow is returned as it is, after what came before it has been written, or committed.
// One in writing says which rows it is about: an [*Error] or a [*BatchError]. If the context
// ends, it is the cause of that. What the sources of the flow say when they are closed then,
// is joined to it. A run that is stopped in order, by [pipeline.WithDrain], is complete: a
// file takes its place.
package sink
