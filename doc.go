// Package coseq is the map of a library of iterators, coroutines and pipelines
// that stands on range-over-func and [iter.Pull]; the code is in the packages
// below it.
//
//   - [github.com/coseq/coseq/seq] has what [slices] and [maps] lack: operators that
//     make, change, combine and consume plain sequences, in the manner of Python's
//     itertools. Its package seqtest holds anybody's iterators to the laws of
//     package [iter].
//   - [github.com/coseq/coseq/pull] has generators in the manner of Python: a body
//     that is suspended at each of its yields, that can be sent values and errors
//     there, and that can be closed; consumers that are pushed into and written as
//     loops; and ways to read a plain sequence value by value.
//   - [github.com/coseq/coseq/pull/green] has tasks in the manner of gevent: one of
//     them runs at a time, in an order that is written down. Take it where what tasks
//     share should need no lock, where time should be virtual, or where a run is to be
//     traced, replayed and explored.
//   - [github.com/coseq/coseq/pipeline] has flows of values with errors, which are read
//     in one place, worked on by several goroutines, and consumed by a plain loop, in
//     order. Take it where there is more than one core, or something to wait for.
//   - [github.com/coseq/coseq/pipeline/source] and [github.com/coseq/coseq/pipeline/sink]
//     are the ends of flows: files, databases and paginated APIs, with errors that say
//     where the data is bad, and nothing that is half written.
//   - [github.com/coseq/coseq/pipeline/engine] is what flows need of a message queue, and a
//     queue in memory; its package enginetest holds anybody's queue to it.
//
// Modules of their own, for what needs other modules: pipeline/jetstream has flows over
// NATS JetStream, pipeline/jetstream/embedded the server for it in process, integration
// programs that load files into databases and show flows live, and bench the benchmarks.
//
// They fit together: a plain [iter.Seq] goes into all of them and comes out of all of
// them, and an [iter.Seq2] of values and errors into and out of those that can fail.
//
// The tour, go run ./examples/tour, plays the programs of the tutorial that all this
// grew out of. The examples below are these programs.
package coseq
