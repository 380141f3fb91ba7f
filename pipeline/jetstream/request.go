package jetstream

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// pendingHeader says, of a request that has ended, how many messages it has not brought.
const pendingHeader = "Nats-Pending-Messages"

// ask sends a request when half of what is to be prefetched has come.
//
// The server serves requests in turns and does not say for which one a message comes, nor
// that a request has brought all of its messages. So what is counted is what all of them
// may still bring.
func (p *puller) ask() error {
	if p.asked > p.prefetch/2 || p.paused || !p.conn.IsConnected() {
		return nil
	}
	p.number++
	batch := p.wanted()
	body, err := json.Marshal(struct {
		Batch     int           `json:"batch"`
		Expires   time.Duration `json:"expires"`
		Heartbeat time.Duration `json:"idle_heartbeat"`
	}{batch, p.expiry, min(heartbeat, p.expiry/2)})
	if err != nil {
		return err
	}
	inbox := p.inbox + "." + strconv.Itoa(p.number)
	if err := p.conn.PublishRequest(p.subject, inbox, body); err != nil {
		return p.failed(err)
	}
	p.asked += batch
	return nil
}

// wanted is how many messages the next request asks for. After two silences it is only
// to find out whether somebody is there: requests that are held up on their way may all
// come to life at once, and there is not room for the messages of many.
func (p *puller) wanted() int {
	if p.silences > 1 {
		return 1
	}
	return min(p.prefetch-p.asked, p.batch)
}

// heard notes a sign of life.
func (p *puller) heard() { p.quiet, p.silences = 0, 0 }

// took counts a message that has come. It may be of a request that was taken for lost:
// then more is on its way than asked, for as long as that one lasts.
func (p *puller) took() { p.asked = max(0, p.asked-1) }

// ended takes out what the request that msg is about does not bring any more. It reports
// whether the request had not been taken for lost before.
func (p *puller) ended(msg *nats.Msg) bool {
	number, err := strconv.Atoi(strings.TrimPrefix(msg.Subject, p.inbox+"."))
	if err != nil || number < p.first {
		return false
	}
	rest, err := strconv.Atoi(msg.Header.Get(pendingHeader))
	if err != nil {
		rest = p.asked // it is not known: rather too much is asked for than too little
	}
	p.asked = max(0, p.asked-rest)
	return true
}

// again takes all requests for lost, so that the next call of ask makes one, and says why.
func (p *puller) again(reason error) {
	p.first, p.asked = p.number+1, 0
	if p.onGap != nil {
		p.onGap(reason)
	}
}
