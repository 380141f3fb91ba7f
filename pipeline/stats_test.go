package pipeline_test

import (
	"context"
	"iter"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

const ms = time.Millisecond

// taking returns a function that takes d and passes its value on.
func taking(d time.Duration) func(context.Context, int) (int, error) {
	return func(_ context.Context, v int) (int, error) {
		time.Sleep(d)
		return v, nil
	}
}

// produce is the flow of 0 to n-1, each of which takes d, as a source that has a name.
func produce(name string, n int, d time.Duration) pipeline.Flow[int] {
	return pipeline.Named(name, pipeline.FromFunc(func(_ context.Context, yield func(int) bool) error {
		for i := range n {
			time.Sleep(d)
			if !yield(i) {
				break
			}
		}
		return nil
	}))
}

// A job is a flow of which all takes as long as is said: source, two stages that work at
// two items at once, one that works in turn with the consumer, and the consumer.
type job struct{ source, parse, store, check, consumer time.Duration }

func (w job) run(ctx context.Context) {
	flow := produce("read", 200, w.source)
	flow = pipeline.Named("parse", pipeline.Map(flow, 2, taking(w.parse)))
	flow = pipeline.Named("store", pipeline.Map(flow, 2, taking(w.store), pipeline.Unordered()))
	flow = pipeline.Named("check", pipeline.Map(flow, 1, taking(w.check)))
	for range flow.All(ctx) {
		time.Sleep(w.consumer)
	}
}

func TestBottleneck(t *testing.T) {
	for want, w := range map[string]job{
		"read":     {source: 10 * ms, parse: 15 * ms, store: 5 * ms, check: ms, consumer: ms},
		"parse":    {source: ms, parse: 20 * ms, store: 5 * ms, check: ms, consumer: ms},
		"store":    {source: ms, parse: 5 * ms, store: 20 * ms, check: ms, consumer: ms},
		"check":    {source: ms, parse: 5 * ms, store: 5 * ms, check: 10 * ms, consumer: ms},
		"consumer": {source: ms, parse: 5 * ms, store: 5 * ms, check: ms, consumer: 10 * ms},
	} {
		t.Run(want, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var stats pipeline.Stats
				ctx := pipeline.WithStats(t.Context(), &stats)
				for range 2 {
					w.run(ctx)
					if got := stats.Bottleneck(); got != want {
						t.Errorf("Bottleneck() = %q, want %q\n%s", got, want, &stats)
					}
				}
			})
		})
	}
}

func TestBottleneckOfStages(t *testing.T) {
	source := func() pipeline.Flow[int] { return produce("read", 30, ms) }
	slow := func() pipeline.Flow[int] { return produce("slow", 30, 10*ms) }
	for want, flow := range map[string]pipeline.Flow[int]{
		"Throttle": pipeline.Throttle(source(), &metronome{}),
		"Tap":      pipeline.Tap(source(), func(int) { time.Sleep(5 * ms) }),
		"slow":     pipeline.Merge(source(), slow()),
		"read":     pipeline.Buffer(source(), 5),
		"Filter": pipeline.Filter(source(), 3, func(context.Context, int) (bool, error) {
			time.Sleep(9 * ms)
			return false, nil
		}),
		"FromSeq": pipeline.Unbatch(pipeline.Batch(pipeline.FromSeq(func(yield func(int) bool) {
			time.Sleep(ms)
			yield(1)
		}), 3, time.Second)),
		"FlatMap": pipeline.FlatMap(source(), 2, func(context.Context, int) (pipeline.Flow[int], error) {
			return produce("sub", 10, ms), nil
		}),
		"own": pipeline.Named("own", func(ctx context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) {
				for v, err := range source()(ctx) {
					time.Sleep(2 * ms)
					if !yield(v, err) {
						return
					}
				}
			}
		}),
	} {
		t.Run(want, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var stats pipeline.Stats
				if err := flow.Run(pipeline.WithStats(t.Context(), &stats)); err != nil {
					t.Error(err)
				}
				if got := stats.Bottleneck(); got != want {
					t.Errorf("Bottleneck() = %q, want %q\n%s", got, want, &stats)
				}
			})
		})
	}
}

// What stages count, and what they do with their time.
func TestStages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stats pipeline.Stats
		odd := func(_ context.Context, v int) (int, error) {
			time.Sleep(20 * ms)
			if v%5 == 4 {
				return 0, errOdd
			}
			return v, nil
		}
		few := func(_ context.Context, v int) (bool, error) { return v%2 == 0, nil }
		flow := pipeline.Map(produce("read", 10, 10*ms), 1, odd)
		flow = pipeline.Filter(pipeline.Catch(flow, forgive), 1, few)
		for range flow.All(pipeline.WithStats(t.Context(), &stats)) {
			time.Sleep(5 * ms)
		}
		want := []pipeline.StageStats{
			{Name: "read", Out: 10, Busy: 100 * ms, Blocked: 220 * ms},
			{Name: "Map", In: 10, Out: 8, Errors: 2, Busy: 200 * ms, Starved: 100 * ms, Blocked: 20 * ms},
			{Name: "Catch", In: 10, Out: 8, Starved: 300 * ms, Blocked: 20 * ms},
			{Name: "Filter", In: 8, Out: 4, Starved: 300 * ms, Blocked: 20 * ms},
		}
		if diff := cmp.Diff(want, stats.Stages(), cmp.Comparer(nearly)); diff != "" {
			t.Errorf("stages (-want +got):\n%s", diff)
		}
	})
}

