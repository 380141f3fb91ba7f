package green_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// A fakeConn reads what the test says, when an interrupt comes.
type fakeConn struct {
	net.Conn
	deadline func(time.Time) error
	read     func([]byte) (int, error)
	write    func([]byte) (int, error)
	close    func() error
}

func (c *fakeConn) Read(b []byte) (int, error)         { return c.read(b) }
func (c *fakeConn) Write(b []byte) (int, error)        { return c.write(b) }
func (c *fakeConn) SetReadDeadline(t time.Time) error  { return c.deadline(t) }
func (c *fakeConn) SetWriteDeadline(t time.Time) error { return c.deadline(t) }
func (c *fakeConn) Close() error                       { return c.close() }
func (c *fakeConn) LocalAddr() net.Addr                { return &net.TCPAddr{Port: 1} }
func (c *fakeConn) RemoteAddr() net.Addr               { return &net.TCPAddr{Port: 2} }

// What arrives while a killed task is interrupted is not lost.
func TestConnKeepsWhatArrives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		interrupted := make(chan struct{})
		fake := &fakeConn{
			deadline: func(d time.Time) error {
				if !d.IsZero() {
					close(interrupted)
				}
				return nil
			},
			read: func(b []byte) (int, error) {
				<-interrupted
				return copy(b, "abc"), nil
			},
		}
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			c := green.Conn(l, fake)
			r := m.Go("r", func(*green.Task) error {
				c.Read(make([]byte, 10))
				t.Error("Read returned to a killed task")
				return nil
			})
			untilParked(m)
			r.Kill(nil)
			m.Join(r)
			for _, want := range []string{"ab", "c"} {
				b := make([]byte, 2)
				n, err := c.Read(b)
				if got := string(b[:n]); got != want || err != nil {
					t.Errorf("Read: %q, %v, want %q", got, err, want)
				}
			}
			return nil
		})
	})
}

// A connection that takes no deadlines is closed for a task that is killed.
func TestConnWithoutDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		closed := make(chan struct{})
		wait := func([]byte) (int, error) { <-closed; return 0, io.ErrClosedPipe }
		fake := &fakeConn{
			deadline: func(time.Time) error { return os.ErrNoDeadline },
			close:    func() error { close(closed); return nil },
			read:     wait,
			write:    wait,
		}
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			c := green.Conn(l, fake)
			r := m.Go("r", func(*green.Task) error { _, err := c.Read(make([]byte, 1)); return err })
			w := m.Go("w", func(*green.Task) error { _, err := c.Write(make([]byte, 1)); return err })
			untilParked(m)
			if err := c.SetDeadline(time.Now()); !errors.Is(err, os.ErrNoDeadline) {
				t.Errorf("SetDeadline: %v", err)
			}
			r.Kill(nil)
			if err := m.Join(r, w); !errors.Is(err, io.ErrClosedPipe) || r.Err() != green.ErrKilled {
				t.Errorf("the writer got %v, the reader %v", err, r.Err())
			}
			return nil
		})
	})
}

// The deadlines that are set survive interrupts, and can be set during one.
func TestConnDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := net.Pipe()
		defer b.Close()
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			c := green.Conn(l, a)
			defer c.Close()
			start := time.Now()
			after := func(d time.Duration) time.Time { return start.Add(d) }
			read := func(*green.Task) error { _, err := c.Read(make([]byte, 1)); return err }

			c.SetReadDeadline(after(time.Minute))
			killed := m.Go("killed", read)
			untilParked(m)
			killed.Kill(nil)
			m.Join(killed)
			if err := read(m); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(start) != time.Minute {
				t.Errorf("after an interrupt: %v after %v", err, time.Since(start))
			}

			c.SetReadDeadline(time.Time{})
			killed = m.Go("killed", read)
			untilParked(m)
			killed.Kill(nil)
			m.Yield() // the kill has been done, and the interrupt not come back
			c.SetReadDeadline(after(time.Hour))
			m.Join(killed)
			if err := read(m); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(start) != time.Hour {
				t.Errorf("set during an interrupt: %v after %v", err, time.Since(start))
			}

			c.SetWriteDeadline(after(2 * time.Hour))
			_, err := c.Write(make([]byte, 1))
			if !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(start) != 2*time.Hour {
				t.Errorf("Write: %v after %v", err, time.Since(start))
			}
			return nil
		})
	})
}

// A deadline that another task sets wakes the one that reads already.
func TestConnDeadlineDuringRead(t *testing.T) {
	overLinks(t, func(t *testing.T, a, _ net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			c := green.Conn(l, a)
			r := m.Go("r", func(*green.Task) error { _, err := c.Read(make([]byte, 1)); return err })
			untilParked(m)
			c.SetDeadline(time.Now())
			if err := m.Join(r); !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("Read: %v", err)
			}
			return nil
		})
	})
}

func TestConnWriteKilled(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		if strings.HasPrefix(fmt.Sprintf("%T", a), "*tls.") {
			t.Skip("a TLS connection does not survive a write that is interrupted")
		}
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a, b := green.Conn(l, a), green.Conn(l, b)
			w := m.Go("w", func(*green.Task) error {
				for {
					if _, err := a.Write(make([]byte, 100_000)); err != nil {
						t.Error(err)
					}
				}
			})
			untilParked(m)
			m.Sleep(time.Millisecond)
			w.Kill(nil)
			m.Join(w)
			last := m.Go("last", func(*green.Task) error {
				send(t, a, "!")
				return a.Close()
			})
			all, err := io.ReadAll(b)
			if !strings.HasSuffix(string(all), "!") || err != nil {
				t.Errorf("read %d bytes and not the last one: %v", len(all), err)
			}
			return m.Join(last)
		})
	})
}

