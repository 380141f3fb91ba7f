package green_test

import (
	"context"
	"errors"
	"net"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/internal/pipenet"
	"github.com/coseq/coseq/pull/green"
)

func listen(t *testing.T) net.Listener {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	return ln
}

// accept is a task's function.
func accept(ln net.Listener) func(*green.Task) (net.Conn, error) {
	return func(*green.Task) (net.Conn, error) { return ln.Accept() }
}

func TestListener(t *testing.T) {
	raw := listen(t)
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		ln := green.Listener(l, raw)
		server := green.Spawn(m, "server", accept(ln))
		client, err := green.Dial(m, "tcp", ln.Addr().String())
		if err != nil {
			return err
		}
		defer client.Close()
		far, err := server.Get(m)
		if err != nil {
			return err
		}
		defer far.Close()
		send(t, client, "hello")
		if got := receive(t, far, 5); got != "hello" {
			t.Errorf("got %q", got)
		}
		return ln.Close()
	})
}

func TestListenerClose(t *testing.T) {
	for name, raw := range map[string]net.Listener{"socket": listen(t), "pipe": pipenet.Listen()} {
		t.Run(name, func(t *testing.T) {
			onLoop(t, func(l *green.Loop, m *green.Task) error {
				ln := green.Listener(l, raw)
				server := green.Spawn(m, "server", accept(ln))
				untilParked(m)
				if err := ln.Close(); err != nil {
					t.Error(err)
				}
				if _, err := server.Get(m); !errors.Is(err, net.ErrClosed) {
					t.Errorf("Accept: %v", err)
				}
				if _, err := ln.Accept(); !errors.Is(err, net.ErrClosed) {
					t.Errorf("Accept after Close: %v", err)
				}
				return nil
			})
		})
	}
}

func TestListenerInUse(t *testing.T) {
	raw := listen(t)
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		ln := green.Listener(l, raw)
		first := green.Spawn(m, "first", accept(ln))
		second := green.Spawn(m, "second", accept(ln))
		var op *net.OpError
		_, err := second.Get(m)
		if !errors.Is(err, green.ErrInUse) || !errors.As(err, &op) || op.Op != "accept" {
			t.Errorf("the second one: %v", err)
		}
		ln.Close()
		_, err = first.Get(m)
		if !errors.Is(err, net.ErrClosed) {
			t.Errorf("the first one: %v", err)
		}
		return nil
	})
}

// A task that is killed in Accept leaves a listener that works.
func TestListenerKill(t *testing.T) {
	raw := listen(t)
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		ln := green.Listener(l, raw)
		for range 3 {
			killed := green.Spawn(m, "killed", accept(ln))
			untilParked(m)
			killed.Task().Kill(nil)
			m.Join(killed.Task())
		}
		server := green.Spawn(m, "server", accept(ln))
		client, err := green.Dial(m, "tcp", ln.Addr().String())
		if err != nil {
			return err
		}
		client.Close()
		far, err := server.Get(m)
		if err != nil {
			return err
		}
		return far.Close()
	})
}

// A listener that nothing interrupts frees a killed task nevertheless, and what comes
// in is for the next one, or closed by Close.
func TestListenerUninterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		raw := pipenet.Listen()
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			ln := green.Listener(l, raw)
			defer ln.Close()
			for range 2 {
				killed := green.Spawn(m, "killed", accept(ln))
				untilParked(m)
				killed.Task().Kill(nil)
				m.Join(killed.Task())
			}
			limited := ln.(interface{ SetDeadline(time.Time) error })
			if err := limited.SetDeadline(time.Now()); !errors.Is(err, errors.ErrUnsupported) {
				t.Errorf("SetDeadline: %v", err)
			}
			near := dialPipe(t, m, raw)
			far, err := ln.Accept()
			if err != nil {
				return err
			}
			far.Close()
			near.Close()

			killed := green.Spawn(m, "killed", accept(ln))
			untilParked(m)
			killed.Task().Kill(nil)
			m.Join(killed.Task())
			near = green.Conn(l, dialPipe(t, m, raw))
			ln.Close()
			if _, err := near.Read(make([]byte, 1)); err == nil {
				t.Error("what came in for the killed task has not been closed")
			}
			return near.Close()
		})
	})
}

