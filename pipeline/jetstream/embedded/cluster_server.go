package embedded

import (
	"context"
	"fmt"
	"net/http"
)

// Stop stops server i, if it runs, and returns when it has ended. It is as sudden as it can
// be within a process: a leader still tells the others that it leaves, and they choose another
// one at once, which after a crash takes them up to ten seconds to do. The error is one of the
// file system.
func (c *Cluster) Stop(i int) error {
	c.mu.Lock()
	s := c.servers[i]
	c.servers[i] = nil
	c.mu.Unlock()
	if s == nil {
		return nil
	}
	return s.Close()
}

// Restart stops server i, if it runs, starts it again with what it has stored and the same
// address, and returns when it has caught up with the others in all streams.
func (c *Cluster) Restart(i int) error {
	if err := c.Stop(i); err != nil {
		return err
	}
	ctx, cancel := c.deadline()
	defer cancel()
	if err := c.start(i); err != nil {
		return err
	}
	if err := c.settle(ctx); err != nil {
		return fmt.Errorf("embedded.Cluster.Restart: %w", err)
	}
	return nil
}

func (c *Cluster) start(i int) error {
	s, err := Start(c.options[i])
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.servers[i] = s
	return nil
}

// Server returns server i, or nil if it is stopped.
func (c *Cluster) Server(i int) *Server {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.servers[i]
}

// running returns the servers that are not stopped.
func (c *Cluster) running() (all []*Server) {
	for i := range c.options {
		if s := c.Server(i); s != nil {
			all = append(all, s)
		}
	}
	return all
}

// settle waits until all servers that run know each other and who leads them.
func (c *Cluster) settle(ctx context.Context) error {
	if err := poll(ctx, func() bool { return isWhole(c.running()) }); err != nil {
		return err
	}
	for _, s := range c.running() {
		if err := s.Ready(ctx); err != nil {
			return err
		}
	}
	return nil
}

// isWhole reports whether one of the servers leads, and sees all others, and these follow and
// have caught up in all streams.
func isWhole(servers []*Server) bool {
	seen := 0
	for _, s := range servers {
		if s.native.Healthz(nil).StatusCode != http.StatusOK {
			return false
		}
		if s.native.JetStreamIsLeader() {
			seen = len(s.native.JetStreamClusterPeers())
		}
	}
	return seen == len(servers)
}
