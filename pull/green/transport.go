package green

import (
	"context"
	"net/http"
)

// Transport returns a RoundTripper for the clients that the tasks of l use: a round
// trip, and each Read of the body of its response, parks the task that runs, and no
// other. It passes all on to base, or to [http.DefaultTransport] if that is nil, so
// what can be set there holds; a client's redirects, cookies and Timeout work as always.
//
// The request is cancelled when the task is: while it waits for the response or for a
// part of the body. A body that has been read to its end, or closed, is done with; a
// body must be closed, as always. Another task than the one that made the request may
// read it, but not two at the same time: see [ErrInUse].
//
// A response's body that has been upgraded is an [io.Writer], too. The body of a
// request is read by other goroutines, as base likes it: it must not be one that
// belongs to tasks, such as a Conn or the body of a response.
//
// Round trips and reads must be called in tasks of l, and panic where none runs; who
// calls them elsewhere while a task runs goes unnoticed. Bodies may be closed at any
// time. On a virtual loop they hold the clock, and timeouts of the client are real.
//
// Transport panics if l is nil.
func Transport(l *Loop, base http.RoundTripper) http.RoundTripper {
	if l == nil {
		panic("green.Transport: the loop must not be nil")
	}
	if base == nil {
		base = http.DefaultTransport
	}
	return &transport{l, base}
}

type transport struct {
	loop *Loop
	base http.RoundTripper
}

// RoundTrip does not change the request, and closes its body in any case.
func (tr *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	begun := false
	defer func() {
		if !begun && req.Body != nil {
			req.Body.Close()
		}
	}()
	t := tr.loop.caller("Transport.RoundTrip")
	begun = true
	ctx, cancel := context.WithCancelCause(req.Context())
	resp, err := tr.await(t, req.WithContext(ctx), cancel)
	if err != nil {
		cancel(err)
		return nil, err
	}
	resp.Request = req
	resp.Body = newBody(t.loop, resp.Body, cancel)
	return resp, nil
}

// await parks t for a round trip of base.
func (tr *transport) await(
	t *Task, req *http.Request, cancel context.CancelCauseFunc,
) (resp *http.Response, err error) {
	e := &errand{name: req.Method + " " + req.URL.Redacted()}
	e.do = func() { resp, err = tr.base.RoundTrip(req) }
	e.recall = func(cause error) bool { cancel(cause); return false }
	e.perform(t)
	if t.cause != nil {
		cancel(t.cause)
		if err == nil && resp.Body != nil {
			tr.loop.aside("Body.Close", func() { resp.Body.Close() })
		}
		t.unwind()
	}
	return resp, err
}

// CloseIdleConnections is for [http.Client.CloseIdleConnections].
func (tr *transport) CloseIdleConnections() {
	if base, ok := tr.base.(interface{ CloseIdleConnections() }); ok {
		base.CloseIdleConnections()
	}
}
