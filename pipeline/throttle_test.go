package pipeline_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

// A metronome lets go on once a second, and fails at the beats that it is told.
type metronome struct {
	beat  int
	fails map[int]error
}

func (m *metronome) Wait(ctx context.Context) error {
	m.beat++
	select {
	case <-time.After(time.Second):
		return m.fails[m.beat]
	case <-ctx.Done():
		return errors.New("metronome: context ended")
	}
}

func TestThrottle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := timed(moment{0, 1, nil}, moment{0, 0, errOdd}, moment{0, 2, nil}, moment{0, 3, nil})
		m := &metronome{fails: map[int]error{2: errBusy}}
		got := arrivals(t.Context(), pipeline.Throttle(source, m), 0)
		want := []arrival[int]{
			{At: time.Second, Value: 1},
			{At: time.Second, Err: "odd"},
			{At: 2 * time.Second, Err: "busy"},
			{At: 3 * time.Second, Value: 3},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
}

// What the limiter says when it is cancelled gives way to the cause.
func TestThrottleCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stop := errors.New("stop")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(2500*time.Millisecond, func() { cancel(stop) })
		got, err := pipeline.Throttle(every(0, 9), &metronome{}).Collect(ctx)
		if len(got) != 2 || err != stop {
			t.Errorf("%v, error %v, want 2 values and the cause", got, err)
		}
	})
}
