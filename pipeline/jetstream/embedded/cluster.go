package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// ClusterOptions say what cluster is to be started. The zero value is for three servers.
type ClusterOptions struct {
	// Servers is how many there are, three at least; 0 means three. Of three, one can fail; of
	// five, two.
	Servers int

	// Dir is where each server has a directory of its own. Without it, they have temporary
	// ones for as long as the cluster is open, and do not sync: what a server has stored is
	// there when it is started again.
	Dir string

	// NoSync is that of [Options].
	NoSync bool

	// StartTimeout bounds the time of StartCluster, and of Restart; 0 means a minute. The
	// servers need about ten seconds to agree on who leads.
	StartTimeout time.Duration

	// Logger is that of [Options]. Each server adds its name, as the attribute "server".
	Logger *slog.Logger
}

// A Cluster is several servers in this process, for tests of what happens when one fails. They
// listen on 127.0.0.1 only, and are told apart by numbers from 0. Its methods may be called
// from several goroutines.
type Cluster struct {
	store   *store
	timeout time.Duration
	options []Options
	urls    []string

	mu      sync.Mutex
	servers []*Server // nil is one that is stopped
}

// StartCluster starts a cluster and returns it when streams can be made in it, with as
// many replicas as there are servers.
//
// It panics if Servers is 1, 2 or negative: two servers are no safer than one.
func StartCluster(o ClusterOptions) (*Cluster, error) {
	o.Servers = cmp.Or(o.Servers, 3)
	if o.Servers < 3 {
		panic("embedded.StartCluster: Servers must be at least 3")
	}
	c, err := newCluster(o)
	if err != nil {
		return nil, fmt.Errorf("embedded.StartCluster: %w", err)
	}
	ctx, cancel := c.deadline()
	defer cancel()
	for i := range c.options {
		if err == nil {
			err = c.start(i)
		}
	}
	if err == nil {
		err = c.settle(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("embedded.StartCluster: %w", err), c.Close())
	}
	return c, nil
}

func newCluster(o ClusterOptions) (*Cluster, error) {
	addresses, err := freeAddresses(2 * o.Servers)
	if err != nil {
		return nil, err
	}
	c := &Cluster{
		timeout: cmp.Or(o.StartTimeout, time.Minute),
		servers: make([]*Server, o.Servers),
	}
	if c.store, err = openStore(o.Dir); err != nil {
		return nil, err
	}
	peers, clients := addresses[:o.Servers], addresses[o.Servers:]
	for i := range o.Servers {
		name := fmt.Sprint("server-", i)
		options := Options{
			Dir:          filepath.Join(c.store.dir, name),
			NoSync:       o.NoSync || o.Dir == "",
			Listen:       clients[i],
			Name:         name,
			Cluster:      &Node{Cluster: "cluster", Listen: peers[i], Peers: peers},
			StartTimeout: c.timeout,
		}
		if o.Logger != nil {
			options.Logger = o.Logger.With("server", name)
		}
		c.options = append(c.options, options)
		c.urls = append(c.urls, "nats://"+clients[i])
	}
	return c, nil
}

// Close stops all servers. The error is one of the file system.
func (c *Cluster) Close() error {
	var errs []error
	for i := range c.options {
		errs = append(errs, c.Stop(i))
	}
	return errors.Join(append(errs, c.store.close())...)
}

// URLs returns the addresses of all servers, of those that are stopped, too.
func (c *Cluster) URLs() []string { return append([]string(nil), c.urls...) }

// Connect returns a connection to any one of the servers, which goes on with another one
// when that stops, for as long as it takes. It is for the caller to close.
func (c *Cluster) Connect(opts ...nats.Option) (*nats.Conn, error) {
	lasting := []nats.Option{nats.MaxReconnects(-1), nats.ReconnectWait(100 * time.Millisecond)}
	return nats.Connect(strings.Join(c.urls, ","), append(lasting, opts...)...)
}

func (c *Cluster) deadline() (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(context.Background(), c.timeout,
		fmt.Errorf("the cluster is not ready after %v", c.timeout))
}
