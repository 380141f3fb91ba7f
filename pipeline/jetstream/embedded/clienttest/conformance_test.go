package clienttest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"

	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/engine/enginetest"
	"github.com/coseq/coseq/pipeline/jetstream"
	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	for _, place := range []struct {
		name    string
		options embedded.Options
	}{
		{"memory", embedded.Options{}},
		{"file", embedded.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0"}},
	} {
		t.Run(place.name, func(t *testing.T) {
			t.Parallel()
			b := startWith(t, place.options)
			var queues atomic.Int64
			enginetest.Run(t, func(t *testing.T, c enginetest.Config) enginetest.Engine {
				return b.queue(t, "Q"+strconv.FormatInt(queues.Add(1), 10), c)
			})
		})
	}
}

// queue makes a stream of that name, and one for its dead letters.
func (b *bench) queue(t *testing.T, name string, c enginetest.Config) enginetest.Engine {
	dead := name + "-dead"
	for _, stream := range []string{name, dead} {
		b.create(t, natsjs.StreamConfig{Name: stream, Subjects: []string{stream}})
	}
	return enginetest.Engine{
		Source: jetstream.Source[string]{
			Conn: b.conn, Stream: name, Durable: "work", Codec: engine.Text(),
			Prefetch: c.Prefetch, AckWait: c.AckWait, MaxAckPending: c.MaxUnacked,
			MaxAttempts: c.MaxAttempts, DeadLetter: dead,
		},
		Sink: jetstream.Sink[string]{Conn: b.conn, Subject: name, Codec: engine.Text()},
		DeadLetters: func(ctx context.Context) ([]engine.DeadLetter[string], error) {
			return b.letters(ctx, dead)
		},
		Garbage: func(ctx context.Context) error {
			_, err := b.js.Publish(ctx, name, []byte("\xff"))
			return err
		},
	}
}

// letters returns the dead letters in a stream, and removes them.
func (b *bench) letters(ctx context.Context, stream string) (
	all []engine.DeadLetter[string], err error,
) {
	s, err := b.js.Stream(ctx, stream)
	if err != nil {
		return nil, err
	}
	state := s.CachedInfo().State
	for n := state.FirstSeq; n <= state.LastSeq; n++ {
		m, err := s.GetMsg(ctx, n)
		if err != nil {
			return nil, err
		}
		attempts, err := strconv.Atoi(m.Header.Get(jetstream.AttemptsHeader))
		if err != nil {
			return nil, err
		}
		all = append(all, engine.DeadLetter[string]{
			ID: fmt.Sprintf("%s:%s", m.Header.Get(jetstream.StreamHeader),
				m.Header.Get(jetstream.SequenceHeader)),
			Value: string(m.Data), Attempts: attempts,
			Cause: errors.New(m.Header.Get(jetstream.CauseHeader)),
		})
	}
	return all, s.Purge(ctx)
}
