package pipeline_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pull"
)

// Traps that end a process: what goes wrong on a goroutine of the library must come out
// of the loop that consumes, and nothing else. Each is a run that has to end by a panic.
var crashes = map[string]func(context.Context) error{
	"worker panic": func(ctx context.Context) error {
		return pipeline.Map(upTo(1000), 4, panicsAt(500)).Run(ctx)
	},
	"panic of all workers": func(ctx context.Context) error {
		return pipeline.Map(upTo(1000), 8, panicsAt(-1), pipeline.Unordered()).Run(ctx)
	},
	"worker panic two stages away": func(ctx context.Context) error {
		flow := pipeline.Map(upTo(1000), 4, panicsAt(500))
		return pipeline.Buffer(pipeline.Filter(flow, 4, isOdd), 9).Run(ctx)
	},
	"source panic": func(ctx context.Context) error {
		return pipeline.Map(panicking(500), 4, next).Run(ctx)
	},
	"sub-flow panic": func(ctx context.Context) error {
		return pipeline.FlatMap(upTo(9), 4, func(context.Context, int) (ints, error) {
			return panicking(5), nil
		}).Run(ctx)
	},
	"panic in a key function": func(ctx context.Context) error {
		return pipeline.MapKeyed(upTo(1000), 4, func(v int) int { return 1 / (v - 500) }, next).Run(ctx)
	},
	"panic in one of several sources": func(ctx context.Context) error {
		return pipeline.Merge(pipeline.FromChan[int](nil), panicking(5)).Run(ctx)
	},
	"panic in a source that is batched": func(ctx context.Context) error {
		return pipeline.Batch(panicking(5), 100, time.Hour).Run(ctx)
	},
	"panic in a source that is broadcast": func(ctx context.Context) error {
		return pipeline.Broadcast(ctx, panicking(5), pull.NewSink(func(in iter.Seq[int]) error {
			for range in {
			}
			return nil
		}))
	},
	"panic in Close": func(ctx context.Context) error {
		return pipeline.LinesFrom(func(context.Context) (io.ReadCloser, error) {
			return badFile{strings.NewReader("a\nb\n")}, nil
		}).Run(ctx)
	},
	"panic while the loop is being left": func(ctx context.Context) error {
		waits := make(chan struct{}, 1000)
		flow := pipeline.Map(upTo(1000), 4, func(ctx context.Context, v int) (int, error) {
			if v > 5 {
				waits <- struct{}{}
				<-ctx.Done()
				panic("boom")
			}
			return v, nil
		})
		return pipeline.Take(flow, 1).ForEach(ctx, func(int) error {
			<-waits
			return nil
		})
	},
	"panic under Commit": func(ctx context.Context) error {
		return pipeline.Commit(ctx, pipeline.Track(panicking(5), itself),
			func(context.Context, int) error { return nil })
	},
}

type badFile struct{ io.Reader }

func (badFile) Close() error { panic("boom") }

func panicsAt(place int) function {
	return func(_ context.Context, v int) (int, error) {
		if v == place || place < 0 {
			panic("boom")
		}
		return v, nil
	}
}

func panicking(after int) ints {
	return pipeline.FromSeq(func(yield func(int) bool) {
		for i := 0; i < after && yield(i); i++ {
		}
		panic("boom")
	})
}

// child is the name of the variable by which a process knows that it is one that may end
// badly, and which of the traps it is to walk into.
const child = "COSEQ_TRAP"

// inChild runs the test again, in a process of its own, and returns what that says.
func inChild(t *testing.T, test, trap string) (string, error) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // for what hangs
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), child+"="+trap)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestTrapCrash(t *testing.T) {
	if trap := os.Getenv(child); trap != "" {
		walkInto(t, crashes[trap])
		return
	}
	for trap := range crashes {
		t.Run(trap, func(t *testing.T) {
			t.Parallel()
			out, err := inChild(t, "TestTrapCrash", trap)
			if err != nil || !strings.Contains(out, "survived") {
				t.Errorf("the process: %v\n%s", err, out)
			}
		})
	}
}

func walkInto(t *testing.T, run func(context.Context) error) {
	before := runtime.NumGoroutine()
	p, exited, err := endOf(func() error { return run(context.Background()) })
	pe, ok := p.(*pipeline.PanicError)
	if !ok || exited {
		t.Fatalf("panicked with %v, exited = %v, returned %v", p, exited, err)
	}
	if !strings.Contains(string(pe.Stack), "trap_crash_test.go") {
		t.Errorf("the stack does not say where:\n%s", pe.Stack)
	}
	for runtime.NumGoroutine() > before { // one that is left has the process hang
		runtime.Gosched()
	}
	fmt.Println("survived")
}

// Trap: t.FailNow in a function that runs on a goroutine of the library. The test fails
// at once, with what it has said, and does not hang.
func TestTrapFailNow(t *testing.T) {
	fatal := func(_ context.Context, v int) (int, error) {
		if v == 50 {
			t.Fatal("50 is fatal")
		}
		return v, nil
	}
	flows := map[string]func() ints{
		"Map":      func() ints { return pipeline.Map(upTo(1000), 4, fatal) },
		"MapKeyed": func() ints { return pipeline.MapKeyed(upTo(1000), 4, itself, fatal) },
		"source":   func() ints { return pipeline.Map(pipeline.Map(upTo(1000), 1, fatal), 4, next) },
		"key": func() ints {
			return pipeline.MapKeyed(upTo(1000), 4, func(v int) int {
				_, _ = fatal(t.Context(), v)
				return v
			}, next)
		},
		"Merge": func() ints { return pipeline.Merge(pipeline.Map(upTo(1000), 1, fatal), upTo(5)) },
	}
	if trap := os.Getenv(child); trap != "" {
		_ = flows[trap]().Run(t.Context())
		fmt.Println("the test goes on")
		return
	}
	for trap := range flows {
		t.Run(trap, func(t *testing.T) {
			t.Parallel()
			out, err := inChild(t, "TestTrapFailNow", trap)
			if err == nil || !strings.Contains(out, "50 is fatal") ||
				!strings.Contains(out, "--- FAIL: TestTrapFailNow") || strings.Contains(out, "goes on") {
				t.Errorf("the process: %v\n%s", err, out)
			}
		})
	}
}
