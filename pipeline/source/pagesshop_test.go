package source_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/internal/pipenet"
)

// A shop serves numbers on pages of two: 1 and 2 on page 1, and so on.
type shop struct {
	pages    int
	requests atomic.Int64
	// before handles a request in the place of the shop if it returns true.
	before func(w http.ResponseWriter, r *http.Request, page int) bool
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	page = max(1, page)
	if s.before != nil && s.before(w, r, page) {
		return
	}
	if page < s.pages {
		w.Header().Add("Link", `<http://elsewhere/>; rel="first"`)
		w.Header().Add("Link", fmt.Sprintf(`</numbers?page=%d>; rel="next"`, page+1))
	}
	fmt.Fprintf(w, "[%d, %d]\n", 2*page-1, 2*page)
}

// open serves the shop, for requests that are counted until their bodies have been closed.
func (s *shop) open(t *testing.T) (url string, client *counting) {
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	client = &counting{Client: server.Client()}
	t.Cleanup(func() {
		if n := client.open.Load(); n != 0 {
			t.Errorf("%d bodies are open", n)
		}
	})
	return server.URL + "/numbers", client
}

// A counting client counts the bodies that are open, and those that were not read to
// their ends.
type counting struct {
	*http.Client
	open, unread atomic.Int64
}

func (c *counting) Do(r *http.Request) (*http.Response, error) {
	response, err := c.Client.Do(r)
	if err == nil {
		c.open.Add(1)
		response.Body = &body{ReadCloser: response.Body, of: c}
	}
	return response, err
}

type body struct {
	io.ReadCloser
	of    *counting
	ended bool
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.ended = b.ended || err == io.EOF
	return n, err
}

func (b *body) Close() error {
	b.of.open.Add(-1)
	if !b.ended {
		b.of.unread.Add(1)
	}
	return b.ReadCloser.Close()
}

// inBubble serves the shop in a bubble, where pauses take no time.
func (s *shop) inBubble(t *testing.T, f func(t *testing.T, client *http.Client)) {
	synctest.Test(t, func(t *testing.T) {
		ln := pipenet.Listen()
		server := &http.Server{Handler: s}
		go server.Serve(ln)
		transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (
			c net.Conn, err error,
		) {
			return ln.Dial(ctx)
		}}
		f(t, &http.Client{Transport: transport})
		transport.CloseIdleConnections()
		server.Close()
	})
}
