package green_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
	"github.com/google/go-cmp/cmp"
)

// What gevent does with sockets, see its oracles of the same names, over all kinds
// of connections.

func TestOracle_io_01_socketpair(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		var got []string
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a, b := green.Conn(l, a), green.Conn(l, b)
			server := m.Go("server", func(*green.Task) error {
				for range 3 {
					d := receive(t, b, 1)
					got = append(got, "srv "+d)
					send(t, b, string(d[0]-'a'+'A'))
				}
				return nil
			})
			client := m.Go("client", func(*green.Task) error {
				for _, d := range []string{"x", "y", "z"} {
					send(t, a, d)
					got = append(got, "cli "+receive(t, a, 1))
				}
				return nil
			})
			return m.Join(server, client)
		})
		want := []string{"srv x", "cli X", "srv y", "cli Y", "srv z", "cli Z"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOracle_io_02_recv_timeout(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a, b := green.Conn(l, a), green.Conn(l, b)
			handshake(t, m, a, b)
			err := m.WithTimeout(10*time.Millisecond, func(*green.Task) error {
				_, err := a.Read(make([]byte, 1))
				t.Errorf("Read returned with %v", err)
				return nil
			})
			if err == nil {
				t.Error("WithTimeout did not time out")
			}
			a.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
			if _, err := a.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("Read after its deadline: %v", err)
			}
			a.SetReadDeadline(time.Time{})
			m.Go("send", func(*green.Task) error { send(t, b, "!"); return nil })
			if got := receive(t, a, 1); got != "!" {
				t.Errorf("got %q", got)
			}
			return nil
		})
	})
}

func TestOracle_io_03_close_while_recv(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a := green.Conn(l, a)
			r := m.Go("r", func(*green.Task) error {
				_, err := a.Read(make([]byte, 1))
				return err
			})
			untilParked(m)
			a.Close()
			if err := m.Join(r); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Read of what is closed elsewhere: %v", err)
			}
			return nil
		})
	})
}

func TestOracle_io_04_kill_in_recv(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a, b := green.Conn(l, a), green.Conn(l, b)
			handshake(t, m, a, b)
			finally := false
			r := m.Go("r", func(*green.Task) error {
				defer func() { finally = true }()
				a.Read(make([]byte, 1))
				t.Error("Read returned")
				return nil
			})
			untilParked(m)
			r.Kill(nil)
			m.Join(r)
			if !finally || r.Err() != green.ErrKilled {
				t.Errorf("unwound: %v, and %v", finally, r.Err())
			}
			m.Go("send", func(*green.Task) error { send(t, b, "k"); return nil })
			if got := receive(t, a, 1); got != "k" {
				t.Errorf("got %q", got)
			}
			return nil
		})
	})
}

func TestOracle_io_05_two_readers(t *testing.T) {
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a, b := green.Conn(l, a), green.Conn(l, b)
			handshake(t, m, a, b)
			read := func(*green.Task) (string, error) {
				b := make([]byte, 1)
				_, err := a.Read(b)
				return string(b), err
			}
			g, h := green.Spawn(m, "g", read), green.Spawn(m, "h", read)
			untilParked(m)
			m.Go("send", func(*green.Task) error { send(t, b, "12"); return nil })
			if v, err := g.Get(m); v != "1" || err != nil {
				t.Errorf("the first reader got %q, %v", v, err)
			}
			_, err := h.Get(m)
			if want := "in use by " + g.Task().String(); !errors.Is(err, green.ErrInUse) {
				t.Errorf("the second reader got the error %v, want one with %s", err, want)
			}
			receive(t, a, 1)
			return nil
		})
	})
}

func TestOracle_io_06_reader_and_writer(t *testing.T) {
	const big = 3_000_000
	overLinks(t, func(t *testing.T, a, b net.Conn) {
		onLoop(t, func(l *green.Loop, m *green.Task) error {
			a, b := green.Conn(l, a), green.Conn(l, b)
			r := m.Go("r", func(*green.Task) error {
				if got := receive(t, a, 1); got != "r" {
					t.Errorf("the reader got %q", got)
				}
				return nil
			})
			w := m.Go("w", func(*green.Task) error {
				n, err := a.Write(make([]byte, big))
				if n != big {
					t.Errorf("wrote %d bytes", n)
				}
				return err
			})
			untilParked(m)
			m.Go("send", func(*green.Task) error { send(t, b, "r"); return nil })
			if n, err := io.CopyN(io.Discard, b, big); n != big || err != nil {
				t.Errorf("read %d bytes: %v", n, err)
			}
			return m.Join(r, w)
		})
	})
}

// send writes s in a task.
func send(t *testing.T, c net.Conn, s string) {
	t.Helper()
	if _, err := c.Write([]byte(s)); err != nil {
		t.Error(err)
	}
}

// receive reads n bytes in a task.
func receive(t *testing.T, c net.Conn, n int) string {
	t.Helper()
	b := make([]byte, n)
	if _, err := io.ReadFull(c, b); err != nil {
		t.Error(err)
	}
	return string(b)
}

// handshake exchanges a byte, so that a TLS connection is past its handshake: one
// that is interrupted cannot be repeated.
func handshake(t *testing.T, m *green.Task, a, b net.Conn) {
	t.Helper()
	first := m.Go("handshake", func(*green.Task) error { send(t, a, "h"); return nil })
	if got := receive(t, b, 1); got != "h" {
		t.Error(fmt.Errorf("handshake: %q", got))
	}
	m.Join(first)
}
