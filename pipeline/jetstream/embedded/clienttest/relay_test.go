package clienttest

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/jetstream"
)

// relay lets sources reach JetStream by the domain "relay". Requests for messages pass
// only through filter, which gets the number of each, and a function that sends it on.
func (b *bench) relay(t testing.TB, filter func(number int, pass func())) jetstream.Source[string] {
	t.Helper()
	conn, err := b.server.Connect()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	number := 0
	_, err = conn.Subscribe("$JS.relay.API.>", func(m *nats.Msg) {
		pass := func() {
			to := strings.Replace(m.Subject, ".relay", "", 1)
			if err := conn.PublishRequest(to, m.Reply, m.Data); err != nil {
				t.Error(err)
			}
		}
		if !strings.Contains(m.Subject, ".MSG.NEXT.") {
			pass()
			return
		}
		number++
		filter(number, pass)
	})
	if err == nil {
		err = conn.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	source := b.source()
	source.Domain = "relay"
	return source
}

// Requests that get lost cost some seconds, each time, and no message.
func TestLostRequests(t *testing.T) {
	const n = 1000
	b := startParallel(t)
	b.fill(t, n)
	source := b.relay(t, func(number int, pass func()) {
		if number != 1 && number != 30 && number != 31 {
			pass()
		}
	})
	source.Prefetch = 20
	gaps := 0
	source.OnGap = func(error) { gaps++ }
	begin := time.Now()
	got := b.numbers(t, source.Messages(), n)
	if len(got) != n || gaps == 0 {
		t.Errorf("%d messages, %d gaps", len(got), gaps)
	}
	if took := time.Since(begin); took > time.Duration(gaps)*4*time.Second+10*time.Second {
		t.Errorf("took %v, with %d gaps", took, gaps)
	}
}

// Requests that are held up, as long as the source takes them for lost, may all come to
// life at once. There is room for what they bring.
func TestLateRequests(t *testing.T) {
	const n = 4000
	b := startParallel(t)
	b.fill(t, n)
	var mu sync.Mutex
	var held []func()
	late := false
	source := b.relay(t, func(_ int, pass func()) {
		mu.Lock()
		defer mu.Unlock()
		if late {
			pass()
			return
		}
		held = append(held, pass)
	})
	source.Prefetch = 100
	time.AfterFunc(16*time.Second, func() {
		mu.Lock()
		defer mu.Unlock()
		late = true
		for _, pass := range held {
			pass()
		}
	})
	first := sync.OnceFunc(func() { time.Sleep(300 * time.Millisecond) }) // all may come meanwhile
	slow := pipeline.Tap(source.Messages(), func(message) { first() })
	for text, times := range b.numbers(t, slow, n) {
		if times != 1 {
			t.Fatalf("message %s came %d times", text, times)
		}
	}
}
