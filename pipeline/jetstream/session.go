package jetstream

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// attempt is how long one request to the server may take. One that gets no answer, as
// there is no leader, would else wait for as long as its context lasts.
const attempt = 2 * time.Second

// A session is what one run of a [Source] knows of its consumer and its wishes.
type session struct {
	conn            *nats.Conn
	js              jetstream.JetStream
	stream, durable string
	subject         string // for pull requests

	maxAttempts int
	retryDelay  time.Duration
	deadLetter  string
	timeout     time.Duration
	outage      time.Duration
	onGap       func(error)
}

// failed says where err was.
func (s *session) failed(err error) error {
	return fmt.Errorf("jetstream: consumer %q of stream %q%s: %w",
		s.durable, s.stream, state(s.conn), err)
}

// disconnected returns the error for a connection that has given up, or was closed.
func (s *session) disconnected() error {
	if why := s.conn.LastError(); why != nil {
		return s.failed(fmt.Errorf("%w: %w", nats.ErrConnectionClosed, why))
	}
	return s.failed(nats.ErrConnectionClosed)
}

// state says that the connection is not there, if it is not, or what it must not do.
func state(conn *nats.Conn) string {
	if !conn.IsConnected() {
		return fmt.Sprintf(" (the connection is %v)", conn.Status())
	}
	if err := conn.LastError(); errors.Is(err, nats.ErrPermissionViolation) {
		return fmt.Sprintf(" (the connection says: %v)", err)
	}
	return ""
}

// forbidden reports whether the connection must not use the subject.
func forbidden(conn *nats.Conn, subject string) bool {
	err := conn.LastError()
	return errors.Is(err, nats.ErrPermissionViolation) &&
		strings.Contains(err.Error(), strconv.Quote(subject))
}

// client returns the client for the domain.
func client(conn *nats.Conn, domain string, opts ...jetstream.JetStreamOpt) (
	jetstream.JetStream, error,
) {
	if domain != "" {
		return jetstream.NewWithDomain(conn, domain, opts...)
	}
	return jetstream.New(conn, opts...)
}

func orDefault[N int | time.Duration](n, otherwise N) N {
	if n == 0 {
		return otherwise
	}
	return n
}

// nextSubject is the subject for pull requests.
func nextSubject(domain, stream, durable string) string {
	if domain != "" {
		domain += "."
	}
	return "$JS." + domain + "API.CONSUMER.MSG.NEXT." + stream + "." + durable
}
