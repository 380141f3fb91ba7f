package jetstream

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The headers that a dead letter has beside those of the message that it was. The
// message itself is unchanged. If it is too large together with them, or for the stream of
// dead letters, there are only these headers; StreamHeader and SequenceHeader say where it
// is, if its stream keeps it.
const (
	CauseHeader    = "Coseq-Cause"    // why it is dead: an error's text
	SubjectHeader  = "Coseq-Subject"  // to which it had been published
	StreamHeader   = "Coseq-Stream"   // in which it is stored
	SequenceHeader = "Coseq-Sequence" // there
	ConsumerHeader = "Coseq-Consumer" // that gave it up
	AttemptsHeader = "Coseq-Attempts" // deliveries
	OmittedHeader  = "Coseq-Omitted"  // bytes of the message; there only if it was too large
)

// bury makes a dead letter of the message and has the server not deliver it again. What
// could not be stored as a dead letter is given back.
func (r *Receipt) bury(ctx context.Context, cause error) error {
	if err := r.store(ctx, cause); err != nil {
		_ = r.reply(nak) // else it is for AckWait to bring it back
		return r.failed(fmt.Errorf("dead letter %s to %q: %w", r.ID(), r.deadLetter, err))
	}
	return r.reply([]byte("+TERM " + oneLine(cause.Error())))
}

// store publishes the dead letter, if there is to be one; if it is too large with what is
// added to the message, or for the stream of dead letters, without the message.
func (r *Receipt) store(ctx context.Context, cause error) error {
	if r.deadLetter == "" {
		return nil
	}
	letter := r.letter(cause)
	publish := func(ctx context.Context) error {
		_, err := r.js.PublishMsg(ctx, letter, jetstream.WithRetryAttempts(0))
		return err
	}
	err := persist(ctx, r.timeout, publish)
	if tooLarge(err) {
		size := len(letter.Data)
		letter.Data, letter.Header = nil, nats.Header{OmittedHeader: {strconv.Itoa(size)}}
		r.describe(letter, cause)
		err = persist(ctx, r.timeout, publish)
	}
	return err
}

// letter returns the dead letter.
func (r *Receipt) letter(cause error) *nats.Msg {
	letter := &nats.Msg{Subject: r.deadLetter, Data: r.msg.Data, Header: nats.Header{}}
	for name, values := range r.msg.Header {
		if !strings.HasPrefix(name, "Nats-") { // those tell the server what to do
			letter.Header[name] = values
		}
	}
	r.describe(letter, cause)
	return letter
}

// describe adds the headers that say why and where from. The id makes one of several
// letters that are of one message, as when a worker dies before the server is told.
func (r *Receipt) describe(letter *nats.Msg, cause error) {
	letter.Header.Set(CauseHeader, oneLine(cause.Error()))
	letter.Header.Set(SubjectHeader, r.msg.Subject)
	letter.Header.Set(StreamHeader, r.stream)
	letter.Header.Set(SequenceHeader, strconv.FormatUint(r.sequence, 10))
	letter.Header.Set(ConsumerHeader, r.durable)
	letter.Header.Set(AttemptsHeader, strconv.Itoa(r.delivered))
	setID(letter, r.ID()+"@"+r.durable) // others of the stream may have dead letters of it, too
}

// oneLine makes of a text what fits into a header.
func oneLine(text string) string {
	const most = 1000
	text = strings.Join(strings.Fields(text), " ")
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}
