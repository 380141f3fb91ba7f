package source_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

func to(n int) (all []int) {
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func TestPagesLinked(t *testing.T) {
	s := &shop{pages: 4}
	url, client := s.open(t)
	pages := source.Pages("numbers", url, source.Get(client, source.LinkedJSON[int]))
	if s.requests.Load() != 0 {
		t.Error("there was a request before the run")
	}
	for range 2 {
		collect(t, pages, []int{1, 2}, []int{3, 4}, []int{5, 6}, []int{7, 8})
	}
	collect(t, pipeline.Take(pipeline.Unbatch(pages), 3), 1, 2, 3)
	if got := s.requests.Load(); got != 4+4+2 {
		t.Errorf("%d requests", got)
	}
	if n := client.unread.Load(); n != 0 {
		t.Errorf("%d bodies were not read to the end", n)
	}
}

// The address of the next page may be in the body, and relative.
func TestPagesWithLinkInBody(t *testing.T) {
	type list struct {
		Data []int
		Next string
	}
	bodies := map[string]list{
		"/v1/a": {[]int{1}, "b"}, "/v1/b": {nil, "../v2/c?x=1"}, "/v2/c": {[]int{2, 3}, ""},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(bodies[r.URL.Path])
	}))
	defer server.Close()
	decode := func(r *http.Response) (page source.Page[int, string], err error) {
		var l list
		err = json.NewDecoder(r.Body).Decode(&l)
		return source.Page[int, string]{Items: l.Data, Next: l.Next}, err
	}
	pages := source.Pages("list", server.URL+"/v1/a", source.Get(server.Client(), decode))
	collect(t, pages, []int{1}, nil, []int{2, 3})
	collect(t, pipeline.Unbatch(pages), 1, 2, 3)
}

type placed struct {
	N  int
	At source.Position
}

// A cursor may be of any type, and the request of any kind. Items know where they were.
func TestPagesByCursor(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cursor, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s of %s", cursor, r.Method)
	}))
	defer server.Close()
	request := func(ctx context.Context, cursor int) (*http.Request, error) {
		return http.NewRequest(http.MethodPost, server.URL, strings.NewReader(strconv.Itoa(cursor)))
	}
	decode := func(r *http.Response) (page source.Page[placed, int], err error) {
		var method string
		var cursor int
		if _, err := fmt.Fscanf(r.Body, "%d of %s", &cursor, &method); err != nil || method != "POST" {
			return page, fmt.Errorf("method %s: %w", method, err)
		}
		page.Items = []placed{{N: cursor}, {N: cursor + 1}}
		page.Next = map[int]int{0: 10, 10: 30, 30: 0}[cursor]
		return page, nil
	}
	pages := source.Pages("numbers", 0, source.Fetch(server.Client(), request, decode))
	var want [][]placed
	for i, n := range []int{0, 10, 30} {
		at := source.Position{Name: "numbers", Page: i + 1}
		page := []placed{{n, at}, {n + 1, at}}
		page[0].At.Row, page[1].At.Row = 2*i+1, 2*i+2
		want = append(want, page)
	}
	collect(t, pages, want...)
}

const noLink = `a link does not begin with "<" or end with ">"`

// An item of another type says which one it is, and where in it that comes up.
func TestLinkedJSONMisfit(t *testing.T) {
	type order struct {
		ID    int `json:"id"`
		Price struct {
			Net float64 `json:"net"`
		} `json:"price"`
	}
	body := `[{"id":1},{"id":2,"price":{"net":"two"}}]`
	_, err := source.LinkedJSON[order](&http.Response{Body: io.NopCloser(strings.NewReader(body))})
	want := "JSON: item 2: price.net: a JSON string does not fit into float64"
	if !pipeline.IsPermanent(err) || err.Error() != want {
		t.Errorf("error %v, want %s, permanent", err, want)
	}
}

