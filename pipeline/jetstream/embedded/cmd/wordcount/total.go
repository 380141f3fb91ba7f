package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"

	native "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
)

// A total is what the producer publishes when it has published all lines. It tells the
// collector when it is done, and another producer whether it has the same text.
type total struct {
	Lines  int    `json:"lines"`
	Digest string `json:"digest"` // of all lines and their places
}

// A summing makes the total of the lines it is given.
type summing struct {
	lines int
	hash  hash.Hash
}

func newSumming() *summing { return &summing{hash: sha256.New()} }

func (s *summing) add(l line) {
	s.lines++
	fmt.Fprintf(s.hash, "%s %q\n", l.id(), l.text)
}

func (s *summing) total() total { return total{s.lines, hex.EncodeToString(s.hash.Sum(nil))} }

// totalOfText reads the text.
func (j *job) totalOfText(ctx context.Context, std stdio) (total, error) {
	s := newSumming()
	for l, err := range j.text(std.in).All(ctx) {
		if err != nil {
			return total{}, err
		}
		s.add(l)
	}
	return s.total(), context.Cause(ctx)
}

// totalSubject is a subject of its own, so that the total is found.
func (o options) totalSubject() string { return o.countsStream() + ".total" }

func (j *job) publishTotal(ctx context.Context, t total) error {
	id := func(count) string { return "total" }
	sink := j.countsSink()
	sink.Subject = j.totalSubject()
	return pipeline.Settle(ctx, sink.Publish(pipeline.Messages(pipeline.Of(count{Total: &t}), id)))
}

// storedTotal returns the total that the job has, or nil if it has none yet.
func (j *job) storedTotal(ctx context.Context) (*total, error) {
	lookUp := pipeline.Retry(pipeline.Timeout(j.lookUp, requestTimeout), patient)
	t, err := lookUp(ctx, j.totalSubject())
	if err != nil {
		return nil, fmt.Errorf("look for the total of job %s: %w", j.job, err)
	}
	return t, nil
}

func (j *job) lookUp(ctx context.Context, subject string) (*total, error) {
	counts, err := j.js.Stream(ctx, j.countsStream())
	if err != nil {
		return nil, err
	}
	m, err := counts.GetLastMsgForSubject(ctx, subject)
	if errors.Is(err, native.ErrMsgNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var c count
	err = json.Unmarshal(m.Data, &c)
	return c.Total, err
}
