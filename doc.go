// Package coseq is the map of a library of iterators, coroutines and pipelines
// that stands on range-over-func and [iter.Pull]; the code is in the packages
// below it.
//
// Package [github.com/coseq/coseq/pull] has generators in the manner of Python:
// a body that is suspended at each of its yields, that can be sent values and
// errors there, and that can be closed. Take [github.com/coseq/coseq/pull.New]
// for a generator, and
// [github.com/coseq/coseq/pull.NewResult] for one that also returns something.
// A body hands over to another generator by
// [github.com/coseq/coseq/pull.Yielder.YieldFrom]. Generators are put together
// by [github.com/coseq/coseq/pull.Pipe], [github.com/coseq/coseq/pull.Concat],
// [github.com/coseq/coseq/pull.MapIn] and [github.com/coseq/coseq/pull.MapOut],
// and driven by a sequence with [github.com/coseq/coseq/pull.Through]. For a
// consumer that values are pushed into, write an ordinary loop and make it a
// [github.com/coseq/coseq/pull.Sink]. To read a plain sequence value by value,
// take [github.com/coseq/coseq/pull.Cursor] if you want to look ahead, and
// [github.com/coseq/coseq/pull.Batched] if you want it fast.
//
// The tour, go run ./examples/tour, plays the programs of the tutorial that all
// this grew out of.
package coseq