// A stage with goroutines of its own is blocked when it is ready and the consumer is not,
// and starved when there is nothing to do.
func TestStagesAtOnce(t *testing.T) {
	for name, test := range map[string]struct {
		job
		// Of parse, in some 2 s. It does not wait for what store reads ahead.
		busy, starved, blocked time.Duration
	}{
		"busy":    {job{parse: 20 * ms}, 4 * time.Second, 0, 0},
		"starved": {job{source: 10 * ms, parse: 2 * ms}, 400 * ms, 2 * time.Second, 0},
		"blocked": {job{parse: 2 * ms, consumer: 10 * ms}, 400 * ms, 0, 1450 * ms},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var stats pipeline.Stats
				test.run(pipeline.WithStats(t.Context(), &stats))
				got := stats.Stages()[1]
				for what, d := range map[string]time.Duration{
					"Busy":    got.Busy - test.busy,
					"Starved": got.Starved - test.starved,
					"Blocked": got.Blocked - test.blocked,
				} {
					if d.Abs() > 200*ms {
						t.Errorf("%s is off by %v\n%s", what, d, &stats)
					}
				}
			})
		})
	}
}

// Statistics can be read while the flow runs, and stages then have items in flight.
func TestStatsWhileRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stats pipeline.Stats
		ctx, cancel := context.WithCancel(pipeline.WithStats(t.Context(), &stats))
		flow := pipeline.Map(produce("read", 1000, ms), 4, taking(time.Second))
		var reading sync.WaitGroup
		reading.Go(func() {
			time.Sleep(500 * ms)
			all := stats.Stages()
			if len(all) != 2 || all[0].Out != all[1].In ||
				all[1].InFlight < 4 || all[1].InFlight != all[1].In {
				t.Errorf("after half a second:\n%s", &stats)
			}
			if stats.Mermaid() == "" || stats.String() == "" {
				t.Error("nothing to show")
			}
			time.Sleep(10 * time.Second)
			cancel()
		})
		flow.Run(ctx)
		reading.Wait()
		if all := stats.Stages(); all[1].InFlight != 0 {
			t.Errorf("after the run:\n%s", &stats)
		}
	})
}