// What fails says on which page, and what came before it has been given.
func TestPagesFail(t *testing.T) {
	answer := func(status int, text string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			w.WriteHeader(status)
			io.WriteString(w, text)
		}
	}
	linked := func(link string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			w.Header().Set("Link", link)
			io.WriteString(w, "[5]")
		}
	}
	long := strings.Repeat("x", 9999)
	for name, test := range map[string]struct {
		answer func(w http.ResponseWriter)
		want   string // after "numbers: page 3: GET " and the address
		status int
		once   bool // Retry does not try again
	}{
		"500":      {answer(500, "oh\nno"), `500 Internal Server Error: "oh\nno"`, 500, false},
		"404":      {answer(404, ""), "404 Not Found", 404, true},
		"429":      {answer(429, ""), "429 Too Many Requests", 429, false},
		"304":      {answer(304, ""), "304 Not Modified", 304, true},
		"777":      {answer(777, ""), "777", 777, false},
		"long":     {answer(501, long), fmt.Sprintf("501 Not Implemented: %q", long[:512]), 501, false},
		"empty":    {answer(200, ""), "JSON: EOF", 0, false},
		"no array": {answer(200, `"a"`), "JSON: a JSON string does not fit into []int", 0, true},
		"no item":  {answer(200, `[5,"6"]`), "JSON: item 2: a JSON string does not fit into int", 0, true},
		"cut off":  {answer(200, `[5, `), "JSON: unexpected EOF", 0, false},
		"and more": {answer(200, `[5] [6]`), "JSON: there is something behind the array", 0, false},
		"no link":  {linked("a"), "header Link: " + noLink + `: "a"`, 0, false},
		"bad link": {linked("<:a>;rel=next"), `next page: parse ":a": missing protocol scheme`, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shop{pages: 5, before: func(w http.ResponseWriter, _ *http.Request, page int) bool {
				if page == 3 {
					test.answer(w)
				}
				return page == 3
			}}
			url, client := s.open(t)
			get := source.Get(client, source.LinkedJSON[int])
			got, err := source.Pages("numbers", url, get).Collect(t.Context())
			want := "numbers: page 3: GET " + url + "?page=3: " + test.want
			if err == nil || err.Error() != want {
				t.Errorf("error  %v, want\n       %s", err, want)
			}
			if diff := cmp.Diff([][]int{{1, 2}, {3, 4}}, got); diff != "" {
				t.Errorf("pages (-want +got):\n%s", diff)
			}
			var status *source.StatusError
			if errors.As(err, &status); status != nil && status.Status != test.status {
				t.Errorf("%#v", status)
			}
			s.requests.Store(0)
			get = pipeline.Retry(get, pipeline.Backoff{Base: 1})
			err = source.Pages("numbers", url, get).Run(t.Context())
			if got := s.requests.Load(); err == nil || got != map[bool]int64{true: 3, false: 5}[test.once] {
				t.Errorf("%d requests with Retry, error %v", got, err)
			}
			if n := client.unread.Load(); n != 0 {
				t.Errorf("%d bodies were not read to the end", n)
			}
		})
	}
}

// Pages that lead to one another would never end.
func TestPagesInCircles(t *testing.T) {
	for want, next := range map[string]map[string]string{
		"circle: page 1: the next page would be page 1 again: a": {"a": "a"},
		"circle: page 3: the next page would be page 2 again: b": {"a": "b", "b": "c", "c": "b"},
	} {
		n := 0
		fetch := func(_ context.Context, at string) (source.Page[int, string], error) {
			n++
			return source.Page[int, string]{Items: []int{n}, Next: next[at]}, nil
		}
		pages := source.Pages("circle", "a", fetch)
		got, err := pages.Collect(t.Context())
		if err == nil || err.Error() != want || len(got) != len(next) {
			t.Errorf("%v, error %v, want %s", got, err, want)
		}
	}
}

// A server that does not answer, or not to the end, keeps nobody who wants to go.
func TestPagesCancelled(t *testing.T) {
	stop := errors.New("stop")
	for _, flush := range []bool{false, true} {
		ctx, cancel := context.WithCancelCause(t.Context())
		s := &shop{pages: 5, before: func(w http.ResponseWriter, r *http.Request, page int) bool {
			if page < 3 {
				return false
			}
			if flush {
				io.WriteString(w, "[5, ")
				w.(http.Flusher).Flush()
			}
			time.AfterFunc(10*time.Millisecond, func() { cancel(stop) })
			<-r.Context().Done()
			return true
		}}
		url, client := s.open(t)
		get := pipeline.Retry(source.Get(client, source.LinkedJSON[int]), pipeline.Backoff{})
		got, err := pipeline.Unbatch(source.Pages("numbers", url, get)).Collect(ctx)
		if err != stop || !slices.Equal(got, to(4)) {
			t.Errorf("%v, error %v", got, err)
		}
		cancel(nil)
	}
}

// Retry-After holds the next request, in seconds or until a date, but not the loop that is
// left.
func TestPagesRetryAfter(t *testing.T) {
	for _, date := range []bool{false, true} {
		for _, status := range []int{429, 503} {
			failed := 0
			var at []time.Duration
			var start time.Time
			s := &shop{pages: 3, before: func(w http.ResponseWriter, _ *http.Request, page int) bool {
				at = append(at, time.Since(start))
				if page != 2 || failed == 2 {
					return false
				}
				failed++
				after := "30"
				if date {
					after = time.Now().Add(30 * time.Second).UTC().Format(http.TimeFormat)
				}
				w.Header().Set("Retry-After", after)
				w.WriteHeader(status)
				return true
			}}
			s.inBubble(t, func(t *testing.T, client *http.Client) {
				start = time.Now()
				get := pipeline.Retry(source.Get(client, source.LinkedJSON[int]), pipeline.Backoff{})
				collect(t, pipeline.Unbatch(source.Pages("", "http://shop/", get)), to(6)...)
				want := []time.Duration{0, 0, 30 * time.Second, 60 * time.Second, 60 * time.Second}
				if diff := cmp.Diff(want, at); diff != "" {
					t.Errorf("requests at (-want +got):\n%s", diff)
				}
				failed = 0
				get = source.Get(client, source.LinkedJSON[int])
				err := source.Pages("", "http://shop/", get).Run(t.Context())
				var refused *source.StatusError
				if !errors.As(err, &refused) || refused.RetryAfter != 30*time.Second {
					t.Errorf("error %v", err)
				}
			})
		}
	}
}

