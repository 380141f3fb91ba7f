package jetstream

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

var errUnanswered = errors.New("no acknowledgement")

// verdict returns what the answer to a publication says; nil that the message is stored.
func verdict(msg *nats.Msg) error {
	if len(msg.Data) == 0 && msg.Header.Get("Status") == statusNoResponders {
		return jetstream.ErrNoStreamResponse
	}
	// What servers write is recognized without reading all of it.
	stored, failed := []byte(`{"stream":"`), []byte("error")
	if bytes.HasPrefix(msg.Data, stored) && !bytes.Contains(msg.Data, failed) {
		return nil
	}
	var ack struct {
		Error  *jetstream.APIError `json:"error"`
		Stream string              `json:"stream"`
	}
	switch err := json.Unmarshal(msg.Data, &ack); {
	case err != nil, ack.Error == nil && ack.Stream == "":
		return jetstream.ErrInvalidJSAck // somebody else has answered
	case ack.Error != nil:
		return ack.Error
	}
	return nil
}

// hopeless reports whether err comes of the message itself.
func hopeless(err error) bool {
	return tooLarge(err) || errors.Is(err, nats.ErrBadSubject) ||
		errors.Is(err, nats.ErrBadHeaderMsg) || errors.Is(err, nats.ErrHeadersNotSupported)
}

// tooLarge reports whether err is that the message is, for the server or for the stream.
func tooLarge(err error) bool {
	const headers jetstream.ErrorCode = 10097 // exceed 64 KB
	var api *jetstream.APIError
	return errors.Is(err, nats.ErrMaxPayload) ||
		errors.Is(err, jetstream.ErrStreamMessageExceedsMaximum) ||
		errors.As(err, &api) && api.ErrorCode == headers
}
