package jetstream

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// A request for messages is at the server until it has brought as many, or its time is up.
type request struct {
	inbox string
	left  int // messages that it may still bring
}

// ask sends a request when half of what is to be prefetched has come.
func (p *puller) ask() error {
	if p.asked > p.prefetch/2 || p.paused || !p.conn.IsConnected() {
		return nil
	}
	p.number++
	r := request{
		inbox: p.inbox + "." + strconv.Itoa(p.number),
		left:  min(p.prefetch-p.asked, p.batch),
	}
	body, err := json.Marshal(struct {
		Batch     int           `json:"batch"`
		Expires   time.Duration `json:"expires"`
		Heartbeat time.Duration `json:"idle_heartbeat"`
	}{r.left, p.expiry, min(heartbeat, p.expiry/2)})
	if err != nil {
		return err
	}
	if err := p.conn.PublishRequest(p.subject, r.inbox, body); err != nil {
		return p.failed(err)
	}
	p.requests = append(p.requests, r)
	p.asked += r.left
	return nil
}

// took counts a message that has come. It does not say which request brought it: the
// server serves the first first.
func (p *puller) took() {
	if len(p.requests) == 0 {
		return // of one that was taken for lost
	}
	p.asked--
	if p.requests[0].left--; p.requests[0].left == 0 {
		p.requests = slices.Delete(p.requests, 0, 1)
	}
}

// ended takes a request out that brings nothing more. It reports whether there was one
// of that inbox, still.
func (p *puller) ended(inbox string) bool {
	i := slices.IndexFunc(p.requests, func(r request) bool { return r.inbox == inbox })
	if i < 0 {
		return false
	}
	p.asked -= p.requests[i].left
	p.requests = slices.Delete(p.requests, i, i+1)
	return true
}
