package embedded_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// startCluster starts three servers, which are closed with the test.
func startCluster(t *testing.T) *embedded.Cluster {
	t.Helper()
	if testing.Short() {
		t.Skip("three servers need ten seconds to agree on a leader")
	}
	leavesNothing(t)
	began := time.Now()
	c, err := embedded.StartCluster(embedded.ClusterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Log("a cluster in", time.Since(began).Round(time.Millisecond))
	return c
}

// What is acknowledged is there, whichever server stops; and a server that was stopped is
// one of them again.
func TestCluster(t *testing.T) {
	c := startCluster(t)
	js := streams(t, c.Connect)
	stream := create(t, js, 3)
	for round := range uint64(3) {
		i, err := c.AwaitLeader(t.Context(), "ORDERS")
		if err != nil {
			t.Fatal(err)
		}
		publish(t, js)
		if err := c.Stop(i); err != nil {
			t.Error(err)
		}
		if c.Server(i) != nil {
			t.Error("a server that is stopped is still there")
		}
		if now, err := c.AwaitLeader(t.Context(), "ORDERS"); err != nil || now == i {
			t.Errorf("leader %d after %d stopped, %v", now, i, err)
		}
		publishUntilStored(t, js)
		if err := c.Restart(i); err != nil {
			t.Error(err)
		}
		if n := stored(t, stream); n != 2*(round+1) {
			t.Errorf("%d messages stored after round %d", n, round)
		}
	}
}

// publishUntilStored publishes what it is for a client to try again: the connection, or the
// stream, may be on its way to another server.
func publishUntilStored(t *testing.T, js jetstream.JetStream) {
	t.Helper()
	id := fmt.Sprint("after ", time.Now()) // so that a message of an earlier try counts
	var err error
	for range 30 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		_, err = js.Publish(ctx, "orders.new", nil, jetstream.WithMsgID(id))
		cancel()
		if err == nil {
			return
		}
	}
	t.Error(err)
}

func TestClusterOfTwo(t *testing.T) {
	defer func() {
		if r := recover(); r != "embedded.StartCluster: Servers must be at least 3" {
			t.Errorf("panic: %v", r)
		}
	}()
	_, _ = embedded.StartCluster(embedded.ClusterOptions{Servers: 2})
}

func TestClusterTooLate(t *testing.T) {
	leavesNothing(t)
	_, err := embedded.StartCluster(embedded.ClusterOptions{StartTimeout: 200 * time.Millisecond})
	if err == nil {
		t.Error("a cluster in no time")
	}
	t.Log(err)
}