func TestPagesHeldAndCancelled(t *testing.T) {
	s := &shop{before: func(w http.ResponseWriter, _ *http.Request, _ int) bool {
		w.Header().Set("Retry-After", "99999999999999")
		w.WriteHeader(503)
		return true
	}}
	s.inBubble(t, func(t *testing.T, client *http.Client) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		get := pipeline.Retry(source.Get(client, source.LinkedJSON[int]), pipeline.Backoff{})
		start := time.Now()
		err := source.Pages("", "http://shop/", get).Run(ctx)
		if err != context.DeadlineExceeded || time.Since(start) != time.Minute {
			t.Errorf("error %v after %v", err, time.Since(start))
		}
	})
}

// A ticker lets one go every second.
type ticker struct{}

func (ticker) Wait(context.Context) error { time.Sleep(time.Second); return nil }

func TestPagesThrottled(t *testing.T) {
	var at []time.Duration
	var start time.Time
	s := &shop{pages: 3, before: func(http.ResponseWriter, *http.Request, int) bool {
		at = append(at, time.Since(start))
		return false
	}}
	s.inBubble(t, func(t *testing.T, client *http.Client) {
		start = time.Now()
		pages := source.Pages("", "http://shop/", source.Get(client, source.LinkedJSON[int]))
		collect(t, pipeline.Unbatch(pipeline.Throttle(pages, ticker{})), to(6)...)
		if diff := cmp.Diff([]time.Duration{0, time.Second, 2 * time.Second}, at); diff != "" {
			t.Errorf("requests at (-want +got):\n%s", diff)
		}
	})
}

// A status without content is the last page.
func TestPagesWithoutContent(t *testing.T) {
	s := &shop{pages: 3, before: func(w http.ResponseWriter, _ *http.Request, page int) bool {
		if page == 2 {
			w.WriteHeader(http.StatusNoContent)
		}
		return page == 2
	}}
	url, client := s.open(t)
	collect(t, source.Pages("", url, source.Get(client, source.LinkedJSON[int])), []int{1, 2}, nil)
}

// A server that does not end a body of which all has been read that is wanted, or that is
// none, does not hold the flow.
func TestPagesBodyWithoutEnd(t *testing.T) {
	for _, status := range []int{200, 404} {
		s := &shop{before: func(w http.ResponseWriter, r *http.Request, _ int) bool {
			w.WriteHeader(status)
			fmt.Fprintf(w, "[1, 2]%600s", "")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
			return true
		}}
		s.inBubble(t, func(t *testing.T, client *http.Client) {
			decode := func(r *http.Response) (page source.Page[int, string], err error) {
				return page, json.NewDecoder(r.Body).Decode(&page.Items)
			}
			start := time.Now()
			pages := source.Pages("", "http://shop/", source.Get(client, decode))
			got, err := pages.Collect(t.Context())
			var refused *source.StatusError
			if len(got) != 1 && status == 200 || errors.As(err, &refused) != (status == 404) {
				t.Errorf("status %d: pages %v, error %v", status, got, err)
			}
			if waited := time.Since(start); waited > time.Second {
				t.Errorf("status %d: waited for %v", status, waited)
			}
		})
	}
}

// A request gets the context of the flow if it has none.
func TestFetchRequestFails(t *testing.T) {
	request := func(context.Context, int) (*http.Request, error) { return nil, errRows }
	decode := func(*http.Response) (page source.Page[int, int], err error) { return page, nil }
	fetch := pipeline.Retry(source.Fetch(http.DefaultClient, request, decode), pipeline.Backoff{})
	err := source.Pages("numbers", 7, fetch).Run(t.Context())
	if want := "numbers: page 1: request: broken"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestPagesMisuse(t *testing.T) {
	for want, f := range map[string]func(){
		"source.Pages: fetch must not be nil":           func() { source.Pages[int]("", 0, nil) },
		"source.Get: client and decode must not be nil": func() { source.Get[int](nil, nil) },
		"source.Fetch: client, request and decode must not be nil": func() {
			source.Fetch[int, int](http.DefaultClient, nil, nil)
		},
	} {
		func() {
			defer func() {
				if p := recover(); p != want {
					t.Errorf("panicked with %v, want %v", p, want)
				}
			}()
			f()
		}()
	}
}
