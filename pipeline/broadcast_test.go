package pipeline_test

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

// A basin is a sink that keeps what it gets, until it has most, and then ends with err.
type basin struct {
	got    []int
	most   int // 0: no bound
	err    error
	closed bool
}

func (b *basin) sink() *pull.Sink[int] {
	return pull.NewSink(func(in iter.Seq[int]) error {
		defer func() { b.closed = true }()
		for v := range in {
			b.got = append(b.got, v)
			if len(b.got) == b.most {
				return b.err
			}
		}
		return nil
	})
}

func (b *basin) want(t *testing.T, n int) {
	t.Helper()
	if diff := cmp.Diff(tokens(n), b.got); diff != "" {
		t.Errorf("sink got (-want +got):\n%s", diff)
	}
	if !b.closed {
		t.Error("sink not closed")
	}
}

func TestBroadcast(t *testing.T) {
	broken := errors.New("broken")
	for name, test := range map[string]struct {
		flow  pipeline.Flow[int]
		most  [2]int
		err   [2]error
		want  [2]int
		fails []error
	}{
		"all":       {flow: every(ms, 9), want: [2]int{9, 9}},
		"many":      {flow: every(0, 9000), want: [2]int{9000, 9000}},
		"none":      {flow: every(0, 0)},
		"one stops": {flow: every(ms, 9), most: [2]int{4, 0}, want: [2]int{4, 9}},
		"both stop": {flow: every(ms, 999), most: [2]int{4, 6}, want: [2]int{4, 6}},
		"one fails": {
			flow: every(ms, 9), most: [2]int{4, 0}, err: [2]error{broken},
			want: [2]int{4, 4}, fails: []error{broken},
		},
		"both fail": {
			flow: every(ms, 9), most: [2]int{4, 4}, err: [2]error{broken, errOdd},
			want: [2]int{4, 4}, fails: []error{broken, errOdd},
		},
		"the flow fails": {
			flow: pipeline.Concat(every(ms, 5), timed(moment{0, 0, errOdd})),
			want: [2]int{5, 5}, fails: []error{errOdd},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				one := &basin{most: test.most[0], err: test.err[0]}
				two := &basin{most: test.most[1], err: test.err[1]}
				err := pipeline.Broadcast(t.Context(), test.flow, one.sink(), two.sink())
				one.want(t, test.want[0])
				two.want(t, test.want[1])
				for _, want := range test.fails {
					if !errors.Is(err, want) {
						t.Errorf("error %v, want %v", err, want)
					}
				}
				if len(test.fails) == 0 && err != nil || len(test.fails) == 1 && err != test.fails[0] {
					t.Errorf("error %v, want %v", err, test.fails)
				}
			})
		})
	}
}

// No value waits for the one that comes after it.
func TestBroadcastComesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var got []arrival[int]
		note := pull.NewSink(func(in iter.Seq[int]) error {
			for v := range in {
				got = append(got, arrival[int]{At: time.Since(start), Value: v})
			}
			return nil
		})
		flow := timed(moment{0, 0, nil}, moment{0, 1, nil}, moment{time.Hour, 2, nil}, moment{ms, 3, nil})
		if err := pipeline.Broadcast(t.Context(), flow, note); err != nil {
			t.Error(err)
		}
		want := []arrival[int]{{0, 0, ""}, {0, 1, ""}, {time.Hour, 2, ""}, {time.Hour + ms, 3, ""}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("arrivals (-want +got):\n%s", diff)
		}
	})
}

func TestBroadcastCancelled(t *testing.T) {
	stop := errors.New("stop")
	for _, at := range []time.Duration{0, 4500 * ms} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			if at == 0 {
				cancel(stop)
			}
			time.AfterFunc(at, func() { cancel(stop) })
			b := &basin{}
			if err := pipeline.Broadcast(ctx, every(time.Second, 9), b.sink()); err != stop {
				t.Errorf("error %v, want the cause", err)
			}
			b.want(t, int(at/time.Second))
		})
	}
}

// Sinks that want nothing, or are not there, do not make the flow run.
func TestBroadcastToNobody(t *testing.T) {
	ran := false
	flow := pipeline.Tap(pipeline.Of(1), func(int) { ran = true })
	deaf := pull.NewSink(func(iter.Seq[int]) error { return nil })
	for _, sinks := range [][]*pull.Sink[int]{nil, {deaf}} {
		if err := pipeline.Broadcast(t.Context(), flow, sinks...); err != nil || ran {
			t.Errorf("error %v, the flow ran: %t", err, ran)
		}
	}
}

// A panic in a sink passes, and so does one in the flow; the sinks are closed.
func TestBroadcastPanics(t *testing.T) {
	boom := func() pipeline.Flow[int] {
		return pipeline.Tap(every(ms, 9), func(v int) {
			if v == 4 {
				panic("boom")
			}
		})
	}
	bomb := pull.NewSink(func(in iter.Seq[int]) error {
		for v := range in {
			if v == 4 {
				panic("boom")
			}
		}
		return nil
	})
	for name, test := range map[string]struct {
		flow pipeline.Flow[int]
		sink *pull.Sink[int]
		want int
	}{
		"in the flow": {boom(), (&basin{}).sink(), 4},
		"in a sink":   {every(ms, 9), bomb, 5},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := &basin{}
				defer b.want(t, test.want)
				defer func() {
					if p, ok := recover().(*pipeline.PanicError); !ok || p.Value != "boom" {
						t.Errorf("panic %v, want boom", p)
					}
				}()
				pipeline.Broadcast(t.Context(), test.flow, b.sink(), test.sink)
				t.Error("no panic")
			})
		})
	}
}

func TestBroadcastExits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		exit := pull.NewSink(func(in iter.Seq[int]) error {
			for v := range in {
				if v == 4 {
					runtime.Goexit()
				}
			}
			return nil
		})
		b := &basin{}
		exited := make(chan bool)
		go func() {
			defer close(exited)
			pipeline.Broadcast(t.Context(), every(ms, 9), b.sink(), exit)
			t.Error("Broadcast has returned")
		}()
		<-exited
		b.want(t, 5)
	})
}

func TestBroadcastMisuse(t *testing.T) {
	defer func() {
		if p := recover(); p != "pipeline.Broadcast: no sink may be nil" {
			t.Errorf("panic %v", p)
		}
	}()
	pipeline.Broadcast(t.Context(), pipeline.Of(1), nil)
}
