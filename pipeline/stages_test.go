package pipeline_test

import (
	std "cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

var (
	errBad  = errors.New("bad")
	errStop = errors.New("stop")
)

// A function is what stages call.
type function = func(context.Context, int) (int, error)

// A setting is a stage that gives f of each value, in one way of using it.
type setting struct {
	name      string
	n, window int // window 0: not given
	unordered bool
	apply     func(flow pipeline.Flow[int], f function) pipeline.Flow[int]
}

// inTurn reports whether the stage is to run on the goroutine of the consumer.
func (s setting) inTurn() bool { return s.window == 1 || s.n == 1 && s.window == 0 }

type (
	seq  = iter.Seq[int]
	ints = pipeline.Flow[int]
)

type builder = func(source ints, n int, f function, opts []pipeline.Option) ints

// The stages that call a function, made to look alike.
var builders = map[string]builder{
	"Map": func(source ints, n int, f function, opts []pipeline.Option) ints {
		return pipeline.Map(source, n, f, opts...)
	},
	"Filter": func(source ints, n int, f function, opts []pipeline.Option) ints {
		type pair struct{ in, out int }
		pairs := pipeline.Map(source, 1, func(_ context.Context, v int) (*pair, error) {
			return &pair{in: v}, nil
		})
		kept := pipeline.Filter(pairs, n, func(ctx context.Context, p *pair) (bool, error) {
			out, err := f(ctx, p.in)
			p.out = out
			return true, err
		}, opts...)
		return pipeline.Map(kept, 1, func(_ context.Context, p *pair) (int, error) {
			return p.out, nil
		})
	},
	"FlatMap": func(source ints, n int, f function, opts []pipeline.Option) ints {
		return pipeline.FlatMap(source, n, func(ctx context.Context, v int) (ints, error) {
			out, err := f(ctx, v)
			return pipeline.Of(out), err
		}, opts...)
	},
	"MapKeyed": func(source ints, n int, f function, opts []pipeline.Option) ints {
		return pipeline.MapKeyed(source, n, itself, f, opts...)
	},
}

// eachSetting runs f in a bubble for each stage and each way of using it. The bubble
// fails if a goroutine is left.
func eachSetting(t *testing.T, f func(t *testing.T, s setting)) {
	t.Helper()
	for name, build := range builders {
		for _, n := range []int{1, 2, 7} {
			for _, window := range []int{0, 1, 3, 50} {
				for _, unordered := range []bool{false, true} {
					s := newSetting(name, build, n, window, unordered)
					t.Run(s.name, func(t *testing.T) {
						synctest.Test(t, func(t *testing.T) { f(t, s) })
					})
				}
			}
		}
	}
}

func newSetting(name string, build builder, n, window int, unordered bool) setting {
	s := setting{n: n, window: window, unordered: unordered}
	s.name = fmt.Sprintf("%s/n=%d/window=%d/unordered=%v", name, n, window, unordered)
	var opts []pipeline.Option
	if window > 0 {
		opts = append(opts, pipeline.Window(window))
	}
	if unordered {
		opts = append(opts, pipeline.Unordered())
	}
	s.apply = func(flow pipeline.Flow[int], f function) pipeline.Flow[int] {
		return build(flow, n, f, opts)
	}
	return s
}

// An outcome is what a flow gives in one place, in band.
type outcome struct {
	V   int
	Err string
}

func outcomes(flow pipeline.Flow[int], ctx context.Context) (all []outcome) {
	for v, err := range flow(ctx) {
		o := outcome{V: v}
		if err != nil {
			o = outcome{Err: err.Error()}
		}
		all = append(all, o)
	}
	return all
}

// square fails for every fifth value, and takes its time as if at random.
func square(_ context.Context, v int) (int, error) {
	rest(v)
	if v%5 == 4 {
		return v, fmt.Errorf("%d is bad", v)
	}
	return v * v, nil
}

// mixed is a flow of the values below n, some replaced by errors.
func mixed(n int) pipeline.Flow[int] {
	return pipeline.From(func(yield func(int, error) bool) {
		for i := range n {
			var err error
			if i%7 == 3 {
				err = fmt.Errorf("%d is missing", i)
			}
			if !yield(i, err) {
				return
			}
		}
	})
}

func sortOutcomes(all []outcome) []outcome {
	slices.SortFunc(all, func(a, b outcome) int {
		return std.Or(std.Compare(a.V, b.V), std.Compare(a.Err, b.Err))
	})
	return all
}

// What a stage gives is what a plain loop would, errors in their places; of an
// unordered one, in any order.
func TestStagesAreLikeLoops(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		for _, n := range []int{0, 1, 2, 3, 10, 300} {
			var want []outcome
			for v, err := range mixed(n)(t.Context()) {
				if err == nil {
					v, err = square(t.Context(), v)
				}
				if err != nil {
					want = append(want, outcome{Err: err.Error()})
				} else {
					want = append(want, outcome{V: v})
				}
			}
			got := outcomes(s.apply(mixed(n), square), t.Context())
			if s.unordered {
				sortOutcomes(got)
				sortOutcomes(want)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d items: (-want +got)\n%s", n, diff)
			}
		}
	})
}