// Runs add up, and stages of one kind are numbered from the source on.
func TestStatsAddUp(t *testing.T) {
	var stats pipeline.Stats
	ctx := pipeline.WithStats(t.Context(), &stats)
	double := func(_ context.Context, v int) (int, error) { return 2 * v, nil }
	flow := pipeline.Merge(pipeline.Of(1, 2), pipeline.Of(3))
	flow = pipeline.Map(pipeline.Map(flow, 1, double), 2, double)
	for range 3 {
		if err := flow.Run(ctx); err != nil {
			t.Error(err)
		}
	}
	var got []string
	for _, s := range stats.Stages() {
		got = append(got, s.Name)
		want, ok := map[string]int64{"Of": 6, "Of 2": 3}[s.Name]
		if !ok {
			want = 9
		}
		if s.Out != want {
			t.Errorf("%s has given %d, want %d", s.Name, s.Out, want)
		}
	}
	if diff := cmp.Diff([]string{"Of", "Of 2", "Merge", "Map", "Map 2"}, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// A break leaves nothing in flight, and counts what was given.
func TestStatsOfBreak(t *testing.T) {
	for _, n := range []int{1, 3} {
		var stats pipeline.Stats
		flow := pipeline.Map(pipeline.Of(1, 2, 3, 4), n, taking(0))
		for range flow.All(pipeline.WithStats(t.Context(), &stats)) {
			break
		}
		for _, s := range stats.Stages() {
			if s.InFlight != 0 || s.Name == "Map" && s.Out != 1 {
				t.Errorf("after a break:\n%s", &stats)
			}
		}
	}
}

// The flows of a FlatMap, and runs inside a function, are parts of their stages.
func TestStatsOfParts(t *testing.T) {
	var stats pipeline.Stats
	lookUp := func(ctx context.Context, v int) (int, error) {
		sums, err := pipeline.Named("lookup", pipeline.Of(v, v)).Collect(ctx)
		return len(sums), err
	}
	flow := pipeline.FlatMap(pipeline.Map(pipeline.Of(1, 2, 3), 2, lookUp), 2,
		func(_ context.Context, v int) (pipeline.Flow[int], error) {
			return pipeline.Named("expand", pipeline.Of(v, v, v)), nil
		})
	if err := flow.Run(pipeline.WithStats(t.Context(), &stats)); err != nil {
		t.Error(err)
	}
	got := map[string][2]int64{}
	for _, s := range stats.Stages() {
		got[s.Name] = [2]int64{s.In, s.Out}
	}
	want := map[string][2]int64{
		"Of": {0, 3}, "lookup": {0, 6}, "Map": {3, 3}, "expand": {0, 9}, "FlatMap": {3, 9},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("in and out (-want +got):\n%s", diff)
	}
}

func TestStatsEmpty(t *testing.T) {
	var stats pipeline.Stats
	if stats.Bottleneck() != "" || stats.Stages() != nil {
		t.Errorf("something in nothing: %q, %v", stats.Bottleneck(), stats.Stages())
	}
	if got := strings.Count(stats.String(), "\n"); got != 0 {
		t.Errorf("%d lines below the first", got)
	}
	defer func() {
		if p := recover(); p != "pipeline.WithStats: stats must not be nil" {
			t.Errorf("panic %v", p)
		}
	}()
	pipeline.WithStats(t.Context(), nil)
}

func TestStatsString(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stats pipeline.Stats
		flow := pipeline.Map(produce("read", 100, ms), 1, taking(3*ms))
		pipeline.Named("parse\tand\nstore", flow).Run(pipeline.WithStats(t.Context(), &stats))
		want := strings.Join([]string{
			"            stage   in  out  errors  in flight   busy  starved  blocked  load",
			"             read    0  100       0          0  100ms      0s    300ms  25 %",
			"  parse and store  100  100       0          0  300ms    100ms       0s  75 % ←",
		}, "\n")
		normal := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		if diff := cmp.Diff(normal(want), normal(stats.String())); diff != "" {
			t.Errorf("table (-want +got):\n%s\n%s", diff, &stats)
		}
		lines := strings.Split(stats.String(), "\n")
		if len(lines) != 3 || strings.Index(lines[0], "busy") != strings.Index(lines[2], "300ms")+1 {
			t.Errorf("not aligned:\n%s", &stats)
		}
	})
}

func TestStatsMermaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stats pipeline.Stats
		fail := func(_ context.Context, v int) (int, error) {
			time.Sleep(4 * ms)
			if v == 7 {
				return 0, errOdd
			}
			return v, nil
		}
		flow := pipeline.Named(`say "hi" <b>#1</b>; end`, pipeline.Map(produce("read", 100, ms), 2, fail))
		pipeline.Catch(flow, forgive).Run(pipeline.WithStats(t.Context(), &stats))
		want := `flowchart LR
    stage1["read<br/>N % busy"]
    stage2["say #quot;hi#quot; #lt;b#gt;#35;1#lt;/b#gt;; end ×2<br/>N % busy<br/>1 errors"]
    stage3["Catch<br/>N % busy"]
    consumer(["consumer"])
    stage1 -->|"100"| stage2
    stage2 -->|"99"| stage3
    stage3 -->|"99"| consumer
    style stage2 fill:#fc9,stroke:#c60
`
		got := regexp.MustCompile(`\d+ %`).ReplaceAllString(stats.Mermaid(), "N %")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("diagram (-want +got):\n%s", diff)
		}
	})
}

// Nodes tells what is part of a stage from what it reads, and has the names of Stages.
func TestNodes(t *testing.T) {
	var stats pipeline.Stats
	sub := func(_ context.Context, v int) (pipeline.Flow[int], error) { return pipeline.Of(v, v), nil }
	flow := pipeline.FlatMap(pipeline.FlatMap(pipeline.Of(1, 2), 1, sub), 1, sub)
	if err := flow.Run(pipeline.WithStats(t.Context(), &stats)); err != nil {
		t.Error(err)
	}
	type link struct {
		Name, Into string
		Part       bool
	}
	want := []link{
		{"Of", "FlatMap", false}, {"Of 2", "FlatMap", true}, {"FlatMap", "FlatMap 2", false},
		{"Of 3", "FlatMap 2", true}, {"FlatMap 2", "", false},
	}
	var got []link
	for _, n := range stats.Nodes() {
		got = append(got, link{n.Name, n.Into, n.Part})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
}

// What has left a Batch with others is not in flight any more.
func TestBatchInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stats pipeline.Stats
		flow := pipeline.Batch(produce("read", 10, ms), 3, time.Second)
		for range flow.All(pipeline.WithStats(t.Context(), &stats)) {
			synctest.Wait()
			if got := stats.Stages()[1]; got.InFlight > max(0, got.In-3*got.Out) {
				t.Errorf("%d items came, %d batches went, %d are in flight", got.In, got.Out, got.InFlight)
			}
		}
		if got := stats.Stages()[1].InFlight; got != 0 {
			t.Errorf("at the end %d are in flight", got)
		}
	})
}
