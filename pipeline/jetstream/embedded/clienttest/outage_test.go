package clienttest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/coseq/coseq/pipeline"
)

// A server that goes away and comes back, several times, costs nothing but time.
func TestRestarts(t *testing.T) {
	n := 30_000 / slow
	b := startFile(t)
	b.fill(t, n)
	source := b.source()
	source.AckWait = 2 * time.Second // for what was lost on the way to a server that died
	gaps := 0
	source.OnGap = func(error) { gaps++ }
	ended := make(chan struct{})
	defer close(ended)
	restarted := make(chan int)
	go func() {
		count := 0
		defer func() { restarted <- count }()
		for range 3 {
			select {
			case <-ended:
				return
			case <-time.After(300 * time.Millisecond):
			}
			b.restart(t, 200*time.Millisecond)
			count++
		}
	}()
	i := 0
	paced := pipeline.Tap(source.Messages(), func(message) {
		if i++; i%(n/100) == 0 {
			time.Sleep(20 * time.Millisecond)
		}
	})
	b.numbers(t, b.sink().Publish(paced), n)
	if count := <-restarted; count != 3 || gaps == 0 {
		t.Errorf("%d restarts, %d gaps", count, gaps)
	}
	stored := make(map[string]int)
	for _, m := range b.stored(t, "OUT") {
		stored[string(m.Data)]++
	}
	for i := range n {
		if times := stored[fmt.Sprint(i)]; times != 1 {
			t.Fatalf("message %d is stored %d times", i, times)
		}
	}
}

// A source that waits while the server is away goes on when it is back.
func TestIdleRestart(t *testing.T) {
	b := startFile(t)
	time.AfterFunc(200*time.Millisecond, func() {
		b.restart(t, 500*time.Millisecond)
		conn, err := nats.Connect(b.server.URL())
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		if _, err := conn.Request("in.x", []byte("after"), 5*time.Second); err != nil {
			t.Error(err)
		}
	})
	source := b.source()
	gaps := 0
	source.OnGap = func(err error) { gaps++; t.Log(err) }
	begin := time.Now()
	if got := b.numbers(t, source.Messages(), 1); got["after"] != 1 || gaps == 0 {
		t.Errorf("%v, %d gaps", got, gaps)
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

// A connection that is closed ends the flow.
func TestConnectionIsClosed(t *testing.T) {
	b := start(t)
	b.fill(t, 10)
	time.AfterFunc(200*time.Millisecond, b.conn.Close)
	fails(t, b.source(), 5*time.Second, nats.ErrConnectionClosed, "CLOSED")
}

// So does one that gives up, which is the policy of the connection.
func TestConnectionGivesUp(t *testing.T) {
	b := startFile(t)
	conn, err := nats.Connect(b.server.URL(),
		nats.MaxReconnects(3), nats.ReconnectWait(50*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	source := b.source()
	source.Conn = conn
	time.AfterFunc(200*time.Millisecond, func() { _ = b.server.Close() })
	fails(t, source, 10*time.Second, nats.ErrConnectionClosed)
}

// One that tries for ever is given MaxOutage.
func TestMaxOutage(t *testing.T) {
	b := startFile(t)
	source := b.source()
	source.MaxOutage = 700 * time.Millisecond
	time.AfterFunc(200*time.Millisecond, func() { _ = b.server.Close() })
	fails(t, source, 10*time.Second, nil, "700ms", "RECONNECTING")
}

// A consumer that waits without messages is no outage.
func TestIdleIsNoOutage(t *testing.T) {
	b := startParallel(t)
	source := b.source()
	source.MaxOutage = 2 * time.Second
	source.OnGap = func(err error) { t.Error(err) }
	ctx, stop := pipeline.WithDrain(within(t, 20*time.Second))
	defer time.AfterFunc(3500*time.Millisecond, stop).Stop()
	if err := pipeline.Settle(ctx, source.Messages()); err != nil && !errors.Is(err, nats.ErrTimeout) {
		t.Error(err)
	}
}
