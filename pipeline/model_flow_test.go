package pipeline_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A trial is one run of a program on the library. Whatever is called there looks after
// the promises of the library.
type trial struct {
	program
	cancel context.CancelCauseFunc
	drain  func()

	over      atomic.Bool // the loop has been left
	cancelled atomic.Bool
	drained   atomic.Bool
	opened    atomic.Int64 // by LinesFrom, and not closed
	given     atomic.Int64 // by the source

	mu     sync.Mutex
	broken []string // promises
}

func (tr *trial) broke(format string, args ...any) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if len(tr.broken) < 10 {
		tr.broken = append(tr.broken, fmt.Sprintf(format, args...))
	}
}

// enter is to be called at the beginning of whatever the library calls.
func (tr *trial) enter(p modelPart) {
	if tr.over.Load() {
		tr.broke("%s calls something after the loop", p.kind)
	}
}

func (tr *trial) abort() {
	tr.cancelled.Store(true)
	tr.cancel(errStop)
}

func (tr *trial) end() {
	tr.drained.Store(true)
	tr.drain()
}

// work takes the time that p takes for v: cheap ones, slow ones, some of each, and some
// after others.
func (tr *trial) work(ctx context.Context, p modelPart, v int) {
	h := mix(v, p.at+77)
	slow := false
	switch p.cost {
	case 1:
		slow = true
	case 2:
		slow = h%20 == 0
	case 3:
		slow = v/40%7 == 3
	case 4:
		if h%10 == 0 {
			runtime.Gosched()
		}
	}
	if !slow {
		return
	}
	pause := time.Duration(1+h%3) * time.Millisecond
	if h%2 == 0 {
		time.Sleep(pause)
		return
	}
	select {
	case <-time.After(pause):
	case <-ctx.Done():
	}
}

// call is what all functions do: work, and what the part has in store for v.
func (tr *trial) call(ctx context.Context, p modelPart, v int) (int, error) {
	tr.enter(p)
	tr.work(ctx, p, v)
	if p.hits(p.cancels, v, 4) {
		tr.abort()
	}
	if p.hits(p.drains, v, 5) {
		tr.end()
	}
	r := p.result(v)
	switch r.ends {
	case "panic":
		panic(r.err)
	case "Goexit":
		runtime.Goexit()
	}
	return r.v, r.err
}

func (tr *trial) flow() ints {
	flow := around(tr.from(tr.source), func() { tr.given.Add(1) }, func() {})
	for _, p := range tr.stages {
		flow = tr.stage(p, flow)
	}
	return flow
}

// from makes the source.
func (tr *trial) from(p modelPart) ints {
	each := func(ctx context.Context, yield func(int, error) bool) {
		for _, v := range p.values() {
			if p.mayFail() {
				if _, err := tr.call(ctx, p, v); err != nil && !yield(0, err) {
					return
				} else if err != nil {
					continue
				}
			} else {
				tr.enter(p)
				tr.work(ctx, p, v)
			}
			if !yield(v, nil) {
				return
			}
		}
	}
	none := context.Background()
	switch p.kind {
	case "From":
		return pipeline.From(func(yield func(int, error) bool) { each(none, yield) })
	case "FromSeq":
		return pipeline.FromSeq(func(yield func(int) bool) {
			each(none, func(v int, _ error) bool { return yield(v) })
		})
	case "FromFunc":
		return pipeline.FromFunc(func(ctx context.Context, yield func(int) bool) error {
			each(ctx, func(v int, _ error) bool { return ctx.Err() == nil && yield(v) })
			return ctx.Err()
		})
	case "FromChan":
		return func(ctx context.Context) iter.Seq2[int, error] { // a channel for each run
			ch := make(chan int, p.n)
			for _, v := range p.values() {
				ch <- v
			}
			close(ch)
			return pipeline.FromChan(ch)(ctx)
		}
	case "Lines", "LinesFrom":
		return pipeline.Map(tr.lines(p), 1, pipeline.Lift(strconv.Atoi))
	case "deaf":
		return func(context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) { each(none, yield) }
		}
	}
	return pipeline.Of(p.values()...)
}

func (tr *trial) lines(p modelPart) pipeline.Flow[string] {
	var text strings.Builder
	for _, v := range p.values() {
		fmt.Fprintln(&text, v)
	}
	open := func() *modelFile { return &modelFile{strings.NewReader(text.String()), tr} }
	if p.kind == "Lines" {
		return func(ctx context.Context) iter.Seq2[string, error] {
			return pipeline.Lines(open())(ctx)
		}
	}
	return pipeline.LinesFrom(func(context.Context) (io.ReadCloser, error) {
		tr.opened.Add(1)
		return open(), nil
	})
}

// A modelFile gives its text in small pieces.
type modelFile struct {
	*strings.Reader
	tr *trial
}

func (f *modelFile) Read(p []byte) (int, error) {
	f.tr.enter(modelPart{kind: "Read"})
	return f.Reader.Read(p[:min(len(p), 50)])
}

func (f *modelFile) Close() error {
	f.tr.enter(modelPart{kind: "Close"})
	f.tr.opened.Add(-1)
	return nil
}
