package green_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/internal/pipenet"
	"github.com/coseq/coseq/pull/green"
)

// serve starts a server for the test.
func serve(t *testing.T, f http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	return server
}

// get is the body of the response to a GET.
func get(client *http.Client, url string) (string, error) {
	resp, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return string(b), err
}

// Requests are under way at the same time: the server answers none before all have
// come in.
func TestTransport(t *testing.T) {
	const requests = 10
	arrived := make(chan struct{}, requests)
	all := make(chan struct{})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if arrived <- struct{}{}; len(arrived) == requests {
			close(all)
		}
		<-all
		io.WriteString(w, r.URL.Path)
	})
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		client := &http.Client{Transport: green.Transport(l, nil)}
		defer client.CloseIdleConnections()
		var tasks []*green.Task
		for i := range requests {
			path := "/" + strings.Repeat("x", i)
			tasks = append(tasks, m.Go(path, func(*green.Task) error {
				got, err := get(client, server.URL+path)
				if got != path {
					t.Errorf("got %q, want %q", got, path)
				}
				return err
			}))
		}
		return m.Join(tasks...)
	})
}

// What a client does around round trips, it does on the task.
func TestTransportClient(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			http.SetCookie(w, &http.Cookie{Name: "crumb", Value: "here"})
			http.Redirect(w, r, "/next", http.StatusFound)
		case "/next":
			c, _ := r.Cookie("crumb")
			io.WriteString(w, c.Value)
		case "/slow":
			<-r.Context().Done()
		}
	})
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		jar, _ := cookiejar.New(nil)
		client := &http.Client{Transport: green.Transport(l, nil), Jar: jar}
		defer client.CloseIdleConnections()
		if got, err := get(client, server.URL); got != "here" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
		resp, err := client.Head(server.URL + "/next")
		if err != nil {
			return err
		}
		if got := resp.Request.URL.Path; got != "/next" || resp.Body != http.NoBody {
			t.Errorf("the response is to %q", got)
		}
		client.Timeout = 10 * time.Millisecond
		if _, err := get(client, server.URL+"/slow"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("timeout of the client: %v", err)
		}
		return nil
	})
}

// A task that is killed or times out takes its request with it, be it waiting for the
// response or in the middle of the body; and the others go on.
func TestTransportCancel(t *testing.T) {
	cancels := map[string]func(m *green.Task, f func(*green.Task) error){
		"kill": func(m *green.Task, f func(*green.Task) error) {
			task := m.Go("killed", f)
			m.Sleep(time.Second)
			task.Kill(nil)
			m.Join(task)
		},
		"timeout": func(m *green.Task, f func(*green.Task) error) {
			if err := m.WithTimeout(time.Second, f); !errors.Is(err, context.DeadlineExceeded) {
				panic(err)
			}
		},
	}
	for _, path := range []string{"/head", "/body"} {
		for name, cancel := range cancels {
			t.Run(name+path, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { testTransportCancel(t, path, cancel) })
			})
		}
	}
}

func testTransportCancel(
	t *testing.T, path string, cancel func(m *green.Task, f func(*green.Task) error),
) {
	gone := make(chan string, 1)
	base := servePipe(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			io.WriteString(w, "the beginning")
			w.(http.Flusher).Flush()
		}
		<-r.Context().Done()
		gone <- r.URL.Path
	})
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		client := &http.Client{Transport: green.Transport(l, base)}
		ticks := 0
		ticker := m.Go("ticker", func(t *green.Task) error {
			for ; ; ticks++ {
				t.Sleep(100 * time.Millisecond)
			}
		})
		cancel(m, func(*green.Task) error {
			_, err := get(client, "http://example.com"+path)
			t.Errorf("get returned with %v", err)
			return nil
		})
		if ticks < 9 {
			t.Errorf("the others have gone on %d times only", ticks)
		}
		ticker.Kill(nil)
		return nil
	})
	if got := <-gone; got != path {
		t.Errorf("the server lost %s", got)
	}
}

// servePipe starts a server in the bubble of the test, and returns what goes there.
func servePipe(t *testing.T, f http.HandlerFunc) *http.Transport {
	t.Helper()
	ln := pipenet.Listen()
	server := &http.Server{Handler: f}
	go server.Serve(ln)
	base := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return ln.Dial(ctx)
		},
	}
	t.Cleanup(func() {
		base.CloseIdleConnections()
		server.Close()
	})
	return base
}

// HTTP/2, and a body that another task reads than the one that asked.
func TestTransportHTTP2(t *testing.T) {
	proto := func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Proto) }
	server := httptest.NewUnstartedServer(http.HandlerFunc(proto))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		client := &http.Client{Transport: green.Transport(l, server.Client().Transport)}
		resp, err := client.Get(server.URL)
		if err != nil {
			return err
		}
		read := green.Spawn(m, "read", func(*green.Task) ([]byte, error) {
			defer resp.Body.Close()
			return io.ReadAll(resp.Body)
		})
		if got, err := read.Get(m); string(got) != "HTTP/2.0" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
		return nil
	})
}

