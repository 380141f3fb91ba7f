package embedded

import (
	"context"
	"fmt"

	"github.com/nats-io/nats-server/v2/server"
)

// Leader returns which server leads the stream: the one that takes its messages, and passes them
// on to the others. There is none for some seconds after a leader has failed.
func (c *Cluster) Leader(stream string) (i int, ok bool) {
	for i := range c.options {
		s := c.Server(i)
		if s != nil && s.native.JetStreamIsStreamLeader(server.DEFAULT_GLOBAL_ACCOUNT, stream) {
			return i, true
		}
	}
	return 0, false
}

// AwaitLeader waits until a server leads the stream, and returns which.
func (c *Cluster) AwaitLeader(ctx context.Context, stream string) (i int, err error) {
	err = poll(ctx, func() (ok bool) {
		i, ok = c.Leader(stream)
		return ok
	})
	if err != nil {
		return 0, fmt.Errorf("embedded.Cluster.AwaitLeader: stream %s: %w", stream, err)
	}
	return i, nil
}
