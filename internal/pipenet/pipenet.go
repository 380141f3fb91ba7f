// Package pipenet is a network in memory for tests in synctest bubbles, where real
// sockets would hold the time.
package pipenet

import (
	"context"
	"net"
	"sync"
)

// A Listener accepts the ends of pipes whose other ends Dial returns. It has no
// deadlines: only Close wakes a blocked Accept.
type Listener struct {
	conns  chan net.Conn
	closed chan struct{}
	close  func()
}

// Listen returns a new Listener.
func Listen() *Listener {
	closed := make(chan struct{})
	return &Listener{
		conns:  make(chan net.Conn),
		closed: closed,
		close:  sync.OnceFunc(func() { close(closed) }),
	}
}

// Dial waits until somebody accepts and returns the other end.
func (l *Listener) Dial(ctx context.Context) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case l.conns <- far:
		return near, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for a Dial.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close wakes all who wait in Accept and Dial.
func (l *Listener) Close() error {
	l.close()
	return nil
}

// Addr returns an address that names the package only.
func (l *Listener) Addr() net.Addr { return addr{} }

type addr struct{}

func (addr) Network() string { return "pipe" }
func (addr) String() string  { return "pipenet" }
