package green

import (
	"errors"
	"net"
	"time"

	"github.com/coseq/coseq/internal/fault"
)

// Conn returns c for use by the tasks of l: a Read or Write that has to wait parks
// the task that runs, and no other. If it does not have to wait, it does not give
// way. One task may read while another one writes; a second one that reads, or
// writes, gets an error with [ErrInUse]. Close wakes those who are in either with
// [net.ErrClosed].
//
// A task that is cancelled in Read is unwound, the connection is as it was, and no
// byte is lost: what has arrived is for the next Read. One that is cancelled in Write
// may have written a part of it. Close does not unwind, so that it can be deferred.
//
// Deadlines are those of c: they go by the real clock, on a virtual loop, too. That a
// task waits holds a virtual clock. To interrupt one that is cancelled, Conn sets a
// deadline that has passed, and sets back what was set by its methods; if c takes no
// deadlines, Conn closes it. A TLS connection that a Write was interrupted on is not
// usable any more. Wrap the TLS connection rather than what is below it: it has
// locks, which tasks must not wait for.
//
// The methods must be called in tasks of l, but Close may be called before and after
// the run as well; Read and Write panic where no task of l runs. To other goroutines
// give c itself, which the method NetConn returns, as with a [tls.Conn]. When
// another goroutine uses what Conn returns while a task runs, that goes unnoticed,
// and wrong.
//
// Conn panics if l or c is nil, or if c belongs to another loop.
func Conn(l *Loop, c net.Conn) net.Conn {
	switch {
	case l == nil:
		panic("green.Conn: the loop must not be nil")
	case c == nil:
		panic("green.Conn: the connection must not be nil")
	}
	if w, ok := c.(*conn); ok {
		if w.loop != l {
			panic("green.Conn: the connection belongs to another loop, wrap its NetConn")
		}
		return w
	}
	return newConn(l, c)
}

type conn struct {
	net.Conn
	loop   *Loop
	in     stream
	out    stream
	unread []byte // arrived for a task that had been cancelled
	plain  bool   // a socket
	closed bool
}

func newConn(l *Loop, c net.Conn) *conn {
	w := &conn{Conn: c, loop: l}
	w.in.init(w, "read", c.Read, c.SetReadDeadline)
	w.out.init(w, "write", c.Write, c.SetWriteDeadline)
	w.in.at, w.out.at = immediately(c)
	w.plain = w.in.at != nil
	return w
}

// NetConn returns the connection itself.
func (c *conn) NetConn() net.Conn { return c.Conn }

func (c *conn) Read(b []byte) (int, error) {
	t := c.loop.caller("Conn.Read")
	if err := c.in.inUse(); err != nil {
		return 0, c.failed("read", err)
	}
	if len(c.unread) > 0 {
		n := copy(b, c.unread)
		c.unread = c.unread[n:]
		return n, nil
	}
	if n := c.in.at.once(b); n > 0 {
		return n, nil
	}
	n, err := c.in.move(t, b)
	if t.cause != nil {
		c.unread = append(c.unread, b[:n]...)
		t.unwind()
	}
	return n, err
}

func (c *conn) Write(b []byte) (int, error) {
	t := c.loop.caller("Conn.Write")
	if err := c.out.inUse(); err != nil {
		return 0, c.failed("write", err)
	}
	n := c.out.at.once(b)
	if n > 0 && n == len(b) {
		return n, nil
	}
	m, err := c.out.move(t, b[n:])
	t.check("Conn.Write")
	return n + m, err
}

func (c *conn) Close() (err error) {
	c.closed = true
	c.unread = nil
	if c.plain { // does not wait
		return c.Conn.Close()
	}
	c.loop.aside("Conn.Close", func() { err = c.Conn.Close() })
	return err
}

func (c *conn) SetDeadline(t time.Time) error {
	return fault.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

func (c *conn) SetReadDeadline(t time.Time) error  { return c.in.SetDeadline(t) }
func (c *conn) SetWriteDeadline(t time.Time) error { return c.out.SetDeadline(t) }

// failed is err in the form of the errors of package net.
func (c *conn) failed(op string, err error) error {
	return &net.OpError{
		Op:     op,
		Net:    c.RemoteAddr().Network(),
		Source: c.LocalAddr(),
		Addr:   c.RemoteAddr(),
		Err:    err,
	}
}

// closedError is err, or what Close has made of it.
func (c *conn) closedError(op string, err error) error {
	if err == nil || !c.closed || errors.Is(err, net.ErrClosed) {
		return err
	}
	return c.failed(op, net.ErrClosed)
}
