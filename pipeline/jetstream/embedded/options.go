package embedded

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Options say what server is to be started. Those of the zero value are for one in memory
// that only this process can connect to.
type Options struct {
	// Dir is the directory for the streams, which is made if it is missing. One server at a
	// time can use it. Without a Dir all is gone when the server closes: the streams in
	// memory, and a temporary directory for streams that are configured to be in files.
	Dir string

	// NoSync leaves it to the operating system when to write to the disk what has been
	// acknowledged. See the package documentation for what that risks. Without a Dir it makes
	// no difference.
	NoSync bool

	// Listen is the address for other processes, such as "127.0.0.1:4222"; if the port is 0
	// one is chosen, see [Server.URL]. Without an address, only [Server.Connect] connects.
	// Whoever reaches the address may do everything, unless Configure sets up credentials.
	Listen string

	// Name is that of the server. One of a cluster needs it, and another one than all others,
	// and keeps it; else it is made up.
	Name string

	// Cluster makes the server one of several. It then needs a Name, and Listen, and should have a
	// Dir, since it is to remember what it has voted for. For tests see [StartCluster].
	Cluster *Node

	// StartTimeout bounds the time that Start takes; 0 means ten seconds. A large Dir may take
	// longer to read.
	StartTimeout time.Duration

	// Logger is for what the server has to tell; nil means nobody. What it calls notices is
	// logged as slog.LevelInfo.
	Logger *slog.Logger

	// Configure, if it is not nil, is called with the server's own options, to change what
	// has no field here, such as credentials and limits.
	Configure func(*server.Options)
}

// A Node is what a server has to know of the cluster that it is part of.
type Node struct {
	// Cluster is the name of the cluster, without spaces.
	Cluster string

	// Listen is the address for the other servers.
	Listen string

	// Peers are these addresses of all servers of the cluster, that of the server itself
	// included: how many there are says how many make a majority.
	Peers []string
}

// native returns the options for the server, which stores in dir.
func (o Options) native(dir string) (*server.Options, error) {
	n := &server.Options{
		ServerName:             o.Name,
		JetStream:              true,
		StoreDir:               dir,
		SyncAlways:             o.Dir != "" && !o.NoSync,
		DontListen:             o.Listen == "",
		NoSigs:                 true, // signals are for the program that embeds it
		DisableJetStreamBanner: true,
	}
	var err error
	if o.Listen != "" {
		if n.Host, n.Port, err = hostPort(o.Listen); err != nil {
			return nil, fmt.Errorf("address to listen on: %w", err)
		}
	}
	if o.Cluster != nil {
		if o.Name == "" || o.Listen == "" {
			// Without an address for clients, the server never connects to its peers either.
			return nil, errors.New("a server of a cluster needs a Name and an address to Listen on")
		}
		if err := o.Cluster.join(n); err != nil {
			return nil, fmt.Errorf("cluster: %w", err)
		}
	}
	if o.Configure != nil {
		o.Configure(n)
	}
	return n, nil
}

func (c *Node) join(n *server.Options) (err error) {
	n.Cluster.Name = c.Cluster
	if n.Cluster.Host, n.Cluster.Port, err = hostPort(c.Listen); err != nil {
		return fmt.Errorf("address to listen on: %w", err)
	}
	for _, peer := range c.Peers {
		if _, _, err := hostPort(peer); err != nil {
			return fmt.Errorf("peer: %w", err)
		}
		n.Routes = append(n.Routes, &url.URL{Scheme: "nats", Host: peer})
	}
	return nil
}

// hostPort returns the two parts of address; the port is what the server takes for
// any one if it is 0.
func hostPort(address string) (host string, port int, err error) {
	host, digits, err := net.SplitHostPort(address)
	if err != nil {
		return "", 0, err
	}
	p, err := strconv.ParseUint(digits, 10, 16)
	if err != nil {
		return "", 0, fmt.Errorf("%q has no port: %w", address, err)
	}
	if p == 0 {
		return host, server.RANDOM_PORT, nil
	}
	return host, int(p), nil
}
