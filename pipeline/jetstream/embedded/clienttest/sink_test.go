package clienttest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go"
	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
)

// texts returns the numbers below n as messages whose identifiers are their texts.
func texts(n int) flow {
	return pipeline.Messages(pipeline.From(func(yield func(string, error) bool) {
		for i := range n {
			if !yield(strconv.Itoa(i), nil) {
				return
			}
		}
	}), itself)
}

func itself(s string) string { return s }

func publish(t testing.TB, sink jetstream.Sink[string], in flow) error {
	t.Helper()
	return pipeline.Settle(within(t, 60*time.Second), sink.Publish(in))
}

// data returns the texts of a stream.
func (b *bench) data(t testing.TB, stream string) (all []string) {
	for _, m := range b.stored(t, stream) {
		all = append(all, string(m.Data))
	}
	return all
}

// Within the duplicate window, what is published twice is stored once, unless the sink
// leaves the identifiers out.
func TestDuplicates(t *testing.T) {
	b := start(t)
	for range 2 {
		if err := publish(t, b.sink(), texts(3)); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"0", "1", "2"}, b.data(t, "OUT")); diff != "" {
		t.Error(diff)
	}
	without := b.sink()
	without.WithoutIDs = true
	if err := publish(t, without, texts(3)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"0", "1", "2", "0", "1", "2"}, b.data(t, "OUT")); diff != "" {
		t.Error(diff)
	}
}

func TestSubjectAndHeader(t *testing.T) {
	b := start(t)
	b.fill(t, 2)
	shared := nats.Header{"Shared": {"x"}}
	sink := b.sink()
	sink.Subject, sink.SubjectOf = "", func(v string) string { return "out." + v }
	sink.Header = func(m message) nats.Header {
		if m.Value == "0" {
			return nil
		}
		return shared
	}
	if err := settle(t, sink.Publish(b.source().Messages()), 2); err != nil {
		t.Fatal(err)
	}
	got := b.stored(t, "OUT")
	if len(got) != 2 || got[0].Subject != "out.0" || got[1].Subject != "out.1" {
		t.Fatalf("%v", got)
	}
	want := nats.Header{"Shared": {"x"}, natsjs.MsgIDHeader: {"IN:2@out.1"}}
	if diff := cmp.Diff(want, got[1].Header); diff != "" {
		t.Error(diff)
	}
	if len(shared) != 1 {
		t.Errorf("the header was changed: %v", shared)
	}
}

// A subject that no stream stores is an error in the place of each message.
func TestNoStream(t *testing.T) {
	b := start(t)
	sink := b.sink()
	sink.Subject = "nobody.stores.this"
	sink.Retry = pipeline.Backoff{Attempts: 2, Base: time.Millisecond}
	failed := 0
	caught := pipeline.Catch(sink.Publish(texts(3)), func(err error) error {
		if !errors.Is(err, natsjs.ErrNoStreamResponse) || pipeline.IsPermanent(err) ||
			!strings.Contains(err.Error(), fmt.Sprintf(`"%d" to "nobody.stores.this"`, failed)) {
			t.Error(err)
		}
		failed++
		return nil
	})
	if err := pipeline.Settle(within(t, 20*time.Second), caught); err != nil || failed != 3 {
		t.Error(err, failed)
	}
}

