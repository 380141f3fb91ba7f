package green_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
	"github.com/google/go-cmp/cmp"
)

// What gevent does with servers, threads and processes, see its oracles of the same
// names. io_07 and io_18 have nothing to carry over: select, and patched threads.

func TestOracle_io_08_threadpool(t *testing.T) {
	onLoop(t, func(_ *green.Loop, m *green.Task) error {
		ticks := 0
		ticker := m.Go("ticker", func(t *green.Task) error {
			for {
				ticks++
				t.Yield()
			}
		})
		called := func(context.Context) error { time.Sleep(10 * time.Millisecond); return errTest }
		if err := m.Await(called); err != errTest {
			t.Errorf("Await: %v", err)
		}
		if ticks < 2 {
			t.Error("the loop stood still")
		}
		ticker.Kill(nil)
		return m.Join(ticker)
	})
}

func TestOracle_io_09_subprocess(t *testing.T) {
	onLoop(t, func(_ *green.Loop, m *green.Task) error {
		echo := func(ctx context.Context) ([]byte, error) {
			return exec.CommandContext(ctx, "echo", "hi").Output()
		}
		out, err := green.Await(m, echo)
		if string(out) != "hi\n" || err != nil {
			t.Errorf("got %q, %v", out, err)
		}
		wait := func(ctx context.Context) error {
			return exec.CommandContext(ctx, "sleep", "60").Run()
		}
		err = m.WithTimeout(10*time.Millisecond, func(t *green.Task) error { return t.Await(wait) })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a process that takes too long: %v", err)
		}
		return nil
	})
}

func TestOracle_io_10_streamserver(t *testing.T) {
	raw := listen(t)
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		server := startServer(m, green.Listener(l, raw), func(_ *green.Task, c net.Conn) error {
			for lines := bufio.NewScanner(c); lines.Scan(); {
				send(t, c, strings.ToUpper(lines.Text())+"\n")
			}
			return nil
		})
		var clients []*green.Future[string]
		for i := range 3 {
			clients = append(clients, green.Spawn(m, "client", func(self *green.Task) (string, error) {
				c, err := green.Dial(self, "tcp", raw.Addr().String())
				if err != nil {
					return "", err
				}
				defer c.Close()
				send(t, c, fmt.Sprintf("hi %d\n", i))
				return receive(t, c, 5), nil
			}))
		}
		var got []string
		for _, client := range clients {
			line, err := client.Get(m)
			if err != nil {
				return err
			}
			got = append(got, line)
		}
		if diff := cmp.Diff([]string{"HI 0\n", "HI 1\n", "HI 2\n"}, got); diff != "" {
			t.Error(diff)
		}
		return stop(m, server)
	})
}

func TestOracle_io_11_server_stop_kills(t *testing.T) {
	raw := listen(t)
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		killed := false
		begun := green.NewFlag(l)
		server := startServer(m, green.Listener(l, raw), func(t *green.Task, _ net.Conn) error {
			defer func() { killed = true }()
			begun.Set()
			t.Sleep(time.Hour)
			return nil
		})
		c, err := green.Dial(m, "tcp", raw.Addr().String())
		if err != nil {
			return err
		}
		defer c.Close()
		begun.Wait(m)
		err = stop(m, server)
		if !killed || !server.Done() {
			t.Errorf("handler killed: %v, server stopped: %v", killed, server.Done())
		}
		return err
	})
}

func TestOracle_io_12_server_pool_limit(t *testing.T) {
	raw := listen(t)
	var log []string
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		room := green.NewSemaphore(l, 1)
		server := startServer(m, green.Listener(l, raw), func(self *green.Task, c net.Conn) error {
			room.Acquire(self)
			defer room.Release()
			log = append(log, "in")
			self.Sleep(time.Millisecond)
			log = append(log, "out")
			send(t, c, "k")
			return nil
		})
		var clients []*green.Task
		for range 3 {
			clients = append(clients, m.Go("client", func(self *green.Task) error {
				c, err := green.Dial(self, "tcp", raw.Addr().String())
				if err != nil {
					return err
				}
				defer c.Close()
				receive(t, c, 1)
				return nil
			}))
		}
		return errors.Join(m.Join(clients...), stop(m, server))
	})
	if diff := cmp.Diff([]string{"in", "out", "in", "out", "in", "out"}, log); diff != "" {
		t.Error(diff)
	}
}

