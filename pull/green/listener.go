package green

import (
	"errors"
	"net"
	"time"
)

// Listener returns ln for use by the tasks of l: Accept parks the task that runs, and
// no other, and the connections that it returns are those of [Conn]. A second task
// in Accept gets an error with [ErrInUse]. Close wakes one that is in Accept with
// [net.ErrClosed].
//
// A task that is cancelled in Accept is unwound; a connection that has come in
// nevertheless is for the next Accept, or else closed by Close. If ln has no
// SetDeadline method, its Accept cannot be interrupted: then the goroutine that waits
// in it stays until a connection comes in, or ln is closed.
//
// Accept panics where no task of l runs. Close may be called before and after the
// run, too. Listener panics if l or ln is nil.
func Listener(l *Loop, ln net.Listener) net.Listener {
	switch {
	case l == nil:
		panic("green.Listener: the loop must not be nil")
	case ln == nil:
		panic("green.Listener: the listener must not be nil")
	}
	w := &listener{Listener: ln, loop: l}
	w.apply = func(time.Time) error { return errors.ErrUnsupported }
	if d, ok := ln.(interface{ SetDeadline(time.Time) error }); ok {
		w.apply = d.SetDeadline
	}
	return w
}

type listener struct {
	net.Listener
	loop *Loop
	limit
	next   *acceptance // under way, or ready for the next Accept
	closed bool
}

// An acceptance is one call of Accept.
type acceptance struct {
	errand
	done chan struct{}
	conn net.Conn
	err  error
}

func (l *listener) Accept() (net.Conn, error) {
	t := l.loop.caller("Listener.Accept")
	if l.next == nil {
		l.next = l.begin()
	}
	a := l.next
	if err := a.inUse(); err != nil {
		return nil, l.failed(err)
	}
	if a.ready() {
		a.raise()
	} else {
		a.wait(t)
		l.restore()
	}
	if t.cause != nil && a.err == nil && !l.closed {
		t.unwind() // a is for the next one
	}
	l.next = nil
	if t.cause != nil {
		a.discard()
		t.unwind()
	}
	if a.err != nil {
		return nil, l.closedError(a.err)
	}
	return Conn(l.loop, a.conn), nil
}

// begin has a goroutine accept the next connection. If nothing can interrupt that,
// it may outlive the run.
func (l *listener) begin() *acceptance {
	a := &acceptance{done: make(chan struct{})}
	a.name = "Listener " + l.Addr().String() + ".Accept"
	a.recall = func(error) (left bool) { return l.overrule() != nil }
	a.do = func() { a.conn, a.err = l.Listener.Accept() }
	go a.work(l.loop)
	return a
}

// work is not what the end of the run waits for.
func (a *acceptance) work(l *Loop) {
	defer l.deliver(a)
	defer close(a.done)
	a.call()
}

// ready reports whether a has returned.
func (a *acceptance) ready() bool {
	select {
	case <-a.done:
		return true
	default:
		return false
	}
}

// discard closes what nobody will ask for.
func (a *acceptance) discard() {
	if a.conn != nil {
		a.conn.Close()
	}
}

func (l *listener) Close() error {
	l.closed = true
	err := l.Listener.Close()
	if a := l.next; a != nil && a.task == nil {
		l.next = nil
		<-a.done // at once: ln is closed
		a.discard()
	}
	return err
}

// failed is err in the form of the errors of package net.
func (l *listener) failed(err error) error {
	return &net.OpError{Op: "accept", Net: l.Addr().Network(), Addr: l.Addr(), Err: err}
}

// closedError is err, or what Close has made of it.
func (l *listener) closedError(err error) error {
	if l.closed && !errors.Is(err, net.ErrClosed) {
		return l.failed(net.ErrClosed)
	}
	return err
}
