package embedded_test

import (
	"context"
	"iter"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	natsjs "github.com/nats-io/nats.go/jetstream"
	"golang.org/x/time/rate"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// While numbers go through two streams of three replicas each, the server that leads the first
// stream stops, and comes back, three times. All numbers arrive, each once.
func TestLeaderStops(t *testing.T) {
	c := startCluster(t)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	r := newRelay(t, c)
	producing, stopProducing := pipeline.WithDrain(ctx)
	working, stopWorking := pipeline.WithDrain(ctx)

	var work, rest sync.WaitGroup
	work.Go(func() { r.produce(t, producing) })
	rest.Go(func() { r.work(t, working) })
	rest.Go(func() { r.collect(t, working) })

	for range 3 {
		time.Sleep(time.Second)
		i, err := c.AwaitLeader(ctx, "IN")
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("server %d stops after %d numbers have arrived", i, r.arrived())
		if err := c.Stop(i); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Second)
		if err := c.Restart(i); err != nil {
			t.Error(err)
		}
	}
	stopProducing()
	work.Wait()
	for r.arrived() < r.produced && ctx.Err() == nil {
		time.Sleep(10 * time.Millisecond)
	}
	stopWorking()
	rest.Wait()
	r.check(t)
}

// A relay is numbers on their way through the streams IN and OUT.
type relay struct {
	conn     *nats.Conn
	js       natsjs.JetStream
	produced int

	mu      sync.Mutex
	seen    map[string]int
	silence time.Duration // the longest between two that arrived
}

func newRelay(t *testing.T, c *embedded.Cluster) *relay {
	js := streams(t, c.Connect)
	for _, name := range []string{"IN", "OUT"} {
		if _, err := js.CreateStream(t.Context(), natsjs.StreamConfig{
			Name: name, Subjects: []string{name}, Replicas: 3,
		}); err != nil {
			t.Fatal(err)
		}
	}
	return &relay{conn: js.Conn(), js: js, seen: map[string]int{}}
}

func (r *relay) produce(t *testing.T, ctx context.Context) {
	const perSecond = 3000
	numbers := pipeline.Throttle(pipeline.FromSeq(naturals()), rate.NewLimiter(perSecond, 100))
	in := r.sink("IN")
	stored := in.Publish(pipeline.Messages(numbers, func(n string) string { return n }))
	counted := pipeline.Tap(stored, func(pipeline.Message[string]) { r.produced++ })
	if err := pipeline.Settle(ctx, counted); err != nil {
		t.Error("producer:", err)
	}
}

func naturals() iter.Seq[string] {
	return func(yield func(string) bool) {
		for n := 0; yield(strconv.Itoa(n)); n++ {
		}
	}
}

func (r *relay) source(stream string) jetstream.Source[string] {
	return jetstream.Source[string]{
		Conn: r.conn, Stream: stream, Durable: "all", Codec: engine.Text(), AckWait: 10 * time.Second,
	}
}

func (r *relay) sink(stream string) jetstream.Sink[string] {
	return jetstream.Sink[string]{
		Conn: r.conn, Subject: stream, Codec: engine.Text(),
		Timeout: time.Second, // until it is noticed that one got lost with a leader
		Retry:   pipeline.Backoff{Attempts: 60, Max: time.Second},
	}
}

func (r *relay) work(t *testing.T, ctx context.Context) {
	if err := pipeline.Settle(ctx, r.sink("OUT").Publish(r.source("IN").Messages())); err != nil {
		t.Error("worker:", err)
	}
}

func (r *relay) collect(t *testing.T, ctx context.Context) {
	last := time.Now()
	arrive := func(m pipeline.Message[string]) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.seen[m.Value]++
		r.silence = max(r.silence, time.Since(last))
		last = time.Now()
	}
	if err := pipeline.Settle(ctx, pipeline.Tap(r.source("OUT").Messages(), arrive)); err != nil {
		t.Error("collector:", err)
	}
}

// arrived returns how many numbers have.
func (r *relay) arrived() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.seen)
}

func (r *relay) check(t *testing.T) {
	again := 0
	for n := range r.produced {
		switch times := r.seen[strconv.Itoa(n)]; times {
		case 0:
			t.Errorf("number %d is lost", n)
		case 1:
		default:
			again++ // delivered again, which is not stored again
		}
	}
	stream, err := r.js.Stream(t.Context(), "OUT")
	if err != nil {
		t.Fatal(err)
	}
	if n := stored(t, stream); n != uint64(r.produced) {
		t.Errorf("%d numbers are stored in the end, of %d", n, r.produced)
	}
	t.Logf("%d numbers, %d of them delivered again, longest silence %v", r.produced, again,
		r.silence.Round(time.Millisecond))
}
