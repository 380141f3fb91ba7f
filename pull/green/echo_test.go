//go:build unix

package green_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// echo answers what it reads until the other end has closed, or is gone.
func echo(_ *green.Task, c net.Conn) error {
	_, _ = io.Copy(c, struct{ io.Reader }{c}) // by Read, not by what c could do better
	return nil
}

// An echoClient sends bytes, and has them come back. Those that it reads are read by
// tasks that are killed now and then.
type echoClient struct {
	address   string
	sent, got []byte
	random    *rand.Rand
}

func newEchoClient(address string, seed uint64) *echoClient {
	c := &echoClient{address: address, random: rand.New(rand.NewPCG(seed, 0))}
	c.sent = make([]byte, 1+c.random.IntN(40_000))
	for i := range c.sent {
		c.sent[i] = byte(c.random.Uint32())
	}
	return c
}

func (c *echoClient) run(t *green.Task) error {
	conn, err := green.Dial(t, "tcp", c.address)
	if err != nil {
		return err
	}
	defer conn.Close()
	return t.Scope(func(t *green.Task) error {
		write := t.Go("write", func(*green.Task) error { return c.write(conn) })
		read := func(*green.Task) error { return c.read(conn) }
		for range 3 {
			reader := t.Go("read", read)
			t.Sleep(time.Duration(c.random.IntN(int(time.Millisecond))))
			reader.Kill(nil)
			if err := t.Join(reader); err != nil {
				return err
			}
		}
		return t.Join(write, t.Go("read", read))
	})
}

// write writes pieces of any size.
func (c *echoClient) write(conn net.Conn) error {
	for rest := c.sent; len(rest) > 0; {
		piece := rest[:1+c.random.IntN(len(rest))]
		if _, err := conn.Write(piece); err != nil {
			return err
		}
		rest = rest[len(piece):]
	}
	return nil
}

// read reads until all has come back. What it has got, it keeps.
func (c *echoClient) read(conn net.Conn) error {
	b := make([]byte, 5000)
	for len(c.got) < len(c.sent) {
		n, err := conn.Read(b)
		c.got = append(c.got, b[:n]...)
		if err != nil {
			return err
		}
	}
	return nil
}

// As many connections as the system has room for, up to a thousand, are used by both
// of their ends on one loop. A client in seven is killed in the middle, and readers of
// all of them are: none of the others loses a byte.
func TestEcho(t *testing.T) { testEcho(t, connections(t)) }

// The same in other orders.
func TestEchoSeeds(t *testing.T) {
	for seed := range uint64(5) {
		testEcho(t, 20, green.Seed(seed))
	}
}

func testEcho(t *testing.T, conns int, opts ...green.Option) {
	raw := listen(t)
	ended := 0
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		server := startServer(m, green.Listener(l, raw), func(t *green.Task, c net.Conn) error {
			defer func() { ended++ }()
			return echo(t, c)
		})
		var clients []*echoClient
		var tasks []*green.Task
		for i := range conns {
			client := newEchoClient(raw.Addr().String(), uint64(i))
			task := m.Go("client", client.run)
			if i%7 == 0 {
				after := time.Duration(client.random.IntN(int(20 * time.Millisecond)))
				m.Go("killer", func(t *green.Task) error {
					t.Sleep(after)
					task.Kill(nil)
					return nil
				})
			}
			clients, tasks = append(clients, client), append(tasks, task)
		}
		if err := m.Join(tasks...); err != nil {
			return err
		}
		for i, client := range clients {
			all := bytes.Equal(client.sent, client.got)
			if tasks[i].Err() == nil && !all || !bytes.HasPrefix(client.sent, client.got) {
				t.Errorf("client %d: %d bytes came back of %d", i, len(client.got), len(client.sent))
			}
		}
		t.Logf("%d clients, %d of them killed", len(clients), killed(tasks))
		return stop(m, server)
	}, opts...)
	if ended == 0 {
		t.Error("the server has served nobody")
	}
}

func killed(tasks []*green.Task) (n int) {
	for _, task := range tasks {
		if task.Err() == green.ErrKilled {
			n++
		}
	}
	return n
}

// connections is how many connections to test: two ends each take room.
func connections(t *testing.T) int {
	if raceEnabled || testing.Short() {
		return 100
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	return min(1000, (int(limit.Cur)-100)/2)
}
