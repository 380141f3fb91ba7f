package enginetest

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
)

type (
	message = pipeline.Message[string]
	flow    = pipeline.Flow[message]
)

// These are the times of the tests. What is to be done at once takes less than patience, and
// what has to wait for a long AckWait takes more.
const (
	shortWait = time.Second
	longWait  = time.Minute
	patience  = longWait / 3
)

// A reporter is what a trial needs of a testing.T.
type reporter interface {
	Errorf(format string, args ...any)
	Skip(args ...any)
}

// A trial is one test of one engine.
type trial struct {
	reporter
	ctx   context.Context
	maker func(Config) Engine
	given atomic.Int64 // IDs of fresh messages
	lacks string       // what the engine cannot be held to, and so is not
}

// limit is how long a test may take: it gives up before that, unless a run has no end.
var limit = 3 * patience

// try runs the test of a law; what is wrong is reported to r.
func try(t *testing.T, r reporter, open func(*testing.T, Config) Engine, law law) {
	tr := &trial{
		reporter: r, ctx: t.Context(),
		maker: func(c Config) Engine { return open(t, c) },
	}
	over := make(chan struct{})
	go func() {
		defer close(over)
		law.check(tr)
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-over:
		if tr.lacks != "" {
			r.Skip(tr.lacks)
		}
	case <-timer.C:
		r.Errorf("%s: not over after %v: a run that was left, cancelled or told to stop goes on",
			law.name, limit)
	}
}

// open makes a queue; what is zero in c is of no interest.
func (tr *trial) open(c Config) Engine {
	setDefault(&c.AckWait, longWait)
	setDefault(&c.MaxAttempts, 20)
	setDefault(&c.MaxUnacked, 1000)
	setDefault(&c.Prefetch, 10)
	return tr.maker(c)
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// fatalf ends the test.
func (tr *trial) fatalf(format string, args ...any) {
	tr.Errorf(format, args...)
	runtime.Goexit()
}

// skip ends the test of what the engine does not have.
func (tr *trial) skip(lacks string) {
	tr.lacks = lacks
	runtime.Goexit()
}

// brief returns a context for what must not take long.
func (tr *trial) brief() (context.Context, context.CancelFunc) {
	cause := fmt.Errorf("enginetest: not done within %v", patience)
	return context.WithTimeoutCause(tr.ctx, patience, cause)
}

// words returns n values, and those of the second half are unusual.
func words(n int) (all []string) {
	odd := []string{"", "\x00", "snow ☃", "a\nb", "\"quoted\" <&>", " blank "}
	for i := range n {
		word := fmt.Sprintf("word %d", i)
		if k := i - n/2; k >= 0 && k < len(odd) {
			word = odd[k]
		}
		all = append(all, word)
	}
	return all
}

// fresh is the flow of values as messages, with IDs of their own.
func (tr *trial) fresh(values ...string) flow {
	return pipeline.Messages(pipeline.Of(values...), func(string) string {
		return fmt.Sprintf("fresh:%d", tr.given.Add(1))
	})
}

// publish stores the messages of in.
func (tr *trial) publish(to engine.Sink[string], in flow) {
	ctx, cancel := tr.brief()
	defer cancel()
	if err := pipeline.Settle(ctx, to.Publish(in)); err != nil {
		tr.fatalf("messages cannot be published: %v", err)
	}
}

// A handler handles a message; that it fails is not the last word on it.
type handler func(context.Context, message) error

// handle is a stage that calls h, at most n times at once.
func handle(in flow, n int, h handler, opts ...pipeline.Option) flow {
	return pipeline.Map(in, n, func(ctx context.Context, m message) (message, error) {
		return m, h(ctx, m)
	}, opts...)
}

// A book has what was delivered.
type book struct {
	mu   sync.Mutex
	all  []message
	ids  map[string]int       // how often each was
	key  func(message) string // what counts as the ID, if not that
	done func()               // to be called when there are so many IDs
	want int
}

// record is a handler.
func (b *book) record(_ context.Context, m message) error {
	b.note(m)
	return nil
}

// note returns how often the message has come, this time included.
func (b *book) note(m message) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ids == nil {
		b.ids = make(map[string]int)
	}
	id := m.ID()
	if b.key != nil {
		id = b.key(m)
	}
	b.all = append(b.all, m)
	b.ids[id]++
	if b.done != nil && len(b.ids) >= b.want {
		b.done()
	}
	return b.ids[id]
}

// values returns the values in the order in which they came.
func (b *book) values() (all []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, m := range b.all {
		all = append(all, m.Value)
	}
	return all
}

func (b *book) len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.all)
}

// collect takes so many different messages out of a queue, by one reader who acknowledges
// them, and returns what came; it has to come at once.
func (tr *trial) collect(from engine.Source[string], want int) *book {
	b := &book{want: want}
	tr.fill(b, from)
	return b
}

func (tr *trial) fill(b *book, from engine.Source[string]) {
	if b.want == 0 {
		return
	}
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, b.done = pipeline.WithDrain(ctx)
	err := pipeline.Settle(ctx, handle(from.Messages(), 1, b.record))
	if err != nil || len(b.ids) < b.want {
		tr.fatalf("%d of %d messages were delivered within %v: %q; Settle: %v",
			len(b.ids), b.want, patience, b.values(), err)
	}
}

// quiet checks that nothing is delivered for some time.
func (tr *trial) quiet(from engine.Source[string], d time.Duration) {
	ctx, stop := pipeline.WithDrain(tr.ctx)
	defer time.AfterFunc(d, stop).Stop()
	var b book
	if err := pipeline.Settle(ctx, handle(from.Messages(), 1, b.record)); err != nil {
		tr.fatalf("a reader that was told to stop ended with an error: %v", err)
	}
	if b.len() > 0 {
		tr.fatalf("what had been settled was delivered again: %q", b.values())
	}
}

// same checks that values are those that are wanted, and in that order if in order.
func (tr *trial) same(what string, got, want []string, inOrder bool) {
	if !inOrder {
		got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	}
	if !slices.Equal(got, want) {
		tr.fatalf("%s: %q, want %q", what, got, want)
	}
}

// eventually waits until ok returns true.
func (tr *trial) eventually(what string, ok func() bool) {
	for deadline := time.Now().Add(patience); !ok(); time.Sleep(patience / 2000) {
		if time.Now().After(deadline) {
			tr.fatalf("not within %v: %s", patience, what)
		}
	}
}