// A message that can never be stored is dead, the others are stored.
func TestUnpublishable(t *testing.T) {
	b := start(t)
	b.create(t, natsjs.StreamConfig{Name: "SMALL", Subjects: []string{"small"}, MaxMsgSize: 200})
	for _, data := range []string{"ok", strings.Repeat("x", 500), "ok too"} {
		if _, err := b.js.Publish(t.Context(), "in.x", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	sink := b.sink()
	sink.Subject = "small"
	if err := settle(t, sink.Publish(b.source().Messages()), 2); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ok", "ok too"}, b.data(t, "SMALL")); diff != "" {
		t.Error(diff)
	}
	cause := b.dead(t, 1)[0].Header.Get(jetstream.CauseHeader)
	if !strings.Contains(cause, "message size exceeds maximum") {
		t.Error(cause)
	}
	for name, text := range map[string]string{
		"too much for the server": strings.Repeat("x", 2<<20), "no text": "\xff",
	} {
		one := pipeline.Messages(pipeline.Of(text), func(string) string { return name })
		err := publish(t, b.sink(), one)
		if !pipeline.IsPermanent(err) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A stand-in answers publications to "stand.in" in place of a stream.
type standIn struct {
	*nats.Subscription
	conn     *nats.Conn
	received atomic.Int64
}

func (b *bench) standIn(t testing.TB, answer func(s *standIn, m *nats.Msg)) *standIn {
	t.Helper()
	s := &standIn{}
	var err error
	if s.conn, err = b.server.Connect(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.conn.Close)
	s.Subscription, err = s.conn.Subscribe("stand.in", func(m *nats.Msg) {
		s.received.Add(1)
		answer(s, m)
	})
	if err == nil {
		err = s.conn.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (b *bench) toStandIn() jetstream.Sink[string] {
	sink := b.sink()
	sink.Subject = "stand.in"
	return sink
}

var stored = []byte(`{"stream":"S", "seq":1}`)

// No more messages than Window are on their way, nor does each have a goroutine.
func TestWindow(t *testing.T) {
	b := start(t)
	for _, window := range []int{1, 2, 3, 10, 0} {
		t.Run(strconv.Itoa(window), func(t *testing.T) {
			waiting := make(chan *nats.Msg, 2000)
			s := b.standIn(t, func(_ *standIn, m *nats.Msg) { waiting <- m })
			sink := b.toStandIn()
			sink.Window = window
			before := runtime.NumGoroutine()
			ended := make(chan error)
			const n = 2000
			go func() { ended <- publish(t, sink, texts(n)) }()
			most := window
			if window == 0 {
				most = 256
			}
			eventually(t, "the window is about full", func() bool {
				return s.received.Load() >= int64(max(1, most-most/8-1))
			})
			time.Sleep(20 * time.Millisecond)
			for answered := range n {
				m := <-waiting
				if flying := int(s.received.Load()) - answered; flying > most {
					t.Fatalf("%d on their way", flying)
				}
				if now := runtime.NumGoroutine() - before; now > 12 {
					t.Fatalf("%d more goroutines", now)
				}
				if err := m.Respond(stored); err != nil {
					t.Fatal(err)
				}
			}
			if err := <-ended; err != nil {
				t.Fatal(err)
			}
		})
	}
}

// What is not acknowledged is published again, with the same identifier.
func TestNoAcknowledgement(t *testing.T) {
	b := start(t)
	seen := make(map[string]int)
	b.standIn(t, func(_ *standIn, m *nats.Msg) {
		id, _, _ := strings.Cut(m.Header.Get(natsjs.MsgIDHeader), "@")
		if seen[id]++; seen[id] == 1 && id[len(id)-1] == '7' {
			return // lost
		}
		_ = m.Respond(stored)
	})
	sink := b.toStandIn()
	sink.Timeout = 200 * time.Millisecond
	sink.Retry = pipeline.Backoff{Attempts: 5, Base: time.Millisecond}
	if err := publish(t, sink, texts(100)); err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		want := 1
		if i%10 == 7 {
			want = 2
		}
		if got := seen[strconv.Itoa(i)]; got != want {
			t.Errorf("message %d was published %d times, want %d", i, got, want)
		}
	}
}

// Each kind of answer that is no acknowledgement is an error, after so many attempts.
func TestAnswers(t *testing.T) {
	b := start(t)
	for _, c := range []struct {
		name, answer string
		attempts     int64
		is           error
		text         string
	}{
		{"none", "", 3, nil, "no acknowledgement within 100ms"},
		{"somebody else's", "hello", 3, natsjs.ErrInvalidJSAck, ""},
		{"no stream", `{}`, 3, natsjs.ErrInvalidJSAck, ""},
		{
			"full", `{"error":{"code":503,"err_code":10077,"description":"maximum messages exceeded"}}`,
			3, nil, "maximum messages exceeded",
		},
		{
			"too large", `{"error":{"code":400,"err_code":10054,"description":"too large"}}`,
			1, natsjs.ErrStreamMessageExceedsMaximum, "",
		},
		{"a stream named error", `{"stream":"error","seq":1}`, 1, nil, ""},
		{"a duplicate", `{"stream":"S","seq":1,"duplicate":true}`, 1, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := b.standIn(t, func(_ *standIn, m *nats.Msg) {
				if c.answer != "" {
					_ = m.Respond([]byte(c.answer))
				}
			})
			defer s.conn.Close()
			sink := b.toStandIn()
			sink.Timeout = 100 * time.Millisecond
			sink.Retry = pipeline.Backoff{Attempts: 3, Base: time.Millisecond}
			err := publish(t, sink, texts(1))
			good := c.is == nil && c.text == ""
			if (err == nil) != good || c.is != nil && !errors.Is(err, c.is) {
				t.Fatalf("error %v", err)
			}
			if got := s.received.Load(); got != c.attempts {
				t.Errorf("%d attempts, want %d", got, c.attempts)
			}
		})
	}
}

// The client's bound for publications on their way, 4000, fails what has to wait for a slow
// disk. Here nothing is acknowledged before there are more.
func TestSlowDisk(t *testing.T) {
	const n = 6000
	b := start(t)
	var waiting []*nats.Msg
	b.standIn(t, func(s *standIn, m *nats.Msg) {
		waiting = append(waiting, m)
		if s.received.Load() < 4500 {
			return
		}
		time.Sleep(time.Duration(len(waiting)) * time.Second / 9000)
		for _, m := range waiting {
			_ = m.Respond(stored)
		}
		waiting = waiting[:0]
	})
	sink := b.toStandIn()
	sink.Window = 5000
	if err := publish(t, sink, texts(n)); err != nil {
		t.Fatal(err)
	}
}

// A server that goes away in the middle, and comes back, costs nothing but time.
func TestSinkOverRestart(t *testing.T) {
	n := 20_000 / slow
	b := startFile(t)
	restarted := make(chan struct{})
	i := 0
	work := pipeline.Tap(texts(n), func(message) {
		if i++; i == n/2 {
			go func() {
				defer close(restarted)
				b.restart(t, 300*time.Millisecond)
			}()
		}
	})
	if err := publish(t, b.sink(), work); err != nil {
		t.Fatal(err)
	}
	<-restarted
	got := make(map[string]int)
	for _, text := range b.data(t, "OUT") {
		got[text]++
	}
	for i := range n {
		if times := got[strconv.Itoa(i)]; times != 1 {
			t.Fatalf("message %d is stored %d times", i, times)
		}
	}
}

// One that does not come back is an error in the place of each message, after the
// attempts, and the policy of what to do about it is the flow's.
func TestServerIsGone(t *testing.T) {
	b := startFile(t)
	sink := b.sink()
	sink.Timeout = 100 * time.Millisecond
	sink.Retry = pipeline.Backoff{Attempts: 2, Base: time.Millisecond}
	i, failed := 0, 0
	work := pipeline.Tap(texts(20), func(message) {
		if i++; i == 10 {
			_ = b.server.Close()
		}
	})
	caught := pipeline.Catch(sink.Publish(work), func(err error) error {
		failed++
		if pipeline.IsPermanent(err) || !strings.Contains(err.Error(), "RECONNECTING") {
			t.Error(err)
		}
		return nil
	})
	begin := time.Now()
	if err := pipeline.Settle(within(t, 20*time.Second), caught); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); failed < 11 || took > 10*time.Second {
		t.Errorf("%d failed within %v", failed, took)
	}
}

// Those that are on their way when one is given up do not each wait as long again.
func TestServerIsGoneForAll(t *testing.T) {
	const n = 200
	b := startFile(t)
	sink := b.sink()
	sink.Timeout = 500 * time.Millisecond
	sink.Retry = pipeline.Backoff{Attempts: 3, Base: time.Millisecond}
	i, failed := 0, 0
	work := pipeline.Tap(texts(n), func(message) {
		if i++; i == n/2 {
			_ = b.server.Close()
		}
	})
	caught := pipeline.Catch(sink.Publish(work), func(error) error {
		failed++
		return nil
	})
	begin := time.Now()
	if err := pipeline.Settle(within(t, 60*time.Second), caught); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); failed < n/2 || took > 20*time.Second {
		t.Errorf("%d failed within %v", failed, took)
	}
}

// A connection that is closed is an error at once.
func TestSinkWithoutConnection(t *testing.T) {
	b := start(t)
	b.conn.Close()
	err := publish(t, b.sink(), texts(3))
	if !errors.Is(err, nats.ErrConnectionClosed) {
		t.Error(err)
	}
}

// Errors and drops of the flow keep their places, and what is published is given as soon
// as it is stored, also while nothing comes after it.
func TestPrompt(t *testing.T) {
	b := start(t)
	input := make(chan string)
	work := b.sink().Publish(pipeline.Messages(pipeline.FromChan(input), itself))
	ctx, cancel := context.WithCancel(within(t, 20*time.Second))
	defer cancel()
	output := make(chan string)
	go func() {
		defer close(output)
		for m, err := range work.All(ctx) {
			if err != nil {
				return
			}
			output <- m.Value
		}
	}()
	for i := range 20 {
		text := strconv.Itoa(i)
		input <- text
		if got := <-output; got != text {
			t.Fatalf("got %q, want %q", got, text)
		}
	}
	cancel()
	for range output {
	}
}

// A sink of numbers needs a codec, and no more.
func TestJSON(t *testing.T) {
	b := start(t)
	type point struct{ X, Y int }
	sink := jetstream.Sink[point]{Conn: b.conn, Subject: "out.points", Codec: engine.JSON[point]()}
	points := pipeline.Messages(pipeline.Of(point{1, 2}), func(p point) string { return fmt.Sprint(p) })
	if err := pipeline.Settle(within(t, 10*time.Second), sink.Publish(points)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`{"X":1,"Y":2}`}, b.data(t, "OUT")); diff != "" {
		t.Error(diff)
	}
}
