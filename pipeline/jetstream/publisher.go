package jetstream

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/coseq/coseq/pipeline"
)

// A publisher is one run of a [Sink]. send may run ahead of await, on another goroutine,
// by as many publications as the window allows. All answers are read by await.
//
// The client's own PublishMsgAsync is not used: it makes two channels and takes several
// locks for each message, and v1.55.0 may leave a goroutine behind when it is done with.
type publisher struct {
	conn    *nats.Conn
	timeout time.Duration
	backoff pipeline.Backoff

	inbox   string // of the answer to publication n: inbox.n
	sub     *nats.Subscription
	answers chan *nats.Msg
	status  chan nats.Status // of the connection
	timer   *time.Timer
	outages atomic.Int64 // seen so far; what was published before is not answered any more

	sent      int       // publications, of send
	turn      int       // that which await is about
	arrived   []answer  // to publication n, not before turn, at n modulo the length
	recovered time.Time // when one was stored that had to be published again
	gaveUp    time.Time // when one was not stored after all attempts
}

// A publication is a message on its way.
type publication struct {
	msg    *nats.Msg
	number int
	at     time.Time
	outage int64 // outages when it was sent
	err    error // it could not be
}

type answer struct {
	number int // 0 if there is none
	err    error
}

func newPublisher(
	conn *nats.Conn, window int, timeout time.Duration, b pipeline.Backoff,
) (*publisher, error) {
	p := &publisher{
		conn: conn, timeout: timeout, backoff: b,
		inbox: conn.NewInbox(),
		// Those to what was published again may come twice.
		answers: make(chan *nats.Msg, 2*window+64),
		arrived: make([]answer, window+4),
		timer:   time.NewTimer(timeout),
	}
	var err error
	if p.sub, err = conn.ChanSubscribe(p.inbox+".*", p.answers); err != nil {
		return nil, fmt.Errorf("jetstream: publish%s: %w", state(conn), err)
	}
	p.status = conn.StatusChanged(nats.RECONNECTING, nats.CONNECTED, nats.CLOSED)
	return p, nil
}

func (p *publisher) close() {
	p.timer.Stop()
	p.conn.RemoveStatusListener(p.status)
	_ = p.sub.Unsubscribe() // fails if the connection is closed, and then there is none
}

// send publishes the message and does not wait for the server.
func (p *publisher) send(msg *nats.Msg) publication {
	p.sent++
	msg.Reply = p.inbox + "." + strconv.Itoa(p.sent)
	return p.transmit(publication{msg: msg, number: p.sent})
}

// transmit publishes the message once more.
func (p *publisher) transmit(out publication) publication {
	out.at, out.outage = time.Now(), p.outages.Load()
	out.err = p.conn.PublishMsg(out.msg)
	return out
}

// await returns when the message is stored, which may need more attempts.
func (p *publisher) await(ctx context.Context, out publication) error {
	err := p.outcome(ctx, out)
	if err != nil && ctx.Err() == nil {
		err = p.retry(ctx, out, err)
	}
	return err
}

// failed says which message could not be published.
func (p *publisher) failed(id, subject string, err error) error {
	err = fmt.Errorf("jetstream: publish message %q to %q%s: %w", id, subject, state(p.conn), err)
	if hopeless(err) {
		return pipeline.Permanent(err)
	}
	return err
}

// retry makes the other attempts, of which the first has failed with err. There is no
// pause before the second if it comes after what was wrong with the first: when one
// publication gets through again, all those that failed with it follow at once. And when
// one is given up while there is no connection, so are all that have waited for it as long:
// else each would begin to wait when its turn comes, for hours in all.
func (p *publisher) retry(ctx context.Context, out publication, err error) error {
	if out.at.Before(p.gaveUp) && !p.conn.IsConnected() {
		return err
	}
	again := out.at.Before(p.recovered)
	_, err = pipeline.Retry(func(ctx context.Context, out publication) (struct{}, error) {
		if again {
			err = p.attempt(ctx, out)
		}
		again = true
		if hopeless(err) || errors.Is(err, nats.ErrConnectionClosed) {
			err = pipeline.Permanent(err)
		}
		return struct{}{}, err
	}, p.backoff)(ctx, out)
	if err == nil {
		p.recovered = time.Now()
	} else {
		p.gaveUp = time.Now()
	}
	return err
}

// attempt publishes once more, when the connection is there.
func (p *publisher) attempt(ctx context.Context, out publication) error {
	deadline := time.Now().Add(p.timeout)
	for !p.conn.IsConnected() {
		if err := p.listen(ctx, deadline); err != nil {
			return err
		}
	}
	return p.outcome(ctx, p.transmit(out))
}

// outcome waits for the server's answer.
func (p *publisher) outcome(ctx context.Context, out publication) error {
	p.turn = out.number
	deadline := out.at.Add(p.timeout)
	for {
		switch a := p.arrived[out.number%len(p.arrived)]; {
		case a.number == out.number:
			p.arrived[out.number%len(p.arrived)] = answer{}
			return a.err
		case out.err != nil:
			return out.err
		case out.outage != p.outages.Load():
			return nats.ErrDisconnected
		}
		if err := p.listen(ctx, deadline); err != nil {
			return err
		}
	}
}

// listen waits for something to happen, such as an answer to any publication.
func (p *publisher) listen(ctx context.Context, deadline time.Time) error {
	select {
	case msg := <-p.answers: // the usual case, which needs no timer
		p.keep(msg)
		return nil
	default:
	}
	p.timer.Reset(time.Until(deadline))
	defer p.timer.Stop()
	select {
	case msg := <-p.answers:
		p.keep(msg)
	case status := <-p.status:
		switch status {
		case nats.CLOSED:
			return nats.ErrConnectionClosed
		case nats.RECONNECTING:
			p.outages.Add(1)
		}
	case <-p.timer.C:
		return fmt.Errorf("%w within %v", errUnanswered, p.timeout)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	return nil
}

// keep notes an answer for when its turn comes.
func (p *publisher) keep(msg *nats.Msg) {
	number, err := strconv.Atoi(strings.TrimPrefix(msg.Subject, p.inbox+"."))
	if err != nil || number < p.turn {
		return // somebody else's, or to what has been published twice
	}
	p.arrived[number%len(p.arrived)] = answer{number, verdict(msg)}
}
