package jetstream

import (
	"time"

	"github.com/nats-io/nats.go"
)

const (
	// In a cluster, nothing more is expected after so long without a message,
	calm = 50 * time.Millisecond
	// and no more than so long in all.
	linger = 300 * time.Millisecond
)

// handBack ends the subscription and gives everything back that has come and was not
// handed out, for others to have it at once and not when AckWait has passed.
func (p *puller) handBack() {
	p.conn.RemoveStatusListener(p.status)
	defer p.timer.Stop()
	late := p.late()
	p.drain()
	for _, msg := range late {
		p.giveBack(msg)
	}
	for {
		select {
		case msg := <-p.messages:
			p.giveBack(msg)
		default:
			return
		}
	}
}

func (p *puller) giveBack(msg *nats.Msg) {
	if msg.Reply != "" {
		_ = p.conn.Publish(msg.Reply, nak) // else it is for AckWait to bring it back
	}
}

// late returns what comes yet of what was asked for. Requests cannot be taken back, and in
// a cluster, messages are lost that are on their way from the leader of the consumer to
// the server of this connection when the subscription ends. They cannot be given back
// before that, or this puller would get them again.
func (p *puller) late() (all []*nats.Msg) {
	if !p.conn.IsConnected() || p.conn.ConnectedClusterName() == "" {
		return nil
	}
	for begin := time.Now(); p.asked > 0 && time.Since(begin) < linger; {
		p.timer.Reset(calm)
		select {
		case msg := <-p.messages:
			all = append(all, msg)
			p.account(msg)
		case <-p.timer.C:
			return all
		}
	}
	return all
}

// account counts what has come without acting on it.
func (p *puller) account(msg *nats.Msg) {
	switch {
	case msg.Reply != "":
		p.took()
	case msg.Header.Get("Status") != statusHeartbeat:
		p.ended(msg)
	}
}

// drain ends the subscription. Everything that the server had sent by then is in
// messages afterwards, if the server answers.
func (p *puller) drain() {
	p.timer.Reset(attempt)
	if p.conn.IsConnected() && p.sub.Drain() == nil && p.conn.FlushTimeout(attempt) == nil {
		select {
		case <-p.closed:
		case <-p.timer.C:
		}
	}
	_ = p.sub.Unsubscribe() // if that has not been done
}
