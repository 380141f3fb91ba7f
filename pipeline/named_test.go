package pipeline_test

import (
	"bytes"
	"context"
	"iter"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"sync"
	"testing"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

// own is a stage that is not of the package.
func own(flow pipeline.Flow[int]) pipeline.Flow[int] {
	return func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for v, err := range flow(ctx) {
				if !yield(v, err) {
					return
				}
			}
		}
	}
}

func TestNamed(t *testing.T) {
	of := pipeline.Of(1, 2)
	double := func(flow pipeline.Flow[int]) pipeline.Flow[int] {
		return pipeline.Map(flow, 2, func(_ context.Context, v int) (int, error) { return 2 * v, nil })
	}
	for name, test := range map[string]struct {
		flow pipeline.Flow[int]
		want []string
	}{
		"nothing":       {double(of), []string{"Of", "Map"}},
		"a stage":       {pipeline.Named("double", double(of)), []string{"Of", "double"}},
		"a source":      {double(pipeline.Named("two", of)), []string{"two", "Map"}},
		"both":          {pipeline.Named("double", double(pipeline.Named("two", of))), []string{"two", "double"}},
		"twice":         {pipeline.Named("outer", pipeline.Named("inner", double(of))), []string{"Of", "outer"}},
		"empty":         {pipeline.Named("", double(of)), []string{"Of", "Map"}},
		"one of my own": {pipeline.Named("own", own(double(of))), []string{"Of", "Map", "own"}},
		"without":       {own(double(of)), []string{"Of", "Map"}},
		"own, twice":    {pipeline.Named("outer", pipeline.Named("inner", own(of))), []string{"Of", "outer"}},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				var stats pipeline.Stats
				got, err := test.flow.Collect(pipeline.WithStats(t.Context(), &stats))
				if len(got) != 2 || err != nil {
					t.Errorf("got %v, %v", got, err)
				}
				var names []string
				for _, s := range stats.Stages() {
					names = append(names, s.Name)
					if s.Out != 2 || s.Name == "own" && s.In != 2 {
						t.Errorf("%s: %d in, %d out", s.Name, s.In, s.Out)
					}
				}
				if diff := cmp.Diff(test.want, names); diff != "" {
					t.Errorf("names (-want +got):\n%s", diff)
				}
			}
		})
	}
	defer func() {
		if p := recover(); p != "pipeline.Named: flow must not be nil" {
			t.Errorf("panic %v", p)
		}
	}()
	pipeline.Named[int]("x", nil)
}

// profiled returns the labels that profiles show of the goroutine which calls it, one at
// a time.
func profiled(t *testing.T) string {
	t.Helper()
	profiling.Lock()
	defer profiling.Unlock()
	return labelsOf(t, "labelsOf")
}

var profiling sync.Mutex

// labelsOf returns the labels of the goroutine that is in the function.
func labelsOf(t *testing.T, function string) string {
	t.Helper()
	var profile bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&profile, 1); err != nil {
		t.Error(err)
	}
	for goroutine := range strings.SplitSeq(profile.String(), "\n\n") {
		_, labels, ok := strings.Cut(goroutine, "# labels: ")
		if ok && strings.Contains(goroutine, function) {
			labels, _, _ = strings.Cut(labels, "\n")
			return labels
		}
	}
	return ""
}

// The goroutine has the label of the stage whose code it runs, and that of nobody in the
// body of the loop.
func TestNamedInProfiles(t *testing.T) {
	look := func(want string) func(context.Context, int) (int, error) {
		return func(ctx context.Context, v int) (int, error) {
			if got := profiled(t); got != want {
				t.Errorf("labels %s, want %s", got, want)
			}
			if got, _ := pprof.Label(ctx, "stage"); want != "" && !strings.Contains(want, got) {
				t.Errorf("label %q in the context, want that of %s", got, want)
			}
			return v, nil
		}
	}
	for _, n := range []int{1, 2} {
		flow := pipeline.Named("parse", pipeline.Map(pipeline.Of(1, 2), 1, look(`{"stage":"parse"}`)))
		flow = pipeline.Map(flow, 1, look(`{"stage":"Map"}`))
		flow = pipeline.Named("store", pipeline.Map(flow, n, look(`{"stage":"store"}`)))
		for range flow.All(t.Context()) {
			if got := profiled(t); got != "" {
				t.Errorf("labels of the body: %s", got)
			}
		}
		if got := profiled(t); got != "" {
			t.Errorf("labels after the loop: %s", got)
		}
	}
}

// Stages are regions of an execution trace, by their names.
func TestNamedInTraces(t *testing.T) {
	var recorded bytes.Buffer
	if err := trace.Start(&recorded); err != nil {
		t.Skip(err) // somebody else is tracing
	}
	flow := pipeline.Named("region of the source", pipeline.Of(1, 2, 3))
	flow = pipeline.Named("region of the stage", pipeline.Map(flow, 2, taking(0)))
	err := flow.Run(t.Context())
	trace.Stop()
	if err != nil {
		t.Error(err)
	}
	for _, name := range []string{"region of the source", "region of the stage"} {
		if !bytes.Contains(recorded.Bytes(), []byte(name)) {
			t.Errorf("no %s in the trace", name)
		}
	}
}
