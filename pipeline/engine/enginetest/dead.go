package enginetest

import (
	"context"
	"fmt"
	"strings"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
)

// attempts: a message that always fails is delivered MaxAttempts times, while others go on,
// and is a dead letter then.
func (tr *trial) attempts() {
	const most = 3
	e := tr.open(Config{MaxAttempts: most, AckWait: shortWait})
	tr.bury(e, most, func() error { return errSpoilt })
}

// permanent: one that has failed for good is a dead letter at once.
func (tr *trial) permanent() {
	e := tr.open(Config{})
	tr.bury(e, 1, func() error { return fmt.Errorf("handling: %w", pipeline.Permanent(errSpoilt)) })
}

// bury has one of three messages fail until it comes no more, which is to be after so many
// times.
func (tr *trial) bury(e Engine, times int, failure func() error) {
	tr.publish(e.Sink, tr.fresh("before", "bad", "after"))
	ctx, cancel := tr.brief()
	defer cancel()
	ctx, stop := pipeline.WithDrain(ctx)
	var b book
	deliveries, id := 0, ""
	err := pipeline.Settle(ctx, handle(e.Source.Messages(), 1, func(
		_ context.Context, m message,
	) error {
		n := b.note(m)
		if m.Value == "bad" {
			deliveries, id = n, m.ID()
		}
		if deliveries >= times && len(b.ids) == 3 {
			stop()
		}
		if m.Value == "bad" {
			return failure()
		}
		return nil
	}))
	if err != nil || deliveries != times || len(b.ids) != 3 {
		tr.fatalf("a message that fails was delivered %d times within %v, want %d; Settle: %v",
			deliveries, patience, times, err)
	}
	tr.quiet(e.Source, 2*shortWait)
	tr.grave(e, id, "bad", errSpoilt.Error(), times)
}

// grave checks the one dead letter there is.
func (tr *trial) grave(e Engine, id, value, cause string, attempts int) {
	if e.DeadLetters == nil {
		return
	}
	var dead []engine.DeadLetter[string]
	tr.eventually("there is a dead letter", func() bool {
		ctx, cancel := tr.brief()
		defer cancel()
		some, err := e.DeadLetters(ctx)
		if err != nil {
			tr.fatalf("the dead letters: %v", err)
		}
		dead = append(dead, some...)
		return len(dead) > 0
	})
	d := dead[0]
	if len(dead) != 1 || d.Attempts != attempts {
		tr.fatalf("dead letters are %+v, want one, after %d attempts", dead, attempts)
	}
	if id != "" && (d.ID != id || d.Value != value) {
		tr.fatalf("the dead letter is %+v, want %q with the ID %q", d, value, id)
	}
	if d.Cause == nil || !strings.Contains(d.Cause.Error(), cause) {
		tr.fatalf("the cause of a dead letter is %v, want %q", d.Cause, cause)
	}
}

// garbage: what cannot be decoded is a dead letter, and the flow goes on.
func (tr *trial) garbage() {
	e := tr.open(Config{})
	if e.Garbage == nil {
		tr.skip("the engine can decode everything")
	}
	ctx, cancel := tr.brief()
	defer cancel()
	tr.publish(e.Sink, tr.fresh("before"))
	if err := e.Garbage(ctx); err != nil {
		tr.fatalf("garbage: %v", err)
	}
	tr.publish(e.Sink, tr.fresh("after"))
	got := tr.collect(e.Source, 2).values()
	tr.same("beside garbage came", got, []string{"before", "after"}, false)
	tr.quiet(e.Source, shortWait)
	tr.grave(e, "", "", "", 1)
}
