package embedded

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Ready waits until streams can be made and used: in a cluster, until most of its servers
// have found each other and chosen who leads. A call made before that gets no answer at all.
func (s *Server) Ready(ctx context.Context) error {
	conn, err := s.Connect()
	if err != nil {
		return fmt.Errorf("embedded.Server.Ready: %w", err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		return fmt.Errorf("embedded.Server.Ready: %w", err)
	}
	var answer error
	err = poll(ctx, func() bool {
		answer = askOnce(ctx, js)
		return answer == nil
	})
	if err != nil {
		return fmt.Errorf("embedded.Server.Ready: %w: %w", err, answer)
	}
	return nil
}

// poll calls done until it reports true, or ctx ends.
func poll(ctx context.Context, done func() bool) error {
	const interval = 20 * time.Millisecond
	for !done() {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(interval):
		}
	}
	return nil
}

// askOnce asks for what every server knows that knows its leader. It does not wait long: the
// question may have got lost.
func askOnce(ctx context.Context, js jetstream.JetStream) error {
	ctx, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
	defer cancel()
	_, err := js.AccountInfo(ctx)
	return err
}
