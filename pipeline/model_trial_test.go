package pipeline_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pull"
)

var errBody = errors.New("the body has had enough")

// An end is how a run has ended.
type end struct {
	steps    []step // that came
	err      error  // returned
	panicked any
	exited   bool
	left     bool // by the body, of its own will
}

// run runs the program in the way that its ending says.
func (tr *trial) run(ctx context.Context, e *end) error {
	flow := tr.flow()
	take := func(v int) (enough bool) {
		e.steps = append(e.steps, step{v: v})
		e.left = len(e.steps) == tr.ending.at+1
		return e.left
	}
	switch tr.ending.kind {
	case "break":
		for v, err := range flow.All(ctx) {
			if err != nil {
				return err
			}
			if take(v) {
				break
			}
		}
		return nil
	case "in band":
		for v, err := range flow(ctx) {
			e.steps = append(e.steps, step{v: v, err: err})
		}
		return nil
	case "error in ForEach", "panic in the body", "Goexit in the body":
		return flow.ForEach(ctx, func(v int) error {
			if !take(v) {
				return nil
			}
			return tr.leave()
		})
	case "Pull2":
		return pulled(ctx, flow, take)
	case "Broadcast":
		return tr.broadcast(ctx, flow, e)
	case "Seq":
		var err error
		for v := range flow.Seq(ctx, &err) {
			if take(v) {
				break
			}
		}
		return err
	case "Reduce":
		return tr.reduce(ctx, flow, e)
	}
	all, err := flow.Collect(ctx)
	for _, v := range all {
		e.steps = append(e.steps, step{v: v})
	}
	return err
}

// leave leaves ForEach.
func (tr *trial) leave() error {
	switch tr.ending.kind {
	case "panic in the body":
		panic(errBody)
	case "Goexit in the body":
		exit()
	}
	return errBody
}

func pulled(ctx context.Context, flow ints, take func(int) bool) error {
	next, stop := iter.Pull2(flow.All(ctx))
	defer stop()
	for {
		v, err, ok := next()
		if !ok || err != nil || take(v) {
			return err
		}
	}
}

// broadcast has two sinks, the first of which stops early.
func (tr *trial) broadcast(ctx context.Context, flow ints, e *end) error {
	var first []int
	sink := pull.NewSink(func(in iter.Seq[int]) error {
		for v := range in {
			if first = append(first, v); len(first) == tr.ending.at+1 {
				break
			}
		}
		return nil
	})
	defer func() {
		most := min(len(e.steps), tr.ending.at+1)
		if len(first) != most {
			tr.broke("the first sink has had %d of %d", len(first), most)
		}
	}()
	return pipeline.Broadcast(ctx, flow, sink, pull.NewSink(func(in iter.Seq[int]) error {
		for v := range in {
			e.steps = append(e.steps, step{v: v})
		}
		return nil
	}))
}

// reduce puts lists together, by an operation that is associative and does not commute.
func (tr *trial) reduce(ctx context.Context, flow ints, e *end) error {
	lists := pipeline.Map(flow, 1, func(_ context.Context, v int) ([]int, error) {
		return []int{v}, nil
	})
	join := func(a, b []int) ([]int, error) {
		tr.enter(modelPart{kind: "Reduce"})
		return slices.Concat(a, b), nil
	}
	all, ok, err := pipeline.Reduce(ctx, lists, 1+tr.ending.at%3, join)
	if ok != (len(all) > 0) {
		tr.broke("Reduce: %d values, but %v", len(all), ok)
	}
	for _, v := range all {
		e.steps = append(e.steps, step{v: v})
	}
	return err
}

// try runs a program in a bubble, which sees goroutines that are left, and compares.
func try(t *testing.T, p program) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		ctx, drain := pipeline.WithDrain(ctx)
		var stats pipeline.Stats
		if p.ending.stats {
			ctx = pipeline.WithStats(ctx, &stats)
		}
		tr := &trial{program: p, cancel: cancel, drain: drain}
		for after, f := range map[int]func(){p.ending.timeout: tr.abort, p.ending.drain: tr.end} {
			if after > 0 {
				defer time.AfterFunc(time.Duration(after)*time.Millisecond, f).Stop()
			}
		}
		var e end
		e.panicked, e.exited, e.err = endOf(func() error {
			defer tr.over.Store(true)
			return tr.run(ctx, &e)
		})
		// Whatever goes on nevertheless is to be seen.
		synctest.Wait()
		time.Sleep(time.Minute)
		tr.compare(e)
		for _, s := range stats.Stages() {
			if s.InFlight != 0 {
				tr.broke("%s has %d items in flight after the end", s.Name, s.InFlight)
			}
		}
		if n := tr.opened.Load(); n != 0 {
			tr.broke("LinesFrom has not closed %d of those that it has opened", n)
		}
		for _, b := range tr.broken {
			t.Errorf("%s", b)
		}
		if len(tr.broken) > 0 {
			t.Logf("%v", p)
			t.Logf("%d steps, err = %v, panicked with %v, exited = %v, left = %v", len(e.steps), e.err,
				e.panicked, e.exited, e.left)
			t.Logf("cancelled = %v, drained = %v", tr.cancelled.Load(), tr.drained.Load())
		}
	})
}
