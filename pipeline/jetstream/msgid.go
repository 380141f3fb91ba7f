package jetstream

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// setID gives the message the Nats-Msg-Id by which its stream knows it again. A stream has
// one set of them for all of its subjects, so the subject is a part of it: one message may
// lead to several, each on a subject of its own.
func setID(msg *nats.Msg, id string) {
	if id == "" {
		return
	}
	if msg.Header == nil {
		msg.Header = make(nats.Header, 1)
	}
	msg.Header.Set(jetstream.MsgIDHeader, fitting(id+"@"+msg.Subject))
}

// fitting returns what stands for the id in a header. The client trims values and makes
// spaces of line breaks, by which different ids would become the same; and there is an end
// to what headers hold.
func fitting(id string) string {
	const most = 1000
	if len(id) <= most && strings.TrimSpace(id) == id && !strings.ContainsAny(id, "\r\n") {
		return id
	}
	hash := sha256.Sum256([]byte(id))
	return "sha256:" + hex.EncodeToString(hash[:])
}
