package embedded_test

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// start starts a server, which is closed with the test, and then no goroutine of it is left.
func start(t *testing.T, o embedded.Options) *embedded.Server {
	t.Helper()
	leavesNothing(t)
	s, err := embedded.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// leavesNothing fails the test if at its end goroutines run that do not now.
func leavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		after := 0
		for range 300 { // those of connections end a little later than Close returns
			if after = runtime.NumGoroutine(); after <= before {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		stacks := make([]byte, 1<<20)
		t.Errorf("%d goroutines before, %d after\n%s", before, after, stacks[:runtime.Stack(stacks, true)])
	})
}

// streams returns what makes streams in s, by a connection within the process.
func streams(t *testing.T, connect func(...nats.Option) (*nats.Conn, error)) jetstream.JetStream {
	t.Helper()
	conn, err := connect()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	return js
}

// create makes the stream ORDERS, in files.
func create(t *testing.T, js jetstream.JetStream, replicas int) jetstream.Stream {
	t.Helper()
	stream, err := js.CreateOrUpdateStream(t.Context(), jetstream.StreamConfig{
		Name: "ORDERS", Subjects: []string{"orders.*"}, Replicas: replicas,
	})
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

func stored(t *testing.T, stream jetstream.Stream) uint64 {
	t.Helper()
	info, err := stream.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return info.State.Msgs
}

func publish(t *testing.T, js jetstream.JetStream) {
	t.Helper()
	if _, err := js.Publish(t.Context(), "orders.new", []byte("order")); err != nil {
		t.Fatal(err)
	}
}

func TestInMemory(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := start(t, embedded.Options{})
	if url := s.URL(); url != "" {
		t.Errorf("URL %q of a server that does not listen", url)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	js := streams(t, s.Connect)
	stream := create(t, js, 1)
	publish(t, js)
	if n := stored(t, stream); n != 1 {
		t.Errorf("%d messages stored, want 1", n)
	}
	js.Conn().Close()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// What was acknowledged is there when the server is started again, with and without a sync for
// each message.
func TestDir(t *testing.T) {
	for name, o := range map[string]embedded.Options{"sync": {}, "no sync": {NoSync: true}} {
		t.Run(name, func(t *testing.T) {
			o.Dir = filepath.Join(t.TempDir(), "made", "if missing")
			for round := range uint64(3) {
				s := start(t, o)
				js := streams(t, s.Connect)
				stream := create(t, js, 1)
				if n := stored(t, stream); n != 2*round {
					t.Errorf("%d messages stored before round %d", n, round)
				}
				publish(t, js)
				publish(t, js)
				js.Conn().Close()
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestSyncIsTheDefault(t *testing.T) {
	for name, test := range map[string]struct {
		options embedded.Options
		sync    bool
	}{
		"memory":       {embedded.Options{}, false},
		"dir":          {embedded.Options{Dir: t.TempDir()}, true},
		"dir, no sync": {embedded.Options{Dir: t.TempDir(), NoSync: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			var sync bool
			test.options.Configure = func(o *server.Options) { sync = o.SyncAlways }
			start(t, test.options)
			if sync != test.sync {
				t.Errorf("SyncAlways is %v", sync)
			}
		})
	}
}

func TestListen(t *testing.T) {
	s := start(t, embedded.Options{Listen: "127.0.0.1:0", Name: "one"})
	js := streams(t, func(o ...nats.Option) (*nats.Conn, error) { return nats.Connect(s.URL(), o...) })
	create(t, js, 1)
	publish(t, js)
	if name := js.Conn().ConnectedServerName(); name != "one" {
		t.Errorf("connected to %q", name)
	}
	if !strings.HasPrefix(s.URL(), "nats://127.0.0.1:") {
		t.Errorf("URL is %q", s.URL())
	}
}

func TestManyStartAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			s, err := embedded.Start(embedded.Options{Listen: "127.0.0.1:0"})
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			if err := s.Ready(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestCannotStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	used := t.TempDir()
	start(t, embedded.Options{Dir: used})

	address := taken.Addr().String()
	for name, test := range map[string]struct {
		options embedded.Options
		want    string // in the error
	}{
		"address in use": {embedded.Options{Listen: address}, "address already in use"},
		"peer address used": {embedded.Options{
			Name: "n", Listen: "127.0.0.1:0", Cluster: &embedded.Node{Cluster: "c", Listen: address, Peers: []string{address}},
		}, "address already in use"},
		"no port":          {embedded.Options{Listen: "localhost"}, "address to listen on: address localhost: missing port"},
		"a bad port":       {embedded.Options{Listen: "localhost:http"}, "address to listen on: "},
		"a bad peer":       {embedded.Options{Name: "n", Listen: "127.0.0.1:0", Cluster: &embedded.Node{Listen: "127.0.0.1:0", Peers: []string{"a"}}}, "cluster: peer: "},
		"no name":          {embedded.Options{Cluster: &embedded.Node{Listen: "127.0.0.1:0"}}, "needs a Name"},
		"no listen":        {embedded.Options{Name: "n", Cluster: &embedded.Node{Listen: "127.0.0.1:0"}}, "needs a Name and an address to Listen on"},
		"a bad name":       {embedded.Options{Name: "with space"}, "cannot contain spaces"},
		"not a directory":  {embedded.Options{Dir: file}, "not a directory"},
		"dir in use":       {embedded.Options{Dir: used}, "another server is running"},
		"too short a time": {embedded.Options{StartTimeout: 1}, "still starting after 1ns"},
	} {
		t.Run(name, func(t *testing.T) {
			leavesNothing(t)
			began := time.Now()
			_, err := embedded.Start(test.options)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "embedded.Start: ") {
				t.Errorf("error: %v, want one with %q", err, test.want)
			}
			if took := time.Since(began); took > 8*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// One server of a cluster that has no others starts, and says that it is not ready.
func TestNotReady(t *testing.T) {
	s := start(t, embedded.Options{Name: "n", Listen: "127.0.0.1:0", Cluster: &embedded.Node{
		Cluster: "c", Listen: "127.0.0.1:0", Peers: []string{"127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"},
	}})
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := s.Ready(ctx); err == nil || !strings.Contains(err.Error(), "deadline exceeded") {
		t.Errorf("ready: %v", err)
	}
}

func TestCloseTwice(t *testing.T) {
	s := start(t, embedded.Options{Dir: t.TempDir()})
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if conn, err := s.Connect(); err == nil {
		conn.Close()
		t.Error("connected to a server that is closed")
	}
	if err := s.Ready(t.Context()); err == nil {
		t.Error("a server that is closed is ready")
	}
}

func TestLogger(t *testing.T) {
	var out bytes.Buffer
	s := start(t, embedded.Options{Logger: slog.New(slog.NewTextHandler(&out, nil))})
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for _, want := range []string{`level=INFO msg="Server is ready"`, "Shutdown"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("log has no %q:\n%s", want, &out)
		}
	}
}
