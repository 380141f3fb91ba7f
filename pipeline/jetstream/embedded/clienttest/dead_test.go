package clienttest

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go"
	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/jetstream"
)

var errBad = errors.New("it is\nbad")

// handle is a stage that calls f.
func handle(in flow, f func(message) error) flow {
	return pipeline.Map(in, 1, func(_ context.Context, m message) (message, error) {
		return m, f(m)
	})
}

// dead waits for so many dead letters and returns them.
func (b *bench) dead(t testing.TB, n int) []*nats.Msg {
	t.Helper()
	eventually(t, "dead letters", func() bool { return len(b.stored(t, "DEAD")) >= n })
	letters := b.stored(t, "DEAD")
	if len(letters) != n {
		t.Fatalf("%d dead letters, want %d", len(letters), n)
	}
	return letters
}

// A message that fails each time is not delivered any more after so many times, and the
// others go on.
func TestPoison(t *testing.T) {
	b := start(t)
	poison := nats.NewMsg("in.x")
	poison.Data = []byte("poison")
	poison.Header.Set("Trace", "t1")
	poison.Header.Set(natsjs.MsgIDHeader, "p1")
	poison.Header.Set(natsjs.ExpectedStreamHeader, "IN")
	if _, err := b.js.PublishMsg(t.Context(), poison); err != nil {
		t.Fatal(err)
	}
	b.fill(t, 5)
	source := b.source()
	source.MaxAttempts = 3
	ctx, stop := pipeline.WithDrain(within(t, 20*time.Second))
	defer stop()
	deliveries, good, told := 0, 0, 0
	work := handle(source.Messages(), func(m message) error {
		if m.Value != "poison" {
			good++
			return nil
		}
		deliveries++
		if r := m.Token.(*jetstream.Receipt); r.Attempt() != deliveries {
			t.Errorf("delivery %d is attempt %d", deliveries, r.Attempt())
		}
		return errBad
	})
	note := func(r pipeline.Receipt, err error) error {
		if !errors.Is(err, errBad) || r.ID() != "IN:1" {
			t.Errorf("%s failed with %v", r.ID(), err)
		}
		if told++; told == 3 {
			stop()
		}
		return nil
	}
	err := pipeline.Settle(ctx, work, pipeline.OnFailure(note))
	if err != nil || deliveries != 3 || good != 5 {
		t.Fatalf("%v, %d deliveries, %d others", err, deliveries, good)
	}
	letter := b.dead(t, 1)[0]
	want := nats.Header{
		"Trace":                  {"t1"},
		natsjs.MsgIDHeader:       {"IN:1@work@dead.work"},
		jetstream.CauseHeader:    {engine.ErrAttempts.Error() + ": it is bad"},
		jetstream.SubjectHeader:  {"in.x"},
		jetstream.StreamHeader:   {"IN"},
		jetstream.SequenceHeader: {"1"},
		jetstream.ConsumerHeader: {"work"},
		jetstream.AttemptsHeader: {"3"},
	}
	if diff := cmp.Diff(want, letter.Header); diff != "" || string(letter.Data) != "poison" {
		t.Errorf("dead letter %q: %s", letter.Data, diff)
	}
	if undelivered, unacknowledged := b.pending(t); undelivered+unacknowledged > 0 {
		t.Errorf("%d undelivered, %d unacknowledged", undelivered, unacknowledged)
	}
}

// A message whose workers die each time never gets to say so. After MaxAttempts deliveries
// it does not come into the flow any more.
func TestPoisonThatKills(t *testing.T) {
	b := start(t)
	b.fill(t, 1)
	source := b.source()
	source.MaxAttempts = 2
	for range 2 {
		// The loop ends with "0" in its hands, and nobody settles it.
		for m, err := range source.Messages().All(within(t, 10*time.Second)) {
			if err != nil || m.Value != "0" {
				t.Fatal(m, err)
			}
			b.nak(t, m)
			break
		}
	}
	b.fill(t, 2) // once more 0, and 1
	got := b.numbers(t, source.Messages(), 2)
	if diff := cmp.Diff(map[string]int{"0": 1, "1": 1}, got); diff != "" {
		t.Error(diff)
	}
	letter := b.dead(t, 1)[0]
	attempts := letter.Header.Get(jetstream.AttemptsHeader)
	cause := letter.Header.Get(jetstream.CauseHeader)
	if attempts != "3" || cause != engine.ErrAttempts.Error() {
		t.Errorf("%v", letter.Header)
	}
}

// nak has the server deliver the message again, as it would after AckWait.
func (b *bench) nak(t testing.TB, m message) {
	t.Helper()
	if err := m.Token.Nack(context.Background(), pipeline.ErrAbandoned); err != nil {
		t.Fatal(err)
	}
}