func dialPipe(t *testing.T, m *green.Task, ln *pipenet.Listener) net.Conn {
	t.Helper()
	c, err := green.Await(m, ln.Dial)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A fakeListener accepts a connection when it is interrupted.
type fakeListener struct {
	net.Listener
	conn        net.Conn
	interrupted chan struct{}
	closed      bool
}

func (l *fakeListener) Addr() net.Addr            { return &net.TCPAddr{} }
func (l *fakeListener) Accept() (net.Conn, error) { <-l.interrupted; return l.conn, nil }
func (l *fakeListener) Close() error              { l.closed = true; return nil }

func (l *fakeListener) SetDeadline(d time.Time) error {
	if !d.IsZero() {
		close(l.interrupted)
	}
	return nil
}

// A connection that comes in while a killed task is interrupted is not lost.
func TestListenerKeepsWhatComesIn(t *testing.T) {
	for _, ask := range []bool{true, false} {
		a, b := net.Pipe()
		fake := &fakeListener{conn: a, interrupted: make(chan struct{})}
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			ln := green.Listener(l, fake)
			killed := green.Spawn(m, "killed", accept(ln))
			untilParked(m)
			killed.Task().Kill(nil)
			m.Join(killed.Task())
			if !ask {
				return ln.Close()
			}
			c, err := ln.Accept()
			if err != nil {
				return err
			}
			return c.Close()
		})
		if _, err := b.Read(make([]byte, 1)); err == nil {
			t.Error("it has not been closed")
		}
	}
}

// Close between the interrupt and its effect closes what comes in.
func TestListenerClosedDuringInterrupt(t *testing.T) {
	a, b := net.Pipe()
	fake := &fakeListener{conn: a, interrupted: make(chan struct{})}
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		ln := green.Listener(l, fake)
		killed := green.Spawn(m, "killed", accept(ln))
		untilParked(m)
		killed.Task().Kill(nil)
		m.Yield() // the kill has been done
		return errors.Join(ln.Close(), m.Join(killed.Task()))
	})
	if _, err := b.Read(make([]byte, 1)); err == nil {
		t.Error("it has not been closed")
	}
}

func TestListenerDeadline(t *testing.T) {
	raw := listen(t)
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		ln := green.Listener(l, raw)
		ln.(interface{ SetDeadline(time.Time) error }).SetDeadline(time.Now().Add(time.Millisecond))
		if _, err := ln.Accept(); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("Accept: %v", err)
		}
		return nil
	})
}

func TestListenerMisuse(t *testing.T) {
	l := green.New()
	wantPanic(t, "green.Listener: the loop must not be nil", func() { green.Listener(nil, listen(t)) })
	wantPanic(t, "green.Listener: the listener must not be nil", func() { green.Listener(l, nil) })
	ln := green.Listener(l, listen(t))
	wantPanic(t, "green.Listener.Accept: no task of its loop runs now", func() { ln.Accept() })
	if err := ln.Close(); err != nil {
		t.Error(err)
	}
}

func TestDial(t *testing.T) {
	onLoop(t, func(_ *green.Loop, m *green.Task) error {
		var op *net.OpError
		if _, err := green.Dial(m, "tcp", "127.0.0.1:1"); !errors.As(err, &op) {
			t.Errorf("Dial of a port that nobody listens on: %v", err)
		}
		if _, err := green.Dial(m, "nonsense", "x"); !errors.As(err, &op) {
			t.Errorf("Dial of a network there is not: %v", err)
		}
		return nil
	})
}

// A task that dials and is cancelled is unwound.
func TestDialKilled(t *testing.T) {
	onLoop(t, func(_ *green.Loop, m *green.Task) error {
		dial := func(t *green.Task) (net.Conn, error) {
			return green.Dial(t, "tcp", "192.0.2.1:80") // documentation, nobody is there
		}
		d := green.Spawn(m, "dial", dial)
		untilParked(m)
		d.Task().Kill(context.Canceled)
		return m.Join(d.Task())
	})
}
