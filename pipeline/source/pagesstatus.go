package source

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A StatusError is a response with a status other than 2xx:
//
//	GET http://127.0.0.1/orders?page=3: 500 Internal Server Error: "out of memory"
type StatusError struct {
	Method, URL string        // of the request; passwords are left out
	Status      int           // such as 404
	Body        string        // its first 512 bytes
	RetryAfter  time.Duration // when to come again, as the server says; 0 if it does not
}

func (e *StatusError) Error() string {
	text := fmt.Sprintf("%s %s: %d", e.Method, e.URL, e.Status)
	if status := http.StatusText(e.Status); status != "" {
		text += " " + status
	}
	if e.Body != "" {
		text += fmt.Sprintf(": %q", e.Body)
	}
	return text
}

// refused returns the error that a response is, and has h hold the next request.
func refused(r *http.Response, h *hold) error {
	const most = 512
	body, _ := io.ReadAll(io.LimitReader(r.Body, most)) // what can be read of it
	e := &StatusError{
		Method: r.Request.Method, URL: r.Request.URL.Redacted(),
		Status: r.StatusCode, Body: string(body), RetryAfter: retryAfter(r.Header),
	}
	h.until(e.RetryAfter)
	switch e.Status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return e
	}
	if e.Status >= http.StatusInternalServerError {
		return e
	}
	return pipeline.Permanent(e)
}

// retryAfter returns what the header says: a number of seconds, or a date.
func retryAfter(header http.Header) time.Duration {
	const longest = 1 << 31 // seconds
	text := header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 63); err == nil {
		return time.Duration(min(seconds, longest)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}

// A hold is for how long a server wants to be left alone.
type hold struct {
	mu  sync.Mutex
	end time.Time
}

func (h *hold) until(pause time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if end := time.Now().Add(pause); end.After(h.end) {
		h.end = end
	}
}

// wait returns when the hold is over, or with the cause when ctx ends before.
func (h *hold) wait(ctx context.Context) error {
	h.mu.Lock()
	pause := time.Until(h.end)
	h.mu.Unlock()
	if pause <= 0 {
		return nil
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
