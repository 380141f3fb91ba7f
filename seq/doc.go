// Package seq has the operators that Go's iterators lack: functions that make, change,
// combine and consume plain [iter.Seq] and [iter.Seq2]. It stands beside packages
// [slices] and [maps]: what they have is not repeated here, and what has a name of
// theirs means the same.
//
//	long := seq.Filter(strings.FieldsSeq(text), func(w string) bool { return len(w) > 3 })
//	for word, n := range seq.SortedMap(seq.CountBy(long, strings.ToLower)) {
//		fmt.Println(word, n)
//	}
//
// What to take:
//
//   - values out of nothing: [Of], [Range], [RangeStep], [Repeat], [RepeatN], [Empty];
//     computed ones: [Iterate], [Unfold], [Generate]; of what there is: [FromChan],
//     [SortedMap], [Cycle]
//   - something else for each value: [Map], [FilterMap], [FlatMap], [Scan], [Tap],
//     [Enumerate], [Intersperse]; the inside of it: [Flatten], [FlattenSlices]
//   - some of the values: [Filter], [Reject], [StepBy]; the first ones: [Take],
//     [TakeWhile], [TakeUntil]; without them: [Drop], [DropWhile]; the last ones, or
//     all but those: [TakeLast], [DropLast]
//   - several sequences in one: [Concat], [Append], [Prepend], [Interleave], [Merge],
//     [MergeFunc]; in pairs: [Zip], [ZipLongest], [ZipStrict], [ZipWith], [Product],
//     [JoinBy], and back: [Unzip]
//   - slices of neighbours: [Chunk], [ChunkBy], [SplitWhen], [Window]; without slices:
//     [Pairwise], [RunLength]
//   - maps by key: [GroupBy], [FoldBy], [CountBy], [KeyBy]; two slices: [Partition]
//   - each value once: [Distinct], [DistinctBy], [Compact], [CompactBy]; sets: [Union],
//     [Intersect], [Difference]
//   - choices of some of a slice: [Combinations], [CombinationsWithReplacement],
//     [Permutations], [Powerset], [ProductN]
//   - one value of all: [Fold], [FoldWhile], [Reduce], [Sum], [Prod], [Mean], [Count],
//     [Join]; the extremes: [Min], [Max], [MinMax], [MinBy], [MaxBy], [MinFunc],
//     [MaxFunc], [Top], [TopFunc]
//   - an answer: [Every], [Some], [None], [Contains], [Find], [First], [Last], [Nth],
//     [Single], [IsEmpty], [IsSorted], [Equal], [EqualFunc], [Compare]
//   - nothing but effects: [ForEach], [Drain]
//   - pairs: [Map2], [MapValues], [Filter2], [Take2], [Drop2], [Concat2], [Keys],
//     [Values], [Swap], [Pairs], [Unpair]
//   - errors: [TryMap], [TryCollect], [CollectAll], and between [StopOnError] and
//     [WithError] every other operator
//   - a sequence that may be ranged over once: [Memoize], or [Once] to be told
//   - to sort: [slices.Sorted]; to collect: [slices.Collect] and [maps.Collect]; to
//     begin with a slice or a map: [slices.Values] and [maps.All]
//
// Package seqtest holds any iterator to the laws that are kept here.
//
// Python's itertools has other names for some: accumulate with an initial value is [Scan],
// batched [Chunk], chain [Concat], count [Iterate], filterfalse [Reject], groupby [ChunkBy],
// and islice [Drop], [Take] and [StepBy]; tee is seldom needed, and then [Memoize]. Of its
// recipes, roundrobin is [Interleave], sliding_window [Window], unique_everseen [Distinct]
// and unique_justseen [Compact]; elsewhere, heapq.merge is [Merge], heapq.nlargest [Top],
// and a Counter what [CountBy] returns.
//
// # Laws
//
// These hold for all operators that return an iterator, unless one says otherwise:
//
//   - Nothing is read, and no callback called, before the iterator is ranged over.
//     Wrong arguments, such as a negative count, panic before that, in the call.
//   - It can be ranged over as often as its sources can, each loop from the start, also
//     when loops are nested or were left. All state is that of one loop.
//   - A value is read when it is needed and not before. Nothing is read, called or
//     yielded any more when a loop is left.
//   - However a loop ends, by its end, a break, a panic or [runtime.Goexit], in its body,
//     a source or a callback, every source is left, so that its deferred calls run, and
//     no goroutine or coroutine remains. A panic passes with its value.
//   - Callbacks are called on the goroutine of the loop, in the order of the values and
//     never two at a time. They must not be nil.
//   - A nil sequence is an empty one.
//   - Slices yielded are yours to keep and to append to.
//
// Slices and maps that are passed in are held, not copied: Of(vs...) yields what is in
// vs when it is ranged over, as [slices.Values] does. An iterator may be used by several
// goroutines at the same time if its sources and callbacks may.
//
// Sources, in turn, must end when yield returns false, as package iter demands. A range
// loop panics at one that goes on; operators do not look, and may then be wrong.
//
// # Streaming
//
// An operator that is said to stream reads its source value by value, and yields what
// comes of a value before it reads the next. It yields nothing for an empty source,
// goes on forever over an endless one, holds no more than a few values, and allocates
// nothing for a value. Others say how many values they read ahead of what they yield,
// and how many they hold, which is what their memory grows with. They, too, yield
// nothing for an empty source and go on over an endless one, unless they say that they
// read all of it first.
//
// An operator that returns no iterator reads to the end, and so never returns if the
// source is endless, unless it says that it stops before. Beside the result it holds a
// few values only. It leaves the source as any loop does: what it has not read can be
// read by the next loop if the source remembers where it was.
//
// # Pulling
//
// Of two sequences that are read in turn one must be pulled, with [iter.Pull]: it runs
// on a coroutine of its own for as long as the loop does, and a value of it costs what
// next costs, some hundred times as much as one that is not pulled. [Zip] and the like
// pull one of two, [Merge] and [Interleave] all but the first; [Equal] and [Compare] pull
// the second one. Coroutines have limits: see [iter.Pull], and the package pull of this
// module.
//
// # Cost
//
// The compiler turns a chain of operators that is ranged over in the function that makes
// it into one loop, which comes within about a third of a loop by hand, and allocates
// nothing. It does not where an operator occurs a second time: from there on each value
// costs some calls for each operator, about 2 ns each, as it does if the chain is built
// elsewhere, or stored. Where that matters, one [FilterMap] does the work of a [Map] and
// a [Filter], and [Reject] is another operator than Filter. See the benchmarks.
package seq
