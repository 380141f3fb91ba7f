package integration_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline/source"
)

const (
	pages    = 12
	pageSize = 25
)

// A reading is what the API gives, page by page.
type reading struct {
	ID int             `db:"id" json:"id"`
	At source.Position `json:"-"`
}

// A fault is what an API does instead of giving a page.
type fault func(w http.ResponseWriter)

func internalError(w http.ResponseWriter) {
	http.Error(w, "out of memory", http.StatusInternalServerError)
}

func notFound(w http.ResponseWriter) { http.Error(w, "no such page", http.StatusNotFound) }

// dropped closes the connection without an answer.
func dropped(http.ResponseWriter) { panic(http.ErrAbortHandler) }

// truncated closes the connection in the middle of the answer.
func truncated(w http.ResponseWriter) {
	w.Header().Set("Content-Length", "1000")
	fmt.Fprint(w, `[{"id": 1}, {"i`)
	_ = http.NewResponseController(w).Flush() // the reader sees what became of it
	panic(http.ErrAbortHandler)
}

// An api is a server of readings that is slow and has faults.
type api struct {
	testing.TB
	delay  time.Duration
	faults map[int][]fault // of a page, one for each request, until there are no more
	allow  func() bool     // whether a request may be answered now; nil: always

	mu       sync.Mutex
	requests int
	refused  int       // requests
	closed   time.Time // no request may come before this
}

// retryAfter is how long the server wants to be left alone after too many requests.
const retryAfter = time.Second

// start serves the API and returns the address of its first page.
func (a *api) start(tb testing.TB) (url string, client *http.Client) {
	a.TB = tb
	server := httptest.NewServer(a)
	tb.Cleanup(server.Close)
	return server.URL + "/readings?page=1", server.Client()
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case <-time.After(a.delay):
	case <-r.Context().Done():
		return
	}
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil {
		a.Errorf("%s: %v", r.URL, err)
	}
	if fault := a.next(page); fault != nil {
		fault(w)
		return
	}
	if page < pages {
		w.Header().Set("Link", fmt.Sprintf(`</readings?page=%d>; rel="next"`, page+1))
	}
	var readings []reading
	for i := range pageSize {
		readings = append(readings, reading{ID: (page-1)*pageSize + i + 1})
	}
	if err := json.NewEncoder(w).Encode(readings); err != nil {
		a.Log(err) // the reader has left
	}
}

// next returns what is to be done with a request for a page; nil is to answer it.
func (a *api) next(page int) fault {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.requests++
	if early := time.Until(a.closed); early > 0 {
		a.Errorf("a request for page %d comes %v before the time", page, early)
	}
	if a.allow != nil && !a.allow() {
		a.refused++
		a.closed = time.Now().Add(retryAfter)
		return tooMany
	}
	if len(a.faults[page]) == 0 {
		return nil
	}
	fault := a.faults[page][0]
	a.faults[page] = a.faults[page][1:]
	return fault
}

func tooMany(w http.ResponseWriter) {
	w.Header().Set("Retry-After", strconv.Itoa(int(retryAfter.Seconds())))
	http.Error(w, "slow down", http.StatusTooManyRequests)
}

// counts returns how many requests there were and how many of them too many.
func (a *api) counts() (requests, refused int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.requests, a.refused
}