// What cannot be decoded is dead at once, with its error, and the flow goes on.
func TestUndecodable(t *testing.T) {
	b := start(t)
	for _, data := range []string{`{"n":1}`, `{"n":`, `{"n":3}`} {
		if _, err := b.js.Publish(t.Context(), "in.x", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	type order struct{ N int }
	source := jetstream.Source[order]{
		Conn: b.conn, Stream: "IN", Durable: "work", Codec: engine.JSON[order](), DeadLetter: "dead.work",
	}
	ctx, stop := pipeline.WithDrain(within(t, 20*time.Second))
	defer stop()
	var got []int
	var told error
	work := pipeline.Tap(source.Messages(), func(m pipeline.Message[order]) {
		if got = append(got, m.Value.N); m.Value.N == 3 {
			stop()
		}
	})
	err := pipeline.Settle(ctx, work, pipeline.OnFailure(func(_ pipeline.Receipt, err error) error {
		told = err
		return nil
	}))
	if diff := cmp.Diff([]int{1, 3}, got); diff != "" || err != nil {
		t.Fatal(err, diff)
	}
	if told == nil || !strings.Contains(told.Error(), `IN:2 on "in.x"`) || !pipeline.IsPermanent(told) {
		t.Errorf("failed with %v", told)
	}
	letter := b.dead(t, 1)[0]
	cause := letter.Header.Get(jetstream.CauseHeader)
	if cause != told.Error() || string(letter.Data) != `{"n":` {
		t.Errorf("%q: %s", letter.Data, cause)
	}
}

// Without a subject for them, messages that have failed for good are not delivered again.
func TestNoDeadLetters(t *testing.T) {
	b := start(t)
	b.fill(t, 3)
	source := b.source()
	source.DeadLetter = ""
	work := handle(source.Messages(), func(m message) error {
		if m.Value == "1" {
			return pipeline.Permanent(errBad)
		}
		return nil
	})
	if err := settle(t, work, 2); err != nil {
		t.Fatal(err)
	}
	eventually(t, "nothing pending", func() bool {
		undelivered, unacknowledged := b.pending(t)
		return undelivered+unacknowledged == 0
	})
	if n := len(b.stored(t, "IN")); n != 3 {
		t.Errorf("the stream has %d messages", n)
	}
}

// A dead letter that cannot be stored ends the run, and the message is not lost.
func TestDeadLetterIsNotLost(t *testing.T) {
	b := start(t)
	b.fill(t, 1)
	source := b.source()
	source.Timeout = 500 * time.Millisecond
	work := handle(source.Messages(), func(message) error {
		err := b.js.DeleteStream(t.Context(), "DEAD")
		if err != nil && !errors.Is(err, natsjs.ErrStreamNotFound) {
			t.Error(err)
		}
		return pipeline.Permanent(errBad)
	})
	err := pipeline.Settle(within(t, 20*time.Second), work)
	if !errors.Is(err, natsjs.ErrNoStreamResponse) ||
		!strings.Contains(err.Error(), `dead letter IN:1 to "dead.work"`) {
		t.Fatal(err)
	}
	source.DeadLetter = ""
	if got := b.numbers(t, source.Messages(), 1); got["0"] != 1 {
		t.Errorf("%v", got)
	}
}

// A dead letter that is too large with what is added to it, or for its stream, comes
// without the message, and no worker ends for it.
func TestLargeDeadLetter(t *testing.T) {
	b := start(t)
	b.create(t, natsjs.StreamConfig{Name: "SMALL", Subjects: []string{"small.>"}, MaxMsgSize: 2000})
	size := int(b.conn.MaxPayload()) - 100
	if _, err := b.js.Publish(t.Context(), "in.x", make([]byte, size)); err != nil {
		t.Fatal(err)
	}
	for stream, subject := range map[string]string{"DEAD": "dead.large", "SMALL": "small.dead"} {
		source := b.source()
		source.Durable, source.DeadLetter = stream, subject
		work := handle(source.Messages(), func(message) error { return pipeline.Permanent(errBad) })
		ctx, stop := pipeline.WithDrain(within(t, 20*time.Second))
		err := pipeline.Settle(ctx, work, pipeline.OnFailure(func(pipeline.Receipt, error) error {
			stop()
			return nil
		}))
		if err != nil {
			t.Fatal(err)
		}
		letters := b.stored(t, stream)
		if len(letters) != 1 || len(letters[0].Data) > 0 {
			t.Fatalf("%d dead letters", len(letters))
		}
		want := nats.Header{
			jetstream.OmittedHeader:  {strconv.Itoa(size)},
			natsjs.MsgIDHeader:       {"IN:1@" + stream + "@" + subject},
			jetstream.CauseHeader:    {"it is bad"},
			jetstream.SubjectHeader:  {"in.x"},
			jetstream.StreamHeader:   {"IN"},
			jetstream.SequenceHeader: {"1"},
			jetstream.ConsumerHeader: {stream},
			jetstream.AttemptsHeader: {"1"},
		}
		if diff := cmp.Diff(want, letters[0].Header); diff != "" {
			t.Error(diff)
		}
	}
}

// The cause may be any text, and the message is that of each consumer that gives it up.
func TestCauses(t *testing.T) {
	b := start(t)
	b.fill(t, 1)
	causes := map[string]string{
		"lines": "one\r\n\r\ntwo\nNats-Rollup: all", "long": strings.Repeat("ü", 700),
	}
	for durable, cause := range causes {
		source := b.source()
		source.Durable = durable
		ctx, stop := pipeline.WithDrain(within(t, 20*time.Second))
		work := handle(source.Messages(), func(message) error {
			stop()
			return pipeline.Permanent(errors.New(cause))
		})
		if err := pipeline.Settle(ctx, work); err != nil {
			t.Fatal(err)
		}
	}
	got := make(map[string]string)
	for _, letter := range b.dead(t, len(causes)) {
		if len(letter.Header) != 7 {
			t.Errorf("%v", letter.Header)
		}
		got[letter.Header.Get(jetstream.ConsumerHeader)] = letter.Header.Get(jetstream.CauseHeader)
	}
	want := map[string]string{
		"lines": "one two Nats-Rollup: all", "long": strings.Repeat("ü", 500),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
