package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
)

// A job is one count of one text: it has a stream of the lines and one of the counts, and
// each process of it has a connection.
type job struct {
	options
	conn *nats.Conn
	js   jetstream.JetStream
}

// A count is what workers publish for each line, and the producer for the whole text.
type count struct {
	Line   string         `json:"line,omitempty"`   // the ID of its message
	Worker string         `json:"worker,omitempty"` // who has counted it
	Words  map[string]int `json:"words,omitempty"`
	Total  *total         `json:"total,omitempty"` // from the producer
}

func (o options) linesStream() string  { return o.job + "-lines" }
func (o options) countsStream() string { return o.job + "-counts" }

// join connects to the server and makes the streams if they are not there. The server may
// still be starting.
func join(ctx context.Context, o options) (*job, error) {
	j, err := o.dial(ctx)
	if err != nil {
		return nil, err
	}
	for _, stream := range []string{o.linesStream(), o.countsStream()} {
		if err == nil {
			if _, err = untilItWorks(ctx, j.stream, stream); err != nil {
				err = fmt.Errorf("look for stream %s at %s: %w", stream, o.url, err)
			}
		}
	}
	if err != nil {
		j.conn.Close()
		return nil, err
	}
	return j, nil
}

func (o options) dial(ctx context.Context) (*job, error) {
	conn, err := untilItWorks(ctx, o.connect, o.url)
	if err != nil {
		return nil, fmt.Errorf("no server at %s: %w", o.url, err)
	}
	js, err := jetstream.New(conn)
	return &job{o, conn, js}, err
}

func (o options) connect(_ context.Context, url string) (*nats.Conn, error) {
	return nats.Connect(url, nats.Name(o.name))
}

// untilItWorks calls f until it returns no error, for ten seconds: a server that has no leader
// yet does not answer, or says so.
func untilItWorks[A, B any](
	ctx context.Context, f func(context.Context, A) (B, error), a A,
) (B, error) {
	const patience = 10 * time.Second
	within, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	often := pipeline.Backoff{Attempts: math.MaxInt, Max: time.Second}
	b, err := pipeline.Retry(pipeline.Timeout(f, requestTimeout), often)(within, a)
	var gaveUp *pipeline.RetryError
	switch {
	case !errors.As(err, &gaveUp):
		return b, err
	case ctx.Err() != nil:
		return b, context.Cause(ctx) // and not that it had to be tried again until then
	}
	what := "no answer"
	if api := new(jetstream.APIError); errors.As(gaveUp.Err, &api) {
		what = "no other answer"
	}
	return b, fmt.Errorf("%s within %v s (%d attempts): %w",
		what, patience.Seconds(), gaveUp.Attempts, gaveUp.Err)
}

// requestTimeout is how long one request to the server may take.
const requestTimeout = 2 * time.Second

// stream returns the stream of that name, which stores the subject of the same name, and
// those below it, and makes it if it is not there.
func (j *job) stream(ctx context.Context, name string) (jetstream.Stream, error) {
	s, err := j.js.Stream(ctx, name)
	if !errors.Is(err, jetstream.ErrStreamNotFound) {
		return s, err
	}
	s, err = j.js.CreateStream(ctx, jetstream.StreamConfig{
		Name:     name,
		Subjects: []string{name, name + ".>"},
		Replicas: j.replicas,
		// For how long message ids are remembered: longer than it takes until what a worker
		// had that is gone has been counted by others.
		Duplicates: 10 * time.Minute,
	})
	if api := new(jetstream.APIError); errors.As(err, &api) && api.ErrorCode == noCluster {
		err = pipeline.Permanent(err)
	}
	return s, err
}

// noCluster is the code of the error that a server has no others to store replicas.
const noCluster = 10_074

// leave closes the connection, when all has been sent: acknowledgements, too.
func (j *job) leave() error {
	defer j.conn.Close()
	if err := j.conn.FlushTimeout(requestTimeout); err != nil {
		return fmt.Errorf("send the last acknowledgements: the server does not answer: %w", err)
	}
	return nil
}