// A flow can be run again, also while it runs.
func TestStagesRunAgain(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		flow := s.apply(upTo(20), next)
		for v, err := range flow.All(t.Context()) {
			all, err2 := flow.Collect(t.Context())
			if err != nil || err2 != nil || len(all) != 20 {
				t.Fatalf("%d: %v, then %d items and %v", v, err, len(all), err2)
			}
		}
	})
}

// Terminals stop at the first error by position, after all values before it.
func TestStagesFirstError(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		if s.unordered {
			return
		}
		f := func(_ context.Context, v int) (int, error) {
			switch {
			case v == 20:
				rest(30) // it fails later than the others
				return 0, errBad
			case v > 20:
				return 0, errStop
			}
			return v, nil
		}
		got, err := s.apply(upTo(100), f).Collect(t.Context())
		if want, _ := upTo(20).Collect(t.Context()); err != errBad || !slices.Equal(got, want) {
			t.Errorf("got %v and %v, want the values up to 19 and %v", got, err, errBad)
		}
	})
}

// f runs as often at once as it may, and never more often.
func TestStagesCallsAtOnce(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		var running, most atomic.Int64
		f := func(_ context.Context, v int) (int, error) {
			now := running.Add(1)
			defer running.Add(-1)
			for was := most.Load(); now > was && !most.CompareAndSwap(was, now); was = most.Load() {
			}
			rest(1 + v%3)
			return v, nil
		}
		if err := s.apply(upTo(200), f).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		want := s.n
		if s.window > 0 {
			want = min(want, s.window)
		}
		if got := most.Load(); int(got) != want {
			t.Errorf("%d calls at once, want %d", got, want)
		}
	})
}

// A panic and a Goexit of f, and of the source, end the consumer, and a panic comes
// with the stack of where it was.
func TestStagesPanicAndGoexit(t *testing.T) {
	ways := map[string]func(){
		"panic":  func() { panic(errBad) },
		"goexit": runtime.Goexit,
	}
	eachSetting(t, func(t *testing.T, s setting) {
		for way, end := range ways {
			f := func(_ context.Context, v int) (int, error) {
				if rest(v); v == 50 {
					end()
				}
				return v, nil
			}
			source := pipeline.FromSeq(func(yield func(int) bool) {
				for i := 0; i < 50 && yield(i); i++ {
				}
				end()
			})
			flows := map[string]pipeline.Flow[int]{
				"f":      s.apply(upTo(1000), f),
				"source": s.apply(source, next),
				"both":   s.apply(s.apply(source, f), f),
			}
			for where, flow := range flows {
				p, exited, err := endOf(func() error { return flow.Run(t.Context()) })
				if way == "goexit" {
					if !exited || p != nil {
						t.Errorf("goexit in %s: exited = %v, panicked with %v", where, exited, p)
					}
					continue
				}
				pe, ok := p.(*pipeline.PanicError)
				if !ok || pe.Value != errBad || len(pe.Stack) == 0 || !errors.Is(pe, errBad) {
					t.Errorf("panic in %s: %v (returned %v)", where, p, err)
				}
			}
		}
	})
}

// endOf runs f on a goroutine, and says how it ended.
func endOf(f func() error) (panicked any, exited bool, err error) {
	done := make(chan struct{})
	exited = true
	go func() {
		defer close(done)
		defer func() { panicked = recover() }()
		err = f()
		exited = false
	}()
	<-done
	return panicked, exited && panicked == nil, err
}

// However a loop is left, all has ended before the next statement, and nothing more
// is called.
func TestStagesLeave(t *testing.T) {
	eachSetting(t, func(t *testing.T, s setting) {
		for _, at := range []int{0, 1, 10} {
			var calls atomic.Int64
			f := func(ctx context.Context, v int) (int, error) {
				calls.Add(1)
				rest(v % 4)
				return v, nil
			}
			endless := pipeline.FromSeq(func(yield func(int) bool) {
				for i := 0; yield(i); i++ {
				}
			})
			flow := s.apply(s.apply(endless, f), f)
			leave := func(how func()) {
				seen := 0
				for range flow.All(t.Context()) {
					if seen++; seen > at {
						if how == nil {
							break
						}
						how()
					}
				}
				now := calls.Load()
				if rest(100); calls.Load() != now {
					t.Errorf("f is still called after the loop")
				}
			}
			leave(nil)
			p, _, _ := endOf(func() error { leave(func() { panic(errBad) }); return nil })
			if p != errBad {
				t.Errorf("a panic with %v in the body came out as %v", errBad, p)
			}
			p, exited, _ := endOf(func() error { leave(runtime.Goexit); return nil })
			if p != nil || !exited {
				t.Errorf("a Goexit in the body: %v, %v", p, exited)
			}
		}
	})
}
