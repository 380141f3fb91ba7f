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
	"github.com/google/go-cmp/cmp"
)

// every is the flow of 0 to n-1, a value each time that the pause is over.
func every(pause time.Duration, n int) pipeline.Flow[int] {
	moments := make([]moment, n)
	for i := range moments {
		moments[i] = moment{pause: pause, value: i}
	}
	return timed(moments...)
}

func TestProgress(t *testing.T) {
	const s = time.Second
	for name, test := range map[string]struct {
		source pipeline.Flow[int]
		opts   []pipeline.Option
		want   []pipeline.Snapshot
	}{
		"values": {
			source: every(300*time.Millisecond, 7),
			want: []pipeline.Snapshot{
				{Done: 3, Rate: 3, Elapsed: s},
				{Done: 6, Rate: 3, Elapsed: 2 * s},
				{Done: 7, Rate: 7 / 2.1, Elapsed: 2100 * time.Millisecond},
			},
		},
		"with the total": {
			source: every(300*time.Millisecond, 8), opts: []pipeline.Option{pipeline.Total(8)},
			want: []pipeline.Snapshot{
				{Done: 3, Total: 8, Rate: 3, Elapsed: s, ETA: 5 * s / 3},
				{Done: 6, Total: 8, Rate: 3, Elapsed: 2 * s, ETA: 2 * s / 3},
				{Done: 8, Total: 8, Rate: 8 / 2.4, Elapsed: 2400 * time.Millisecond},
			},
		},
		"more than the total": {
			source: every(300*time.Millisecond, 4), opts: []pipeline.Option{pipeline.Total(2)},
			want: []pipeline.Snapshot{
				{Done: 3, Total: 2, Rate: 3, Elapsed: s},
				{Done: 4, Total: 2, Rate: 4 / 1.2, Elapsed: 1200 * time.Millisecond},
			},
		},
		"nothing comes": {
			source: every(2500*ms, 1), opts: []pipeline.Option{pipeline.Total(1)},
			want: []pipeline.Snapshot{
				{Total: 1, Elapsed: s},
				{Total: 1, Elapsed: 2 * s},
				{Done: 1, Total: 1, Rate: 0.4, Elapsed: 2500 * time.Millisecond},
			},
		},
		"empty": {source: timed(), want: []pipeline.Snapshot{{}}},
		"errors are not counted": {
			source: timed(moment{300 * time.Millisecond, 1, nil}, moment{300 * time.Millisecond, 0, errOdd}),
			want:   []pipeline.Snapshot{{Done: 1, Rate: 1 / 0.6, Elapsed: 600 * time.Millisecond}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got []pipeline.Snapshot
				report := func(s pipeline.Snapshot) { got = append(got, s) }
				pipeline.Progress(test.source, report, test.opts...).Run(t.Context())
				if diff := cmp.Diff(test.want, got, cmp.Comparer(almost), cmp.Comparer(nearly)); diff != "" {
					t.Errorf("snapshots (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func almost(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }

func nearly(a, b time.Duration) bool { return (a - b).Abs() < time.Microsecond }

// However the flow ends, there is one report more, and none after that.
func TestProgressReportsTheEnd(t *testing.T) {
	stop := errors.New("stop")
	for name, test := range map[string]struct {
		source pipeline.Flow[int]
		body   func()
	}{
		"error":     {timed(moment{0, 1, nil}, moment{0, 0, errOdd}, moment{0, 2, nil}), func() {}},
		"break":     {every(0, 9), nil},
		"panic":     {every(0, 9), func() { panic(stop) }},
		"exit":      {every(0, 9), runtime.Goexit},
		"source":    {timedPanic, func() {}},
		"cancelled": {every(time.Minute, 9), func() {}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(time.Minute+time.Second/2, func() { cancel(stop) })
				var got []pipeline.Snapshot
				flow := pipeline.Progress(test.source, func(s pipeline.Snapshot) { got = append(got, s) })
				ended := make(chan struct{})
				go func() {
					defer close(ended)
					defer func() { recover() }()
					for range flow.All(ctx) {
						if test.body == nil {
							break
						}
						test.body()
					}
				}()
				<-ended
				n := len(got)
				if n == 0 || got[n-1].Done != 1 {
					t.Errorf("snapshots %v, want one of the end", got)
				}
				time.Sleep(time.Hour)
				if len(got) != n {
					t.Error("reported after the end")
				}
			})
		})
	}
}

func timedPanic(context.Context) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		yield(1, nil)
		panic("boom")
	}
}

// The reports never overlap, even when they take longer than the pause.
func TestProgressSlowReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inside, calls := false, 0
		flow := pipeline.Progress(every(time.Second, 10), func(pipeline.Snapshot) {
			if inside {
				t.Error("two reports at once")
			}
			inside = true
			time.Sleep(2500 * time.Millisecond)
			inside = false
			calls++
		})
		if err := flow.Run(t.Context()); err != nil || calls < 4 {
			t.Errorf("%d calls, error %v", calls, err)
		}
	})
}

// A panic of report ends the run and comes out of the loop, whether it is in the middle
// or at the end, and whatever else is going on there.
func TestProgressReportPanics(t *testing.T) {
	for name, test := range map[string]struct {
		at   time.Duration
		body func()
	}{
		"in the middle":         {time.Second, func() {}},
		"at the end":            {9 * time.Second, func() {}},
		"while the body panics": {2 * time.Second, func() { panic("body") }},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				flow := pipeline.Progress(every(2*time.Second+1, 4), func(s pipeline.Snapshot) {
					if calls++; s.Elapsed >= test.at || s.Done == 4 {
						panic("boom")
					}
				})
				defer func() {
					if p, ok := recover().(*pipeline.PanicError); !ok || p.Value != "boom" {
						t.Errorf("panic %v, want boom", p)
					}
				}()
				for range flow.All(t.Context()) {
					test.body()
				}
				t.Error("no panic")
			})
		})
	}
}

func TestProgressMisuse(t *testing.T) {
	for what, misuse := range map[string]func(){
		"pipeline.Progress: report must not be nil":  func() { pipeline.Progress(every(0, 1), nil) },
		"pipeline.Total: total must not be negative": func() { pipeline.Total(-1) },
		"pipeline.Progress: option Unordered is not for this stage": func() {
			pipeline.Progress(every(0, 1), func(pipeline.Snapshot) {}, pipeline.Unordered())
		},
		"pipeline.Throttle: limiter must not be nil": func() { pipeline.Throttle(every(0, 1), nil) },
	} {
		func() {
			defer func() {
				if p := recover(); p != what {
					t.Errorf("panic %v, want %q", p, what)
				}
			}()
			misuse()
		}()
	}
}
