package traps

import (
	"context"
	"iter"
)

// workers is how many calls of f there may be at once.
const workers = 4

// A job is what every peer is asked to do in its own way: to call f for each value of
// the source, and to give each result to body until that returns false.
type job struct {
	source iter.Seq[int]
	f      func(context.Context, int) (int, error)
	body   func(int) bool
}

// A peer is a library, or a pattern, and the program that does a job with it.
type peer struct {
	name   string
	module string // that it is part of, "" for none
	how    string // it is used, in Markdown
	run    func(context.Context, job) error
	shape  shape
}

// A shape says what a peer's interface has no place for.
type shape struct {
	takesSlice bool // all values must be there before it begins
	atTheEnd   bool // gives its results when all are there
	noErrors   bool // f cannot fail
	noContext  bool // cannot be told to stop
	anyOrder   bool // gives results as they come
	inTurn     bool // makes one call after another
}

// peers are the rows of the table, ours first.
var peers = []peer{
	{"coseq", "github.com/coseq/coseq", "`pipeline.Map(…).All(ctx)`", coseq, shape{}},
	{"channel", "", "the fan-out of the Go blog's Pipelines, with a context", channels,
		shape{anyOrder: true}},
	{"channel, in order", "", "a channel of channels, a goroutine for each value", channelsInOrder,
		shape{}},
	{"errgroup", "golang.org/x/sync", "its example Pipeline", errgroupChannels,
		shape{anyOrder: true}},
	{"errgroup, a slice", "golang.org/x/sync", "`SetLimit`, results by index", errgroupSlice,
		shape{takesSlice: true, atTheEnd: true}},
	{"conc/stream", "github.com/sourcegraph/conc", "`WithMaxGoroutines`", concStream,
		shape{noErrors: true, noContext: true}},
	{"conc/pool", "github.com/sourcegraph/conc",
		"`NewWithResults().WithContext(ctx).WithCancelOnError().WithFirstError()`", concPool,
		shape{atTheEnd: true, anyOrder: true}},
	{"conc/iter", "github.com/sourcegraph/conc", "`Mapper.MapErr`", concIter,
		shape{takesSlice: true, atTheEnd: true, noContext: true}},
	{"lo/parallel", "github.com/samber/lo", "`Map`", loParallel,
		shape{takesSlice: true, atTheEnd: true, noErrors: true, noContext: true}},
	{"lo/it", "github.com/samber/lo", "`Map`", loIt,
		shape{noErrors: true, noContext: true, inTurn: true}},
	{"ro, MapErr", "github.com/samber/ro", "`MapErrWithContext`", roMap, shape{inTurn: true}},
	{"ro, MergeMap", "github.com/samber/ro", "`MergeMapWithContext` of `Future`", roMergeMap,
		shape{anyOrder: true}},
	{"go-zero fx", "github.com/zeromicro/go-zero",
		"`From(…).Map(…, WithWorkers).ForAll(…)`; it logs the panics that it swallows", zeroFx,
		shape{noErrors: true, noContext: true, anyOrder: true}},
	{"go-zero mr", "github.com/zeromicro/go-zero", "`MapReduceVoid`, `WithContext`", zeroMr,
		shape{anyOrder: true}},
	{"pond", "github.com/alitto/pond/v2", "`NewResultPool`, `WithQueueSize`, `NewGroupContext`",
		pondGroup, shape{atTheEnd: true}},
	{"ants", "github.com/panjf2000/ants/v2", "`Submit` and a `WaitGroup`, `WithPanicHandler`",
		antsPool, shape{atTheEnd: true, anyOrder: true, noErrors: true, noContext: true}},
}
