package main

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// A trial is one job, with each role a process, and what the test needs to look into it.
type trial struct {
	url, job string
	js       jetstream.JetStream
}

// newTrial starts a server, and connects to it.
func newTrial(t *testing.T) *trial {
	t.Helper()
	_, url := startServer(t)
	return joinTrial(t, url, 1)
}

func joinTrial(t *testing.T, url string, replicas int) *trial {
	t.Helper()
	j, err := join(t.Context(), options{url: url, job: "trial", replicas: replicas})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(j.conn.Close)
	return &trial{url, j.job, j.js}
}

func (tr *trial) start(t *testing.T, role, name string, args ...string) *child {
	t.Helper()
	all := []string{"-role", role, "-name", name, "-url", tr.url, "-job", tr.job}
	return start(t, append(all, args...)...)
}

// stream returns the stream of the "lines" or "counts".
func (tr *trial) stream(t *testing.T, of string) jetstream.Stream {
	t.Helper()
	var err error
	for range 4 { // there may be no leader for a while
		var s jetstream.Stream
		if s, err = untilItWorks(t.Context(), tr.js.Stream, tr.job+"-"+of); err == nil {
			return s
		}
	}
	t.Fatal(err)
	return nil
}

// stored returns how many counts are.
func (tr *trial) stored(t *testing.T) int {
	t.Helper()
	return int(tr.stream(t, "counts").CachedInfo().State.Msgs)
}

// untilStored waits until n counts are stored.
func (tr *trial) untilStored(t *testing.T, n int) {
	t.Helper()
	late := time.Now().Add(45 * time.Second)
	for tr.stored(t) < n {
		if time.Now().After(late) {
			t.Fatalf("%d counts are stored, not yet %d", tr.stored(t), n)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// untilAcknowledged waits until no line is to be delivered again.
func (tr *trial) untilAcknowledged(t *testing.T) {
	t.Helper()
	tr.untilLines(t, func(info *jetstream.ConsumerInfo) bool {
		return info.NumPending == 0 && info.NumAckPending == 0
	})
}

// untilFetched waits until workers have n lines that they have not acknowledged.
func (tr *trial) untilFetched(t *testing.T, n int) {
	t.Helper()
	tr.untilLines(t, func(info *jetstream.ConsumerInfo) bool { return info.NumAckPending == n })
}

func (tr *trial) untilLines(t *testing.T, are func(*jetstream.ConsumerInfo) bool) {
	t.Helper()
	for {
		c, err := tr.js.Consumer(t.Context(), tr.job+"-lines", "workers")
		if err == nil && are(c.CachedInfo()) {
			return
		}
		if err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// A record is what is in the stream of the counts.
type record struct {
	lines   map[string]int // how many counts of each there are
	workers map[string]int // how many lines each has counted
	twice   int            // counts that are not the first ones of their lines
	silence time.Duration  // the longest between one count and the next
	last    time.Time
}

func (tr *trial) record(t *testing.T) record {
	t.Helper()
	r := record{lines: map[string]int{}, workers: map[string]int{}}
	counts := tr.stream(t, "counts")
	consumer, err := untilItWorks(t.Context(), counts.OrderedConsumer, jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatal(err)
	}
	messages, err := consumer.Messages()
	if err != nil {
		t.Fatal(err)
	}
	defer messages.Stop()
	for n := tr.stored(t); n > 0; n-- {
		m, err := messages.Next(jetstream.NextMaxWait(10 * time.Second))
		if err != nil {
			t.Fatal(err)
		}
		r.add(t, m)
	}
	return r
}

func (r *record) add(t *testing.T, m jetstream.Msg) {
	t.Helper()
	var c count
	meta, err := m.Metadata()
	if err := errors.Join(err, json.Unmarshal(m.Data(), &c)); err != nil {
		t.Fatal(err)
	}
	if !r.last.IsZero() {
		r.silence = max(r.silence, meta.Timestamp.Sub(r.last))
	}
	r.last = meta.Timestamp
	if c.Total != nil {
		return
	}
	if r.lines[c.Line]++; r.lines[c.Line] > 1 {
		r.twice++
	}
	r.workers[c.Worker]++
}
