package pipeline_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A delivery is a random flow from Track to Commit; the tokens are the values.
type delivery struct {
	t       *testing.T
	seed    uint64
	failing []atomic.Int64 // for each value, failures that nobody has caught
	abort   int            // the value at which the run is cancelled, if there is one
	refused int            // the token that is not acknowledged, if there is one
	cancel  func()
	calls   []atomic.Int64 // that are running, for each value
	acked   int
}

// work is what the functions of stages do first.
func (d *delivery) work(at, v int) {
	d.calls[v].Add(1)
	defer d.calls[v].Add(-1)
	if mix(v, at+7)%3 == 0 {
		rest(mix(v, at) % 4)
	}
	if v == d.abort {
		d.cancel()
	}
}

// stage adds a stage of one of seven kinds, and reports whether its options matter.
func (d *delivery) stage(
	at, kind int, in flow, n int, opts ...pipeline.Option,
) (_ flow, calls bool) {
	mayFail := func(_ context.Context, t tracked) (tracked, error) {
		d.work(at, t.Token)
		if mix(t.Value, at+99)%40 > 0 {
			return t, nil
		}
		d.failing[t.Token].Add(1)
		return t, modelFault{at, t.Token}
	}
	switch kind {
	case 0:
		return pipeline.Map(in, n, func(_ context.Context, t tracked) (tracked, error) {
			d.work(at, t.Token)
			return pipeline.Carry(t, t.Value+1), nil
		}, opts...), true
	case 1:
		return pipeline.Filter(in, n, func(_ context.Context, t tracked) (bool, error) {
			d.work(at, t.Token)
			return mix(t.Value, at)%3 > 0, nil
		}, opts...), true
	case 2:
		return pipeline.FlatMap(in, n, func(_ context.Context, t tracked) (flow, error) {
			d.work(at, t.Token)
			parts := make([]tracked, mix(t.Token, at)%4)
			for i := range parts {
				parts[i] = pipeline.Carry(t, 10*t.Value+i)
			}
			return pipeline.Of(parts...), nil
		}, opts...), true
	case 3:
		return pipeline.MapKeyed(in, n, func(t tracked) int { return t.Token % 5 },
			func(_ context.Context, t tracked) (tracked, error) {
				d.work(at, t.Token)
				return t, nil
			}, opts...), true
	case 4:
		return pipeline.Catch(pipeline.Map(in, n, mayFail, opts...), func(err error) error {
			d.failing[err.(modelFault).v].Add(-1)
			return nil
		}), true
	case 5:
		return pipeline.Buffer(in, n), false
	}
	return pipeline.Map(in, n, mayFail, opts...), true
}

func (d *delivery) ack(ctx context.Context, token int) error {
	switch {
	case token != d.acked:
		d.t.Errorf("seed %d: token %d is acknowledged, want %d", d.seed, token, d.acked)
	case d.calls[token].Load() > 0:
		d.t.Errorf("seed %d: token %d is acknowledged, and still worked on", d.seed, token)
	case ctx.Err() != nil:
		d.t.Errorf("seed %d: acknowledged with a context that is %v", d.seed, ctx.Err())
	case d.acked > d.refused:
		d.t.Errorf("seed %d: acknowledged after an error", d.seed)
	}
	if token == d.refused {
		return errBad
	}
	d.acked++
	return nil
}

// Whatever happens to a flow, a prefix of the tokens is acknowledged, each once and in
// order, and only those of what is finished; all of them if it ends well.
func TestStressTrack(t *testing.T) {
	for seed := range uint64(600 * *stress) {
		synctest.Test(t, func(t *testing.T) { deliver(t, seed) })
	}
}

func deliver(t *testing.T, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 2))
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	items := random.IntN(200)
	oneInThree := func() int {
		if random.IntN(3) > 0 {
			return math.MaxInt
		}
		return random.IntN(200)
	}
	d := &delivery{
		t: t, seed: seed, failing: make([]atomic.Int64, items), calls: make([]atomic.Int64, items),
		abort: oneInThree(), refused: oneInThree(), cancel: func() { cancel(errStop) },
	}
	ordered := true
	var kinds []int
	flow := pipeline.Track(upTo(items), itself)
	for at := range random.IntN(5) {
		var opts []pipeline.Option
		unordered := random.IntN(3) == 0
		if unordered {
			opts = append(opts, pipeline.Unordered())
		}
		kind, n := random.IntN(7), 1+random.IntN(5)
		var calls bool
		flow, calls = d.stage(at+1, kind, flow, n, opts...)
		ordered = ordered && (!calls || !unordered)
		kinds = append(kinds, kind)
	}
	err := pipeline.Commit(ctx, flow, d.ack)
	time.Sleep(time.Minute) // whoever goes on is to be seen
	if wrong := d.wrong(err, ordered, ctx.Err() != nil); wrong != "" {
		t.Errorf("seed %d, stages %v: %s: %d of %d acknowledged, err = %v",
			seed, kinds, wrong, d.acked, items, err)
	}
}

// wrong says what should not have ended like that.
func (d *delivery) wrong(err error, ordered, cancelled bool) string {
	bad := 0 // the first value that is not to be acknowledged because it has failed
	for bad < len(d.failing) && d.failing[bad].Load() == 0 {
		bad++
	}
	fault, failed := err.(modelFault)
	switch {
	case d.acked > bad:
		return "a value that has failed is acknowledged"
	case err == nil && d.acked != len(d.failing):
		return "the run is complete, and not all values are acknowledged"
	case failed && ordered && !cancelled && d.acked != fault.v:
		return "not what came before the error is acknowledged"
	case errors.Is(err, errStop) && !cancelled:
		return "the cause of no cancellation"
	case errors.Is(err, errBad) && d.acked != d.refused:
		return "the error of no token"
	case err != nil && !failed && !errors.Is(err, errStop) && !errors.Is(err, errBad):
		return "an error of nobody"
	}
	return ""
}