// Two directions are two uses, and two writers are not.
func TestConnTwoWriters(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a := green.Conn(l, a)
			write := func(*green.Task) error { _, err := a.Write(make([]byte, 10_000_000)); return err }
			first, second := m.Go("first", write), m.Go("second", write)
			m.Go("read", func(t *green.Task) error {
				return t.Await(func(context.Context) error {
					_, err := io.CopyN(io.Discard, b, 10_000_000)
					return err
				})
			})
			err := m.Join(second)
			var op *net.OpError
			if !errors.Is(err, green.ErrInUse) || !errors.As(err, &op) || op.Op != "write" {
				t.Errorf("the second writer got %v", err)
			}
			return m.Join(first)
		})
	})
}

// A cancelled task is unwound even where it would not have to wait, and Close works
// in its deferred functions.
func TestConnCancelled(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a, b := green.Conn(l, a), green.Conn(l, b)
			handshake(t, m, a, b)
			ended := m.Go("cancelled", func(self *green.Task) error {
				defer func() {
					if err := b.Close(); err != nil {
						t.Error(err)
					}
				}()
				defer b.Read(make([]byte, 1))
				defer b.Write(make([]byte, 1))
				self.Kill(nil)
				return nil
			})
			m.Join(ended)
			if _, err := b.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Read of what has been closed: %v", err)
			}
			n, err := a.Read(make([]byte, 1))
			if n != 0 || err == nil {
				t.Errorf("the other end has read %d bytes, %v", n, err)
			}
			return nil
		})
	})
}

func TestConnEnd(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a, b := green.Conn(l, a), green.Conn(l, b)
			handshake(t, m, a, b)
			last := m.Go("last", func(*green.Task) error {
				send(t, a, "last")
				return a.Close()
			})
			if got, err := io.ReadAll(b); string(got) != "last" || err != nil {
				t.Errorf("got %q, %v", got, err)
			}
			m.Join(last)
			if _, err := a.Write([]byte("more")); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Write of what has been closed: %v", err)
			}
			return nil
		})
	})
}

func TestConnNothing(t *testing.T) {
	a, b := connect(t, "tcp", "127.0.0.1:0")
	defer b.Close()
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		c := green.Conn(l, a)
		defer c.Close()
		n, err := c.Read(nil)
		w, werr := c.Write(nil)
		if n != 0 || err != nil || w != 0 || werr != nil {
			t.Errorf("no bytes: %v %v, %v %v", n, err, w, werr)
		}
		return nil
	})
}

func TestConnOfConn(t *testing.T) {
	l, other := green.New(), green.New()
	a, b := net.Pipe()
	defer b.Close()
	c := green.Conn(l, a)
	defer c.Close() // outside of the run
	if green.Conn(l, c) != c {
		t.Error("a connection of the same loop is wrapped once more")
	}
	if got := c.(interface{ NetConn() net.Conn }).NetConn(); got != a {
		t.Errorf("NetConn() = %v", got)
	}
	wantPanic(t, "green.Conn: the connection belongs to another loop", func() { green.Conn(other, c) })
}

func TestConnMisuse(t *testing.T) {
	l := green.New()
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	wantPanic(t, "green.Conn: the loop must not be nil", func() { green.Conn(nil, a) })
	wantPanic(t, "green.Conn: the connection must not be nil", func() { green.Conn(l, nil) })
	c := green.Conn(l, a)
	outside := "no task of its loop runs now; call it in a task, or use what it wraps"
	wantPanic(t, "green.Conn.Read: "+outside, func() { c.Read(nil) })
	wantPanic(t, "green.Conn.Write: "+outside, func() { c.Write(nil) })
	posted := false
	l.Run(t.Context(), func(m *green.Task) error {
		l.Post(func() {
			wantPanic(t, "green.Conn.Read: "+outside, func() { c.Read(nil) })
			posted = true
		})
		for !posted {
			m.Yield()
		}
		return nil
	})
	wantPanic(t, "green.Conn.Read: its loop has ended", func() { c.Read(nil) })
	wantPanic(t, "green.Conn.Write: its loop has ended", func() { c.Write(nil) })
	if err := c.Close(); err != nil {
		t.Errorf("Close after the end: %v", err)
	}
}

// A host that closes the loop in the middle gets the tasks out of their calls, and
// nothing is left.
func TestConnLoopClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := net.Pipe()
		defer b.Close()
		l := green.New()
		c := green.Conn(l, a)
		defer c.Close()
		unwound := 0
		l.Start(t.Context(), func(m *green.Task) error {
			for _, use := range []func([]byte) (int, error){c.Read, c.Write} {
				m.Go("use", func(*green.Task) error {
					defer func() { unwound++ }()
					use(make([]byte, 1))
					t.Error("it returned")
					return nil
				})
			}
			return nil
		})
		for range 3 {
			l.Step()
		}
		if err := l.Close(); err != nil || unwound != 2 {
			t.Errorf("Close: %v, with %d tasks unwound", err, unwound)
		}
	})
}

// A panic in the connection comes out of the task, and of the run.
func TestConnPanic(t *testing.T) {
	fake := &fakeConn{read: func([]byte) (int, error) { panic("boom") }}
	var got error
	l := green.New()
	defer func() {
		got, _ = recover().(error)
		if got == nil || !strings.Contains(got.Error(), "boom") {
			t.Errorf("the run panicked with %v", got)
		}
	}()
	l.Run(t.Context(), func(m *green.Task) error {
		_, err := green.Conn(l, fake).Read(make([]byte, 1))
		return err
	})
}

// wantPanic checks that f panics with a message that begins like that.
func wantPanic(t *testing.T, message string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if p := fmt.Sprint(recover()); !strings.HasPrefix(p, message) {
			t.Errorf("panicked with %q, want %q", p, message)
		}
	}()
	f()
}
