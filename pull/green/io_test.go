package green_test

import (
	"crypto/tls"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/coseq/coseq/pull/green"
)

// A link makes the two ends of a connection.
type link func(t *testing.T) (net.Conn, net.Conn)

// links are the kinds of connections that there are to Conn: those that it can ask
// what there is at once, those that it cannot, and those that are no sockets.
var links = map[string]link{
	"tcp":  func(t *testing.T) (net.Conn, net.Conn) { return connect(t, "tcp", "127.0.0.1:0") },
	"unix": func(t *testing.T) (net.Conn, net.Conn) { return connect(t, "unix", socketPath(t)) },
	"tls":  connectTLS,
	"pipe": func(*testing.T) (net.Conn, net.Conn) { return net.Pipe() },
}

// overLinks runs f as a subtest over each kind of connection.
func overLinks(t *testing.T, f func(t *testing.T, a, b net.Conn)) {
	t.Helper()
	for name, link := range links {
		t.Run(name, func(t *testing.T) {
			a, b := link(t)
			defer a.Close()
			defer b.Close()
			f(t, a, b)
		})
	}
}

// connect returns the ends of a connection to a listener of its own.
func connect(t *testing.T, network, address string) (net.Conn, net.Conn) {
	t.Helper()
	ln, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	a, err := net.Dial(network, ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	b, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	return a, b
}

// socketPath is short: there is little room for it in an address.
func socketPath(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "green") //nolint:usetesting // shorter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return filepath.Join(dir, "s")
}

func connectTLS(t *testing.T) (net.Conn, net.Conn) {
	t.Helper()
	server := httptest.NewTLSServer(nil) // for its certificate
	defer server.Close()
	a, b := connect(t, "tcp", "127.0.0.1:0")
	return tls.Client(a, &tls.Config{InsecureSkipVerify: true}), tls.Server(b, server.TLS)
}

// onLoop runs main on a new loop, and fails the test if that fails.
func onLoop(t *testing.T, main func(l *green.Loop, m *green.Task) error, opts ...green.Option) {
	t.Helper()
	l := green.New(opts...)
	err := l.Run(t.Context(), func(m *green.Task) error { return main(l, m) })
	if err != nil {
		t.Error(err)
	}
}

// untilParked has all other tasks go on until nothing happens any more but in
// goroutines.
func untilParked(m *green.Task) {
	for range 3 {
		m.Yield()
	}
}

// startServer spawns a task that accepts for ever, with a task for each connection.
func startServer(
	m *green.Task, ln net.Listener, handle func(t *green.Task, c net.Conn) error,
) *green.Task {
	return m.Go("server", func(server *green.Task) error {
		defer ln.Close()
		return server.Scope(func(t *green.Task) error {
			for {
				c, err := ln.Accept()
				if err != nil {
					return err
				}
				t.Go("handler", func(t *green.Task) error {
					defer c.Close()
					return handle(t, c)
				})
			}
		})
	})
}

// stop kills a server, and waits until it and its handlers are unwound.
func stop(m, server *green.Task) error {
	server.Kill(nil)
	return m.Join(server)
}
