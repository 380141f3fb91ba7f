package pipeline_test

import (
	"context"
	"iter"
	"sync/atomic"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// stage makes a stage of the library.
func (tr *trial) stage(p modelPart, flow ints) ints {
	switch p.kind {
	case "Tap":
		return pipeline.Tap(flow, func(v int) {
			_, _ = tr.call(context.Background(), p, v)
		})
	case "Catch":
		return pipeline.Catch(flow, func(err error) error {
			if tr.enter(p); p.forgives(err) { // and panics if the error is not of the model
				return nil
			}
			return err
		})
	case "Take":
		return pipeline.Take(flow, p.n)
	case "Batch":
		return tr.batch(p, flow, 0)
	case "Batch in time":
		return tr.batch(p, flow, 2*time.Millisecond)
	case "Buffer":
		return pipeline.Buffer(flow, p.n)
	case "Concat":
		return pipeline.Concat(flow, pipeline.Of(p.values()...))
	case "Merge":
		return pipeline.Merge(pipeline.Of(p.values()...), flow)
	case "Apply":
		return pipeline.Apply(flow, func(in seq) seq { return in })
	case "Throttle":
		return pipeline.Throttle(flow, trialLimiter{tr, p})
	case "Progress":
		return pipeline.Progress(flow, func(pipeline.Snapshot) { tr.enter(p) })
	case "Named":
		return pipeline.Named("name", flow)
	}
	return tr.atOnce(p, flow)
}

func (tr *trial) batch(p modelPart, flow ints, wait time.Duration) ints {
	return pipeline.Unbatch(pipeline.Tap(pipeline.Batch(flow, p.n, wait), func(batch []int) {
		if len(batch) == 0 || len(batch) > p.n {
			tr.broke("a batch of %d, want at most %d", len(batch), p.n)
		}
	}))
}

// A trialLimiter has nothing against anybody.
type trialLimiter struct {
	tr *trial
	p  modelPart
}

func (l trialLimiter) Wait(ctx context.Context) error {
	l.tr.enter(l.p)
	l.tr.work(ctx, l.p, 1)
	return ctx.Err()
}

// atOnce makes a stage of n calls at once, and watches how many there are, and how much
// is read ahead.
func (tr *trial) atOnce(p modelPart, flow ints) ints {
	return func(ctx context.Context) iter.Seq2[int, error] {
		w := &watch{tr: tr, p: p}
		return w.delivered(tr.calling(p, w.read(flow), w.call))(ctx)
	}
}

func (tr *trial) calling(p modelPart, flow ints, f function) ints {
	var opts []pipeline.Option
	if p.opts.window > 0 {
		opts = append(opts, pipeline.Window(p.opts.window))
	}
	if p.opts.unordered {
		opts = append(opts, pipeline.Unordered())
	}
	switch p.kind {
	case "Filter":
		return pipeline.Filter(flow, p.n, func(ctx context.Context, v int) (bool, error) {
			_, err := f(ctx, v)
			return p.keeps(v), err
		}, opts...)
	case "FlatMap":
		return pipeline.FlatMap(flow, p.n, func(ctx context.Context, v int) (ints, error) {
			_, err := f(ctx, v)
			return pipeline.Of(p.unfolds(v)...), err
		}, opts...)
	case "MapKeyed":
		key := func(v int) int { tr.enter(p); return v % 3 }
		return pipeline.MapKeyed(flow, p.n, key, f, opts...)
	}
	return pipeline.Map(flow, p.n, f, opts...)
}

// A watch is on one run of a stage.
type watch struct {
	tr      *trial
	p       modelPart
	outside atomic.Int64 // items that were read and are not done with
	running atomic.Int64 // calls
	keys    [3]atomic.Int64
}

func (w *watch) call(ctx context.Context, v int) (int, error) {
	most := w.p.n
	if w.p.opts.window > 0 {
		most = min(most, w.p.opts.window)
	}
	if now := w.running.Add(1); int(now) > most {
		w.tr.broke("%d calls of %s at once, want at most %d", now, w.p.kind, most)
	}
	defer w.running.Add(-1)
	if w.p.kind == "MapKeyed" {
		if w.keys[v%3].Add(1) > 1 {
			w.tr.broke("two calls of MapKeyed with one key at once")
		}
		defer w.keys[v%3].Add(-1)
	}
	return w.tr.call(ctx, w.p, v)
}

// most returns how many items may be outside, 0 if the stage does not tell.
func (w *watch) most() int {
	n, window := w.p.n, w.p.opts.window
	switch {
	case w.p.kind == "Filter" || w.p.kind == "FlatMap":
		return 0 // which have no result for some
	case window > 0:
		return window
	case n == 1:
		return 1
	case w.p.kind == "MapKeyed":
		return 32 * n
	}
	return 256 * (2*n + 2)
}

func (w *watch) read(flow ints) ints {
	return around(flow, func() {
		now, most := w.outside.Add(1), w.most()
		if most > 0 && int(now) > most {
			w.tr.broke("%d items outside of %s, want at most %d", now, w.p.kind, most)
		}
	}, func() {})
}

func (w *watch) delivered(flow ints) ints {
	return around(flow, func() {}, func() { w.outside.Add(-1) })
}

// around is a stage of somebody else, that does something before and after each item.
func around(flow ints, before, after func()) ints {
	return func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for v, err := range flow(ctx) {
				before()
				if !yield(v, err) {
					return
				}
				after()
			}
		}
	}
}
