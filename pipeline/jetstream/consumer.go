package jetstream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nats-io/nats.go/jetstream"
)

// consumer returns the configuration of the consumer, which it creates if there is none.
func (s Source[T]) consumer(ctx context.Context, js jetstream.JetStream) (
	have jetstream.ConsumerConfig, err error,
) {
	c, err := js.Consumer(ctx, s.Stream, s.Durable)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		c, err = js.CreateConsumer(ctx, s.Stream, s.wanted())
	}
	if err != nil {
		return have, err
	}
	have = c.CachedInfo().Config
	return have, s.conflict(have)
}

// wanted is the configuration that a consumer is created with.
func (s Source[T]) wanted() jetstream.ConsumerConfig {
	return jetstream.ConsumerConfig{
		Durable:        s.Durable,
		FilterSubjects: s.FilterSubjects,
		AckPolicy:      jetstream.AckExplicitPolicy,
		AckWait:        s.AckWait,
		MaxAckPending:  orDefault(s.MaxAckPending, defaultMaxAckPending),
		MaxDeliver:     -1, // the source counts, since the server has no dead letters
	}
}

// conflict returns an error that names what an existing consumer has that this source
// cannot work with, or wants otherwise.
func (s Source[T]) conflict(have jetstream.ConsumerConfig) error {
	var conflicts []string
	differs := func(bad bool, setting string, has, wants any) {
		if bad {
			conflicts = append(conflicts, fmt.Sprintf("%s is %v, not %v", setting, has, wants))
		}
	}
	filters := have.FilterSubjects
	if have.FilterSubject != "" {
		filters = []string{have.FilterSubject}
	}
	differs(have.AckPolicy != jetstream.AckExplicitPolicy, "its acknowledgement policy",
		have.AckPolicy, jetstream.AckExplicitPolicy)
	differs(have.PriorityPolicy != jetstream.PriorityPolicyNone, "its priority policy",
		have.PriorityPolicy, jetstream.PriorityPolicyNone)
	differs(have.HeadersOnly, "HeadersOnly", true, false)
	differs(s.AckWait != 0 && s.AckWait != have.AckWait, "AckWait", have.AckWait, s.AckWait)
	differs(s.MaxAckPending != 0 && s.MaxAckPending != have.MaxAckPending, "MaxAckPending",
		have.MaxAckPending, s.MaxAckPending)
	differs(len(s.FilterSubjects) > 0 && !sameSet(s.FilterSubjects, filters), "FilterSubjects",
		filters, s.FilterSubjects)
	differs(s.MaxAttempts > 0 && have.MaxDeliver > 0 && have.MaxDeliver <= s.MaxAttempts,
		"MaxDeliver", have.MaxDeliver, fmt.Sprintf("more than %d, MaxAttempts", s.MaxAttempts))
	if conflicts == nil {
		return nil
	}
	return fmt.Errorf("%w: %s", jetstream.ErrConsumerExists, strings.Join(conflicts, "; "))
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// deadLetters returns an error if dead letters would get lost, or come back to this
// source.
func (s Source[T]) deadLetters(ctx context.Context, js jetstream.JetStream) error {
	if s.DeadLetter == "" {
		return nil
	}
	stream, err := js.StreamNameBySubject(ctx, s.DeadLetter)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return fmt.Errorf("no stream stores the subject of dead letters, %q", s.DeadLetter)
	}
	if err == nil && stream == s.Stream {
		return fmt.Errorf("the subject of dead letters, %q, is one of the stream's own", s.DeadLetter)
	}
	return err
}

// missing reports whether err says that the stream or the consumer does not exist.
func missing(err error) bool {
	return errors.Is(err, jetstream.ErrStreamNotFound) ||
		errors.Is(err, jetstream.ErrConsumerNotFound)
}
