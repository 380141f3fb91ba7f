package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A post is a random flow of messages to Settle. Values know of which messages they were
// made.
type post struct {
	t      *testing.T
	seed   uint64
	fates  []fate
	abort  int // the message at which the run is cancelled, if there is one
	cancel func()
	strict bool // the one that Settle settles in order
	next   int  // the first that is not acknowledged, then
	refuse int  // the message that the engine refuses to settle, if there is one
}

// A fate is what becomes of one message.
type fate struct {
	live    atomic.Int64 // values that have neither come through, been dropped, nor failed
	failed  atomic.Int64 // errors that nobody has caught
	calls   atomic.Int64 // functions that are at it
	settled int
	acked   bool
	cause   error
}

type (
	piece struct {
		v    int
		made []int // of these
	}
	pieces = pipeline.Flow[pipeline.Message[piece]]
	lot    = pipeline.Message[piece]
)

// A postFault is a failure of what was made of some messages.
type postFault struct{ made []int }

func (f postFault) Error() string { return fmt.Sprint("failed: ", f.made) }

// A slip is the receipt of message i.
type slip struct {
	p *post
	i int
}

func (s slip) ID() string                                  { return fmt.Sprint("s", s.i) }
func (s slip) Ack(ctx context.Context) error               { return s.p.settle(ctx, s.i, nil) }
func (s slip) Nack(ctx context.Context, cause error) error { return s.p.settle(ctx, s.i, cause) }
func (p *post) each(made []int, f func(*fate))             { eachOf(p, made, f) }

func eachOf(p *post, made []int, f func(*fate)) {
	for _, i := range made {
		f(&p.fates[i])
	}
}

func (p *post) settle(ctx context.Context, i int, cause error) error {
	f := &p.fates[i]
	wrong := func(what string) { p.t.Errorf("seed %d: message %d (%v) %s", p.seed, i, cause, what) }
	f.settled++
	f.acked, f.cause = cause == nil, cause
	left := errors.Is(cause, pipeline.ErrAbandoned)
	switch {
	case ctx.Err() != nil:
		wrong("is settled with a context that has ended")
	case f.settled > 1:
		wrong("is settled again")
	case cause == nil && f.failed.Load() > 0:
		wrong("is acknowledged, and has failed")
	case cause == nil && f.live.Load() != 0:
		wrong("is acknowledged, and not finished")
	case !left && f.calls.Load() > 0:
		wrong("is settled, and still worked on")
	case cause != nil && !left && f.failed.Load() == 0:
		wrong("is given back, and has not failed")
	case p.strict && i < p.next:
		wrong("is settled out of order")
	}
	p.next = i
	if i == p.refuse {
		return errBusy
	}
	return nil
}

// work is what the functions of stages do first.
func (p *post) work(at int, x piece) {
	p.each(x.made, func(f *fate) { f.calls.Add(1) })
	if mix(x.v, at+7)%3 == 0 {
		rest(mix(x.v, at) % 4)
	}
	if slices.Contains(x.made, p.abort) {
		p.cancel()
	}
	p.each(x.made, func(f *fate) { f.calls.Add(-1) })
}

// fail notes that x has failed, if it does.
func (p *post) fail(at int, x piece) error {
	if mix(x.v, at+99)%25 > 0 {
		return nil
	}
	p.each(x.made, func(f *fate) {
		f.failed.Add(1)
		f.live.Add(-1)
	})
	return postFault{x.made}
}

// stage adds a stage of one of some kinds.
func (p *post) stage(at, kind int, in pieces, n int, opts ...pipeline.Option) pieces {
	mayFail := func(_ context.Context, m lot) (lot, error) {
		p.work(at, m.Value)
		if err := p.fail(at, m.Value); err != nil {
			return lot{}, err
		}
		return pipeline.Carry(m, piece{m.Value.v + 1, m.Value.made}), nil
	}
	switch kind {
	case 0:
		return pipeline.Map(in, n, mayFail, opts...)
	case 1:
		return pipeline.Filter(in, n, func(_ context.Context, m lot) (bool, error) {
			p.work(at, m.Value)
			if err := p.fail(at, m.Value); err != nil {
				return false, err
			}
			keep := mix(m.Value.v, at)%3 > 0
			if !keep {
				p.each(m.Value.made, func(f *fate) { f.live.Add(-1) })
			}
			return keep, nil
		}, opts...)
	case 2:
		return pipeline.FlatMap(in, n, func(_ context.Context, m lot) (pieces, error) {
			p.work(at, m.Value)
			if err := p.fail(at, m.Value); err != nil {
				return nil, err
			}
			parts := make([]piece, mix(m.Value.v, at)%4)
			for i := range parts {
				parts[i] = piece{10*m.Value.v + i, m.Value.made}
			}
			p.each(m.Value.made, func(f *fate) { f.live.Add(int64(len(parts)) - 1) })
			return pipeline.Map(pipeline.Split(m, slices.Values(parts)), 1, mayFail), nil
		}, opts...)
	case 3:
		return pipeline.MapKeyed(in, n, func(m lot) int { return m.Value.v % 5 }, mayFail, opts...)
	case 4:
		return pipeline.Catch(pipeline.Map(in, n, mayFail, opts...), func(err error) error {
			made := err.(postFault).made
			if mix(made[0], at)%2 == 0 {
				return err
			}
			p.each(made, func(f *fate) { f.failed.Add(-1) })
			return nil
		})
	case 5:
		return pipeline.Buffer(in, n)
	case 6:
		return p.join(at, pipeline.Batch(in, 1+n, 0), n, opts...)
	}
	return p.join(at, pipeline.Batch(in, 1+n, 3*ms), n, opts...)
}

