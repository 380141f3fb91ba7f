package clienttest

import (
	"context"
	"strconv"
	"sync/atomic"
	"testing"

	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline/engine/enginetest"
	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// The same laws hold for a cluster of three servers that each store all messages.
func TestConformanceCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("three servers need ten seconds to agree on a leader")
	}
	t.Parallel()
	c, err := embedded.StartCluster(embedded.ClusterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	conn, err := c.Connect()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	js, err := natsjs.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{conn: conn, js: replicated{js}}
	var queues atomic.Int64
	enginetest.Run(t, func(t *testing.T, c enginetest.Config) enginetest.Engine {
		return b.queue(t, "Q"+strconv.FormatInt(queues.Add(1), 10), c)
	})
}

// replicated makes streams of three replicas.
type replicated struct{ natsjs.JetStream }

func (r replicated) CreateStream(ctx context.Context, c natsjs.StreamConfig) (natsjs.Stream, error) {
	c.Replicas = 3
	return r.JetStream.CreateStream(ctx, c)
}
