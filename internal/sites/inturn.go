package sites

import (
	"io"
	"net/http"
	"sync"
)

// InTurn returns a Transport that gives the answers in the order of All: each as soon
// as the body of the one before it has been closed. So a program prints the same
// lines however fast the machine is. Who asks for the last site only waits for ever.
func (s *Server) InTurn() http.RoundTripper {
	t := &inTurn{base: s.transport, turns: map[string]turn{}}
	before := make(chan struct{})
	close(before)
	for _, site := range All {
		after := make(chan struct{})
		t.turns[site.Host] = turn{before, sync.OnceFunc(func() { close(after) })}
		before = after
	}
	return t
}

type inTurn struct {
	base  http.RoundTripper
	turns map[string]turn // by host
}

// A turn begins when the one before it is over.
type turn struct {
	begins <-chan struct{}
	end    func()
}

func (t *inTurn) RoundTrip(req *http.Request) (*http.Response, error) {
	turn := t.turns[req.URL.Host]
	resp, err := t.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	select {
	case <-turn.begins:
	case <-req.Context().Done():
		resp.Body.Close()
		return nil, req.Context().Err()
	}
	resp.Body = &turnBody{resp.Body, turn.end}
	return resp, nil
}

// A turnBody ends its turn when it is closed.
type turnBody struct {
	io.ReadCloser
	end func()
}

func (b *turnBody) Close() error {
	defer b.end()
	return b.ReadCloser.Close()
}