// join makes one piece of each batch, and sometimes of its halves.
func (p *post) join(
	at int, batches pipeline.Flow[[]lot], n int, opts ...pipeline.Option,
) pieces {
	unite := func(parts []lot) lot {
		var made []int
		for _, m := range parts {
			made = append(made, m.Value.made...)
		}
		return pipeline.Join(parts, piece{parts[0].Value.v, made})
	}
	joined := pipeline.Map(batches, n, func(_ context.Context, parts []lot) (lot, error) {
		m := unite(parts)
		p.work(at, m.Value)
		return m, p.fail(at, m.Value)
	}, opts...)
	if at%2 == 0 {
		return joined
	}
	return pipeline.FlatMap(batches, n, func(_ context.Context, parts []lot) (pieces, error) {
		half := (len(parts) + 1) / 2
		halves := []lot{unite(parts[:half])}
		if half < len(parts) {
			halves = append(halves, unite(parts[half:]))
		}
		for _, m := range halves {
			p.work(at, m.Value)
		}
		return pipeline.Of(halves...), nil
	}, opts...)
}

// Whatever happens to a flow, each message that was read is settled once: acknowledged if
// all that was made of it came through or was dropped, and given back if something failed,
// or if it was not finished.
func TestStressSettle(t *testing.T) {
	for seed := range uint64(1000 * *stress) {
		synctest.Test(t, func(t *testing.T) { send(t, seed) })
	}
}

func send(t *testing.T, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 4))
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	items := random.IntN(150)
	oneInFour := func() int {
		if random.IntN(4) > 0 {
			return math.MaxInt
		}
		return random.IntN(150)
	}
	p := &post{
		t: t, seed: seed, fates: make([]fate, items),
		abort: oneInFour(), refuse: oneInFour(), cancel: func() { cancel(errStop) },
	}
	read := 0
	source := pipeline.Track(upTo(items), func(i int) pipeline.Receipt {
		read = i + 1
		p.fates[i].live.Store(1)
		return slip{p, i}
	})
	flow := pipeline.Map(source, 1, func(_ context.Context, m pipeline.Message[int]) (lot, error) {
		return pipeline.Carry(m, piece{m.Value, []int{m.Value}}), nil
	})
	var kinds []int
	for at := range random.IntN(6) {
		var opts []pipeline.Option
		if random.IntN(3) == 0 {
			opts = append(opts, pipeline.Unordered())
		}
		kinds = append(kinds, random.IntN(8))
		flow = p.stage(at+1, kinds[at], flow, 1+random.IntN(5), opts...)
	}
	flow = pipeline.Tap(flow, func(m lot) {
		p.each(m.Value.made, func(f *fate) { f.live.Add(-1) })
	})
	var opts []pipeline.Option
	if p.strict = random.IntN(3) == 0; p.strict {
		opts = append(opts, pipeline.InOrder())
	}
	err := pipeline.Settle(ctx, flow, opts...)
	time.Sleep(time.Minute) // whoever goes on is to be seen
	if wrong := p.wrong(err, read, ctx.Err() != nil); wrong != "" {
		t.Errorf("seed %d, stages %v: %s: %d read, err = %v", seed, kinds, wrong, read, err)
	}
}

// wrong says what should not have ended like that.
func (p *post) wrong(err error, read int, cancelled bool) string {
	refused := p.refuse < read
	for i := range p.fates {
		f := &p.fates[i]
		switch {
		case i < read && f.settled != 1:
			return fmt.Sprintf("message %d is settled %d times", i, f.settled)
		case i >= read && f.settled > 0:
			return fmt.Sprintf("message %d is settled, and was not read", i)
		case err == nil && errors.Is(f.cause, pipeline.ErrAbandoned):
			return fmt.Sprintf("the run is complete, and message %d abandoned", i)
		case err == nil && f.live.Load() > 0:
			return fmt.Sprintf("the run is complete, and message %d is not", i)
		}
	}
	switch {
	case err == nil && (read != len(p.fates) || refused):
		return "the run is complete, and not all was read or settled"
	case errors.Is(err, errStop) && !cancelled || errors.Is(err, errBusy) && !refused:
		return "an error of nobody"
	case err != nil && !errors.Is(err, errStop) && !errors.Is(err, errBusy):
		return "an unknown error"
	}
	return ""
}
