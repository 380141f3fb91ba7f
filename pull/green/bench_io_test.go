package green_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// The same work by tasks on one loop and by goroutines, which may use all cores. A
// loop is not a faster server; this is about what it costs.

// A thousand GETs that the server answers after 50 ms.
func BenchmarkGet1000(b *testing.B) {
	const gets = 1000
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(50 * time.Millisecond)
		io.WriteString(w, "ok")
	}))
	defer server.Close()
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.MaxIdleConnsPerHost, base.MaxIdleConns = gets, gets
	defer base.CloseIdleConnections()
	fetch := func(b *testing.B, client *http.Client) {
		if got, err := get(client, server.URL); got != "ok" || err != nil {
			b.Errorf("got %q, %v", got, err)
		}
	}
	goroutines := func(b *testing.B) {
		client := &http.Client{Transport: base}
		var all sync.WaitGroup
		for range gets {
			all.Go(func() { fetch(b, client) })
		}
		all.Wait()
	}
	goroutines(b) // makes the connections
	b.Run("goroutines", func(b *testing.B) {
		for b.Loop() {
			goroutines(b)
		}
	})
	b.Run("tasks", func(b *testing.B) {
		for b.Loop() {
			l := green.New()
			client := &http.Client{Transport: green.Transport(l, base)}
			l.Run(b.Context(), func(m *green.Task) error {
				for range gets {
					m.Go("get", func(*green.Task) error { fetch(b, client); return nil })
				}
				return nil
			})
		}
	})
}

// A message of 64 bytes there and back again, on as many connections as said, of
// which all ends are tasks, or goroutines.
func BenchmarkEcho1(b *testing.B)   { benchmarkEcho(b, 1) }
func BenchmarkEcho100(b *testing.B) { benchmarkEcho(b, 100) }

func benchmarkEcho(b *testing.B, conns int) {
	b.Run("goroutines", func(b *testing.B) {
		var all sync.WaitGroup
		defer all.Wait()
		for i := range conns {
			near, far := benchmarkConn(b)
			all.Go(func() { answerEcho(far) })
			all.Go(func() { askEcho(b, near, share(b.N, conns, i)) })
		}
	})
	b.Run("tasks", func(b *testing.B) {
		l := green.New()
		l.Run(b.Context(), func(m *green.Task) error {
			for i := range conns {
				near, far := benchmarkConn(b)
				near, far = green.Conn(l, near), green.Conn(l, far)
				m.Go("far", func(*green.Task) error { answerEcho(far); return nil })
				m.Go("near", func(*green.Task) error { askEcho(b, near, share(b.N, conns, i)); return nil })
			}
			return nil
		})
	})
}

// share is the part of n of the i-th of several.
func share(n, of, i int) int { return (n + i) / of }

func benchmarkConn(b *testing.B) (near, far net.Conn) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer ln.Close()
	if near, err = net.Dial("tcp", ln.Addr().String()); err != nil {
		b.Fatal(err)
	}
	if far, err = ln.Accept(); err != nil {
		b.Fatal(err)
	}
	return near, far
}

func answerEcho(c net.Conn) {
	defer c.Close()
	message := make([]byte, 64)
	for {
		if _, err := io.ReadFull(c, message); err != nil {
			return
		}
		if _, err := c.Write(message); err != nil {
			return
		}
	}
}

func askEcho(b *testing.B, c net.Conn, n int) {
	defer c.Close()
	message := make([]byte, 64)
	for range n {
		if _, err := c.Write(message); err != nil {
			b.Error(err)
		}
		if _, err := io.ReadFull(c, message); err != nil {
			b.Error(err)
		}
	}
}