// An error of a handler ends the server here, unless the handler keeps it to itself:
// errors are not printed and dropped. This one does, so that only its connection ends.
func TestOracle_io_13_server_handler_exception(t *testing.T) {
	raw := listen(t)
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		var failed []error
		server := startServer(m, green.Listener(l, raw), func(_ *green.Task, c net.Conn) error {
			switch d := receive(t, c, 1); d {
			case "!":
				failed = append(failed, errTest)
			default:
				send(t, c, d)
			}
			return nil
		})
		var got []string
		for _, d := range []string{"!", "a"} {
			c, err := green.Dial(m, "tcp", raw.Addr().String())
			if err != nil {
				return err
			}
			send(t, c, d)
			answer, _ := io.ReadAll(c)
			got = append(got, string(answer))
			c.Close()
		}
		if diff := cmp.Diff([]string{"", "a"}, got); diff != "" || len(failed) != 1 {
			t.Error(diff, failed)
		}
		return stop(m, server)
	})
}

// Requests that are slow overlap, in a server that is not of tasks.
func TestOracle_io_14_pywsgi(t *testing.T) {
	arrived, all := make(chan string, 3), make(chan struct{})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if arrived <- r.URL.Path; len(arrived) == 3 {
			close(all)
		}
		<-all
		io.WriteString(w, r.URL.Path)
	})
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		client := &http.Client{Transport: green.Transport(l, nil)}
		defer client.CloseIdleConnections()
		paths := func(yield func(string) bool) { _ = yield("/a") && yield("/b") && yield("/c") }
		fetch := func(_ *green.Task, path string) (string, error) { return get(client, server.URL+path) }
		var got []string
		for body, err := range green.Map(m, 3, paths, fetch) {
			if err != nil {
				return err
			}
			got = append(got, body)
		}
		if diff := cmp.Diff([]string{"/a", "/b", "/c"}, got); diff != "" {
			t.Error(diff)
		}
		return nil
	})
}

func TestOracle_io_15_signal(t *testing.T) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	defer signal.Stop(signals)
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		got := green.NewFuture[os.Signal](l)
		release := l.Hold()
		go func() {
			defer release()
			s := <-signals
			l.Post(func() { got.Set(s) })
		}()
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			return err
		}
		if err := self.Signal(os.Interrupt); err != nil {
			return err
		}
		s, err := got.Get(m)
		if s != os.Interrupt {
			t.Errorf("got %v", s)
		}
		return err
	})
}

func TestOracle_io_16_17_sleep(t *testing.T) {
	sleeps := map[string]struct {
		sleep func(*green.Task)
		want  []string
	}{
		"a task's cooperates": {
			sleep: func(t *green.Task) { t.Sleep(time.Millisecond) },
			want:  []string{"1 a", "2 a", "1 b", "2 b"},
		},
		"time's stops everything": {
			sleep: func(*green.Task) { time.Sleep(time.Millisecond) },
			want:  []string{"1 a", "1 b", "2 a", "2 b"},
		},
	}
	for name, sleep := range sleeps {
		t.Run(name, func(t *testing.T) {
			var got []string
			onLoop(t, func(_ *green.Loop, m *green.Task) error {
				f := func(n int) func(*green.Task) error {
					return func(t *green.Task) error {
						got = append(got, fmt.Sprint(n, " a"))
						sleep.sleep(t)
						got = append(got, fmt.Sprint(n, " b"))
						return nil
					}
				}
				return m.Join(m.Go("f(1)", f(1)), m.Go("f(2)", f(2)))
			}, green.Virtual(time.Unix(0, 0)))
			if diff := cmp.Diff(sleep.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
