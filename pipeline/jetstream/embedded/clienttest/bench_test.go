package clienttest

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// Each round of a benchmark moves so many messages of 128 bytes.
const load = 10_000

var payload = strings.Repeat("coseq 8 ", 128/8)

// places are where the benchmarks run.
var places = []struct {
	name    string
	options func(testing.TB) embedded.Options
}{
	{"memory", func(testing.TB) embedded.Options { return embedded.Options{} }},
	{"file-tcp", func(b testing.TB) embedded.Options {
		return embedded.Options{Dir: b.TempDir(), NoSync: true, Listen: "127.0.0.1:0"}
	}},
}

// BenchmarkEndToEnd takes messages of IN, publishes each with its identifier to OUT, and
// acknowledges it then; by the client's own API and by flows, in turns. ratio is how fast
// flows are in comparison, of the best rounds of both.
func BenchmarkEndToEnd(b *testing.B) {
	for _, place := range places {
		b.Run(place.name, func(b *testing.B) {
			s := startWith(b, place.options(b))
			s.load(b, load)
			compare(b, s, s.clientEndToEnd, func(b *testing.B) { s.flowEndToEnd(b, 500, 0) })
		})
	}
}

// BenchmarkPrefetch shows what fetching more at a time is worth.
func BenchmarkPrefetch(b *testing.B) {
	for _, prefetch := range []int{1, 10, 100, 500} {
		b.Run(strconv.Itoa(prefetch), func(b *testing.B) {
			s := start(b)
			s.load(b, load)
			compare(b, s, func(b *testing.B) { s.clientConsume(b, prefetch) },
				func(b *testing.B) { s.flowConsume(b, prefetch) })
		})
	}
}

// BenchmarkWindow shows what more publications on their way are worth.
func BenchmarkWindow(b *testing.B) {
	for _, window := range []int{1, 16, 64, 256, 1024} {
		b.Run(strconv.Itoa(window), func(b *testing.B) {
			s := start(b)
			compare(b, s, func(b *testing.B) { s.clientPublish(b, window) },
				func(b *testing.B) { s.flowPublish(b, window) })
		})
	}
}

// compare runs both in turns, b.N times, and at least five. On a machine that has other
// things to do, only the best of many rounds say something.
func compare(b *testing.B, s *bench, client, flow func(*testing.B)) {
	var times [2][]time.Duration
	for range max(b.N, 5) {
		for i, run := range []func(*testing.B){client, flow} {
			s.reset(b)
			begin := time.Now()
			run(b)
			times[i] = append(times[i], time.Since(begin))
		}
	}
	theirs, ours := slices.Min(times[0]), slices.Min(times[1])
	b.ReportMetric(load/theirs.Seconds(), "client-msg/s")
	b.ReportMetric(load/ours.Seconds(), "flow-msg/s")
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "ratio")
	b.ReportMetric(0, "ns/op")
}

// load fills IN.
func (s *bench) load(b *testing.B, n int) {
	for range n {
		if _, err := s.js.PublishAsync("in.x", []byte(payload)); err != nil {
			b.Fatal(err)
		}
	}
	<-s.js.PublishAsyncComplete()
}

// reset makes OUT and the consumer anew.
func (s *bench) reset(b *testing.B) {
	ctx := within(b, time.Minute)
	stream, err := s.js.Stream(ctx, "OUT")
	if err != nil {
		b.Fatal(err)
	}
	config := stream.CachedInfo().Config
	if err := s.js.DeleteStream(ctx, "OUT"); err != nil {
		b.Fatal(err)
	}
	s.create(b, config)
	_ = s.js.DeleteConsumer(ctx, "IN", "work") // if there is one
	_, err = s.js.CreateConsumer(ctx, "IN", natsjs.ConsumerConfig{
		Durable: "work", AckPolicy: natsjs.AckExplicitPolicy, MaxAckPending: 10_000,
	})
	if err != nil {
		b.Fatal(err)
	}
}

// clientEndToEnd is what one writes with the client: a loop that publishes, and one that
// acknowledges, with 256 in between.
func (s *bench) clientEndToEnd(b *testing.B) {
	type pair struct {
		in  natsjs.Msg
		out natsjs.PubAckFuture
	}
	it, pairs := s.messages(b, 500), make(chan pair, 256)
	defer it.Stop()
	go func() {
		defer close(pairs)
		for range load {
			in, err := it.Next()
			if err != nil {
				b.Error(err)
				return
			}
			meta, err := in.Metadata()
			if err != nil {
				b.Error(err)
				return
			}
			out, err := s.js.PublishMsgAsync(&nats.Msg{Subject: "out.x", Data: in.Data()},
				natsjs.WithMsgID(meta.Stream+":"+strconv.FormatUint(meta.Sequence.Stream, 10)+"@out.x"))
			if err != nil {
				b.Error(err)
				return
			}
			pairs <- pair{in, out}
		}
	}()
	for p := range pairs {
		select {
		case <-p.out.Ok():
			_ = p.in.Ack()
		case err := <-p.out.Err():
			b.Fatal(err)
		}
	}
}

func (s *bench) messages(b *testing.B, prefetch int) natsjs.MessagesContext {
	consumer, err := s.js.Consumer(context.Background(), "IN", "work")
	if err != nil {
		b.Fatal(err)
	}
	it, err := consumer.Messages(natsjs.PullMaxMessages(prefetch))
	if err != nil {
		b.Fatal(err)
	}
	return it
}

func (s *bench) flowEndToEnd(b *testing.B, prefetch, window int) {
	sink := s.sink()
	sink.Window = window
	if err := settle(b, sink.Publish(s.flow(prefetch)), load); err != nil {
		b.Fatal(err)
	}
}

func (s *bench) flow(prefetch int) flow {
	source := s.source()
	source.AckWait, source.Prefetch = 0, prefetch
	return source.Messages()
}

func (s *bench) clientConsume(b *testing.B, prefetch int) {
	it := s.messages(b, prefetch)
	defer it.Stop()
	for n := 0; n < load; {
		in, err := it.Next(natsjs.NextMaxWait(100 * time.Millisecond)) // else it may stall
		if err == nil {
			n++
			_ = in.Ack()
		}
	}
}

func (s *bench) flowConsume(b *testing.B, prefetch int) {
	if err := settle(b, s.flow(prefetch), load); err != nil {
		b.Fatal(err)
	}
}

func (s *bench) clientPublish(b *testing.B, window int) {
	futures := make(chan natsjs.PubAckFuture, window)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for f := range futures {
			<-f.Ok()
		}
	}()
	for i := range load {
		f, err := s.js.PublishMsgAsync(&nats.Msg{Subject: "out.x", Data: []byte(payload)},
			natsjs.WithMsgID(strconv.Itoa(i)))
		if err != nil {
			b.Fatal(err)
		}
		futures <- f
	}
	close(futures)
	<-done
}

func (s *bench) flowPublish(b *testing.B, window int) {
	numbers := pipeline.FromFunc(func(_ context.Context, yield func(int) bool) error {
		for i := range load {
			if !yield(i) {
				break
			}
		}
		return nil
	})
	sink := jetstream.Sink[int]{Conn: s.conn, Subject: "out.x", Codec: same{}, Window: window}
	out := sink.Publish(pipeline.Messages(numbers, strconv.Itoa))
	if err := pipeline.Settle(within(b, time.Minute), out); err != nil {
		b.Fatal(err)
	}
}

// same encodes every number as payload.
type same struct{ engine.Codec[int] }

func (same) Append(dst []byte, _ int) ([]byte, error) { return append(dst, payload...), nil }
