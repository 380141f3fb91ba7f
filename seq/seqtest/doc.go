// Package seqtest holds iterators to the laws of package [iter], as
// [testing/iotest] does for readers and [testing/fstest] for file systems. It is
// for any [iter.Seq] and for any function that makes one of another.
//
//	func TestEven(t *testing.T) {
//		even := func(s iter.Seq[int]) iter.Seq[int] {
//			return seq.Filter(s, func(v int) bool { return v%2 == 0 })
//		}
//		seqtest.CheckOp(t, even, []int{1, 2, 3, 4, 5}, []int{2, 4}, seqtest.Reads(5))
//	}
//
// [Check] is for a sequence, [Check2] for one of pairs, [CheckSingleUse] for one that
// can be walked only once, and [CheckOp] for an operator: a function from sequence
// to sequence, or by [Result] a consumer. They walk the sequence in every way that a
// loop can go, on small input, and report each law that is broken in one sentence:
//
//	seqtest: Thrift: the first walk read 4 values of the source, Reads allows 3
//
// # The laws
//
// A walk is one loop over a sequence. It comes to the end, or it is left: by a break
// or return, by a panic or by [runtime.Goexit].
//
//   - Values: a walk to the end yields the values that are wanted, in order, and no
//     more.
//   - Replay: so does a second walk.
//   - SingleUse, in its place where that was asked for: a second walk yields nothing.
//   - Break: a walk that is left at any value has yielded the values before it, and
//     calls yield no more. The walk after it starts afresh.
//   - Release: when a walk is over, however it ended, the clean-up of the source, which
//     is its deferred calls, has run, and no goroutine or coroutine is left.
//   - Independence: a walk does not disturb another one that is under way, in nested
//     loops or with [iter.Pull].
//   - Panic: a panic in the body, the source or a callback comes out of the walk with its
//     value, nothing is yielded after it, and the walk after it starts afresh. The body
//     runs on no goroutine that the sequence has started: a panic cannot come out there.
//   - Goexit: so it is with runtime.Goexit, as called by t.FailNow.
//   - Retention: a slice that was yielded is the receiver's. It does not change, and
//     appending to it changes no other.
//
// These need a source that is watched, and are checked by [CheckOp]:
//
//   - Laziness: building a sequence does nothing. It does not range over the source, nor
//     call a callback, nor start a goroutine.
//   - Thrift: a walk reads no more values than [Reads] and [ReadsAt] allow, and reads and
//     calls nothing after it was left.
//   - Nil, where [NilSource] asks for it: a nil source is an empty one.
//
// Where the values of the first two walks are wrong, the other laws are not looked at.
// Of several faults against one law the first is reported. What a library breaks
// most often is Replay, by a variable outside of the closure; it shows in no test that
// walks only once.
//
// # What it takes
//
// Each walk runs on a goroutine of its own, one after another, in and out of a
// [testing/synctest] bubble, and beside parallel tests. Goroutines that are left over
// are told from those of others by a profiler label, which they inherit; a second
// passes before they are taken to stay. In a bubble they will end it with a deadlock,
// too.
//
// The number of walks grows with the number of values that are wanted, and each is
// as long: a dozen values show as much as a thousand. A sequence that never stops
// yielding, or that starts its source again and again, is cut off, and one that does
// not come back is given up. Inside a bubble that is not possible: there it is a
// deadlock.
//
// A source or a callback that is run on a goroutine which the sequence has started is
// spared panics and exits, as a panic there could end the process.
package seqtest
