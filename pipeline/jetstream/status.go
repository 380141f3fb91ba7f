package jetstream

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

var (
	errReconnected = errors.New("jetstream: reconnected")
	errSilent      = errors.New("jetstream: nothing heard of the server")
)

// The statuses that the server sends in place of messages.
const (
	statusHeartbeat    = "100"
	statusNoMessages   = "404"
	statusTimeout      = "408"
	statusConflict     = "409"
	statusNoResponders = "503"
)

// heed deals with a message of the server about a request. It returns an error if there
// is no use in another one.
func (p *puller) heed(ctx context.Context, msg *nats.Msg) error {
	status, reason := msg.Header.Get("Status"), msg.Header.Get("Description")
	if status == statusHeartbeat {
		p.heard()
		return nil
	}
	// Whatever it is, the request has ended. If it was taken for lost, that is all.
	if !p.ended(msg) {
		return nil
	}
	switch status {
	case statusTimeout, statusNoMessages:
		p.heard()
		return nil
	case statusNoResponders:
		return p.leaderless(ctx)
	case statusConflict:
		return p.conflict(strings.ToLower(reason))
	}
	return p.failed(fmt.Errorf("status %s: %s", status, reason))
}

// conflict deals with a request that was ended by something else than its time.
func (p *puller) conflict(reason string) error {
	has := func(s string) bool { return strings.Contains(reason, s) }
	switch {
	case has("batch completed"), has("message size exceeds maxbytes"):
		return nil
	case has("leadership change"), has("server shutdown"), has("exceeded maxwaiting"),
		has("interest"):
		p.refused(errors.New("jetstream: " + reason))
		return nil
	case has("consumer deleted"):
		return p.failed(jetstream.ErrConsumerDeleted)
	}
	return p.failed(errors.New(reason))
}

// leaderless deals with nobody being there to take requests: there is no leader of the
// consumer at present, or no consumer any more.
func (p *puller) leaderless(ctx context.Context) error {
	defer p.waited(time.Now(), attempt)
	info, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	_, err := p.js.Consumer(info, p.stream, p.durable)
	if missing(err) {
		return p.failed(err)
	}
	p.refused(fmt.Errorf("jetstream: %w", nats.ErrNoResponders))
	return nil
}

// refused has the next request wait a little.
func (p *puller) refused(reason error) {
	p.again(reason)
	p.paused = true
}
