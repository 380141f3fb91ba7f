package jetstream

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	// A pull request waits at the server for so long, and the server says so often that
	// it still does.
	expiry    = 30 * time.Second
	heartbeat = time.Second
	// A request of which nothing has been heard for so long is taken for lost.
	lost = 3 * heartbeat
	// After a request was refused, so long until the next.
	pause = 250 * time.Millisecond
)

// A puller keeps pull requests at the server and hands out what they bring.
//
// It speaks the protocol of pull consumers itself, because the client's own iterator,
// Consumer.Messages in v1.55.0, cannot do what a flow needs: it may lose the wake-up for
// its next request and then sleeps for half a minute over messages that are pending; with
// a timeout for each Next, which is the way around that, it no longer notices that a
// request was lost; and after a reconnect, the answers to the old request and to the new
// one overflow its channel. Here each request has a reply subject of its own, so that it
// is known which one has ended, and there is room for the messages of those that were
// taken for lost.
//
// All is done on the goroutine that calls next.
type puller struct {
	*session
	prefetch int
	batch    int           // the most that one request may ask for
	expiry   time.Duration // of one request

	inbox    string // of the answers to request n: inbox.n
	sub      *nats.Subscription
	closed   chan struct{} // sub is
	messages chan *nats.Msg
	status   chan nats.Status // of the connection

	asked  int // messages that requests may still bring
	number int // of the last request
	first  int // that has not been taken for lost

	paused   bool // by a refusal, until timer fires
	timer    *time.Timer
	quiet    time.Duration // waited for since the consumer last gave a sign of life
	silences int           // since then: requests that were not heard of
}

// open subscribes. It asks for nothing yet.
func (s *session) open(prefetch, batch int, expiry time.Duration) (*puller, error) {
	p := &puller{
		session: s, prefetch: prefetch, batch: min(batch, prefetch), expiry: expiry,
		inbox: s.conn.NewInbox(), closed: make(chan struct{}),
		// The answers to requests that come back to life, beside those to the ones after
		// them, and what the server has to say.
		messages: make(chan *nats.Msg, 4*prefetch+256),
		timer:    time.NewTimer(lost),
	}
	sub, err := s.conn.ChanSubscribe(p.inbox+".*", p.messages)
	if err != nil {
		return nil, s.failed(err)
	}
	once := sync.OnceFunc(func() { close(p.closed) })
	sub.SetClosedHandler(func(string) { once() })
	p.sub = sub
	p.status = s.conn.StatusChanged(nats.CONNECTED, nats.CLOSED)
	return p, nil
}

// next waits for a message.
func (p *puller) next(ctx context.Context) (*nats.Msg, error) {
	for {
		if err := p.ask(); err != nil {
			return nil, err
		}
		msg, err := p.receive(ctx)
		switch {
		case err != nil:
			return nil, err
		case msg == nil: // it is time to ask again
		case msg.Reply != "": // there is something to acknowledge
			p.heard()
			p.took()
			return msg, nil
		default:
			if err := p.heed(ctx, msg); err != nil {
				return nil, err
			}
		}
	}
}

// receive returns the next thing that the server sends, or nil after a while.
func (p *puller) receive(ctx context.Context) (*nats.Msg, error) {
	select {
	case msg := <-p.messages: // the usual case, which needs no timer
		return msg, nil
	default:
	}
	begin, patience := time.Now(), p.patience()
	p.timer.Reset(patience)
	select {
	case msg := <-p.messages:
		return msg, nil
	case status := <-p.status:
		p.waited(begin, patience)
		return nil, p.connection(status)
	case <-p.timer.C:
		p.waited(begin, patience)
		if len(p.messages) == 0 { // else it is this process that was late
			return nil, p.silence()
		}
		return nil, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// waited adds the time since begin to that in which nothing was heard; at most as much as
// was to be waited, since also this process may have been held up.
func (p *puller) waited(begin time.Time, most time.Duration) {
	p.quiet += min(time.Since(begin), most)
}

// patience is how long receive waits.
func (p *puller) patience() time.Duration {
	wait := lost
	if p.paused {
		wait = pause
	}
	if p.outage > 0 {
		wait = min(wait, max(0, p.outage-p.quiet))
	}
	return wait
}

// connection deals with a change of the connection. A server that is connected to again
// may have forgotten the requests.
func (p *puller) connection(status nats.Status) error {
	if status == nats.CLOSED {
		return p.disconnected()
	}
	p.again(errReconnected)
	p.paused = false
	return nil
}

// silence deals with nothing having come for a while.
func (p *puller) silence() error {
	switch {
	case p.conn.IsClosed():
		return p.disconnected()
	case forbidden(p.conn, p.subject), forbidden(p.conn, p.sub.Subject):
		return p.failed(errSilent)
	case p.outage > 0 && p.quiet >= p.outage:
		return p.failed(fmt.Errorf("%w for %v", errSilent, p.outage))
	case p.paused:
		p.paused = false
	case p.conn.IsConnected():
		p.silences++
		p.again(errSilent)
	}
	return nil
}