// The body of a request is sent, and closed in any case.
func TestTransportRequestBody(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) })
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		client := &http.Client{Transport: green.Transport(l, nil)}
		defer client.CloseIdleConnections()
		resp, err := client.Post(server.URL, "text/plain", strings.NewReader("echo"))
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if got, err := io.ReadAll(resp.Body); string(got) != "echo" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}

		body := &closeCounter{Reader: strings.NewReader("x")}
		cancelled := m.Go("cancelled", func(self *green.Task) error {
			defer client.Post(server.URL, "text/plain", body)
			self.Kill(nil)
			return nil
		})
		m.Join(cancelled)
		if body.closed != 1 {
			t.Errorf("the body of a cancelled task's request has been closed %d times", body.closed)
		}
		return nil
	})
}

type closeCounter struct {
	io.Reader
	closed int
}

func (c *closeCounter) Close() error { c.closed++; return nil }

// roundTripper is a function as a RoundTripper.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// A response that comes for a task that is cancelled is closed.
func TestTransportLateResponse(t *testing.T) {
	body := &closeCounter{Reader: strings.NewReader("x")}
	late := roundTripper(func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		if cause := context.Cause(req.Context()); cause != errTest {
			t.Errorf("the request is cancelled with %v", cause)
		}
		return &http.Response{Body: body}, nil
	})
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		client := &http.Client{Transport: green.Transport(l, late)}
		task := m.Go("late", func(*green.Task) error {
			_, err := client.Get("http://example.com/")
			return err
		})
		untilParked(m)
		task.Kill(errTest)
		return m.Join(task)
	})
	if body.closed != 1 {
		t.Errorf("the body has been closed %d times", body.closed)
	}
}

var errTest = errors.New("test")

// A body that is upgraded can be written to; two readers are one too many.
func TestTransportBody(t *testing.T) {
	a, b := connect(t, "tcp", "127.0.0.1:0")
	defer b.Close()
	upgrade := roundTripper(func(req *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusSwitchingProtocols, Body: a}, nil
	})
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		far := green.Conn(l, b)
		req, _ := http.NewRequest("GET", "http://example.com/", nil)
		resp, err := green.Transport(l, upgrade).RoundTrip(req)
		if err != nil {
			return err
		}
		if resp.Request != req {
			t.Error("the response is to another request")
		}
		if _, err := resp.Body.(io.Writer).Write([]byte("ping")); err != nil {
			t.Error(err)
		}
		if got := receive(t, far, 4); got != "ping" {
			t.Errorf("got %q", got)
		}
		read := func(*green.Task) (byte, error) {
			b := make([]byte, 1)
			_, err := resp.Body.Read(b)
			return b[0], err
		}
		first, second := green.Spawn(m, "first", read), green.Spawn(m, "second", read)
		if _, err := second.Get(m); !errors.Is(err, green.ErrInUse) {
			t.Errorf("the second reader got %v", err)
		}
		send(t, far, "pong")
		if got, err := first.Get(m); got != 'p' || err != nil {
			t.Errorf("the first reader got %q, %v", got, err)
		}
		resp.Body.Close()
		if _, err := read(m); !errors.Is(err, http.ErrBodyReadAfterClose) {
			t.Errorf("Read after Close: %v", err)
		}
		return nil
	})
}

// A base that gives no body at all is as a client likes it.
func TestTransportNoBody(t *testing.T) {
	bare := roundTripper(func(*http.Request) (*http.Response, error) { return &http.Response{}, nil })
	onLoop(t, func(l *green.Loop, m *green.Task) error {
		client := &http.Client{Transport: green.Transport(l, bare)}
		got, err := get(client, "http://example.com/")
		if got != "" {
			t.Errorf("got %q", got)
		}
		return err
	})
}

func TestTransportMisuse(t *testing.T) {
	l := green.New()
	wantPanic(t, "green.Transport: the loop must not be nil", func() { green.Transport(nil, nil) })
	client := &http.Client{Transport: green.Transport(l, nil)}
	wantPanic(t, "green.Transport.RoundTrip: no task of its loop runs now",
		func() { client.Get("http://127.0.0.1:1") })

	server := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "x") })
	var body io.ReadCloser
	err := l.Run(t.Context(), func(m *green.Task) error {
		defer client.CloseIdleConnections()
		resp, err := client.Get(server.URL)
		if err == nil {
			body = resp.Body
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	wantPanic(t, "green.Body.Read: its loop has ended", func() { body.Read(make([]byte, 1)) })
	wantPanic(t, "green.Transport.RoundTrip: its loop has ended", func() { client.Get(server.URL) })
	if err := body.Close(); err != nil {
		t.Errorf("Close after the end: %v", err)
	}
}
