package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

// Values are numbers, and their tokens are, too.
type (
	tracked = pipeline.Tracked[int, int]
	flow    = pipeline.Flow[tracked]
)

func itself(v int) int { return v }

// numbers is the flow of 0 to n-1, tracked.
func numbers(n int) flow {
	return pipeline.Track(every(0, n), itself)
}

// tokens returns the tokens of numbers(n).
func tokens(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i)
	}
	return all
}

// commit runs the flow and returns what was acknowledged.
func commit(ctx context.Context, flow flow) (acked []int, err error) {
	err = pipeline.Commit(ctx, flow, func(_ context.Context, token int) error {
		acked = append(acked, token)
		return nil
	})
	return acked, err
}

// slowly makes each value take a time of its own, so that they are finished in an order
// of its own.
func slowly(_ context.Context, t tracked) (tracked, error) {
	time.Sleep(time.Duration(rand.N(1000)) * time.Millisecond)
	return pipeline.Carry(t, -t.Value), nil
}

func isEven(_ context.Context, t tracked) (bool, error) { return t.Value%2 == 0, nil }

// twice makes two of each value but 3, of which it makes none.
func twice(ctx context.Context, t tracked) (flow, error) {
	if t.Value == 3 {
		return pipeline.Of[tracked](), nil
	}
	return pipeline.Of(pipeline.Carry(t, 2*t.Value), pipeline.Carry(t, 2*t.Value+1)), nil
}

// failAt fails at a value.
func failAt(v int) func(context.Context, tracked) (tracked, error) {
	return func(_ context.Context, t tracked) (tracked, error) {
		if t.Value == v {
			return tracked{}, errOdd
		}
		return t, nil
	}
}

func forgive(error) error { return nil }

// Whatever stages do in between, all that came through is acknowledged, once and in the
// order of the source.
func TestCommitAll(t *testing.T) {
	const n = 100
	unordered := pipeline.Unordered()
	for name, stage := range map[string]func(flow) flow{
		"nothing":  func(f flow) flow { return f },
		"in order": func(f flow) flow { return pipeline.Map(f, 7, slowly) },
		"unordered": func(f flow) flow {
			return pipeline.Map(f, 7, slowly, unordered)
		},
		"dropped": func(f flow) flow { return pipeline.Filter(f, 1, isEven) },
		"dropped in parallel": func(f flow) flow {
			return pipeline.Filter(pipeline.Map(f, 7, slowly, unordered), 3, isEven, unordered)
		},
		"multiplied": func(f flow) flow { return pipeline.FlatMap(f, 1, twice) },
		"multiplied in parallel": func(f flow) flow {
			return pipeline.Map(pipeline.FlatMap(f, 4, twice, unordered), 5, slowly, unordered)
		},
		"dropped errors": func(f flow) flow {
			return pipeline.Catch(pipeline.Map(f, 3, failAt(7)), forgive)
		},
		"in batches": func(f flow) flow {
			return pipeline.Unbatch(pipeline.Batch(f, 7, 0))
		},
		"by an operator": func(f flow) flow {
			return pipeline.Apply(f, func(in iter.Seq[tracked]) iter.Seq[tracked] {
				return func(yield func(tracked) bool) {
					for t := range in {
						if t.Value%3 == 0 && !yield(t) {
							return
						}
					}
				}
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, err := commit(t.Context(), stage(numbers(n)))
				if diff := cmp.Diff(tokens(n), got); diff != "" || err != nil {
					t.Errorf("error %v, acknowledged (-want +got):\n%s", err, diff)
				}
			})
		})
	}
}

// A value is acknowledged as soon as all before it are finished, and not before that:
// also if it is dropped and nothing comes through. Times are rounded, as it takes less
// than a millisecond until workers share the items of a slow chunk.
func TestCommitAtOnce(t *testing.T) {
	durations := []time.Duration{3, 1, 5, 2, 4, 9, 7} // seconds that each value takes
	var want []arrival[int]
	for token, at := range []time.Duration{3, 3, 5, 5, 5, 9, 9} {
		want = append(want, arrival[int]{At: at * time.Second, Value: token})
	}
	keep := func(kept bool) flow {
		slow := func(_ context.Context, t tracked) (tracked, error) {
			time.Sleep(durations[t.Value] * time.Second)
			return t, nil
		}
		flow := pipeline.Map(numbers(len(durations)), len(durations), slow, pipeline.Unordered())
		return pipeline.Filter(flow, 1, func(context.Context, tracked) (bool, error) { return kept, nil })
	}
	for _, kept := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			var got []arrival[int]
			err := pipeline.Commit(t.Context(), keep(kept), func(_ context.Context, token int) error {
				got = append(got, arrival[int]{At: time.Since(start).Round(ms), Value: token})
				return nil
			})
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("kept %t, error %v, acknowledged (-want +got):\n%s", kept, err, diff)
			}
		})
	}
}

// A value of which there are several is finished when all of them are.
func TestCommitParts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		slow := func(_ context.Context, t tracked) (tracked, error) {
			time.Sleep(time.Duration(t.Value) * time.Second) // 0, 1, 2, 3, 4, 5, and none of 3
			return t, nil
		}
		flow := pipeline.Map(pipeline.FlatMap(numbers(4), 1, twice), 9, slow, pipeline.Unordered())
		var got []arrival[int]
		pipeline.Commit(t.Context(), flow, func(_ context.Context, token int) error {
			got = append(got, arrival[int]{At: time.Since(start).Round(ms), Value: token})
			return nil
		})
		var want []arrival[int]
		for token, at := range []time.Duration{1, 3, 5, 5} {
			want = append(want, arrival[int]{At: at * time.Second, Value: token})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("acknowledged (-want +got):\n%s", diff)
		}
	})
}

// On an error, what was finished before it is acknowledged, and nothing after it.
func TestCommitError(t *testing.T) {
	for name, test := range map[string]struct {
		flow flow
		want []int
	}{
		"of the source": {
			pipeline.Track(pipeline.Concat(every(0, 2), timed(moment{0, 0, errOdd}), every(0, 2)), itself),
			tokens(2),
		},
		"of a stage": {pipeline.Map(numbers(20), 1, failAt(7)), tokens(7)},
		"of a stage in parallel": {
			pipeline.Map(pipeline.Map(numbers(20), 5, slowly), 4, failAt(-7)), tokens(7),
		},
		"at once": {pipeline.Map(numbers(20), 3, failAt(0)), nil},
		"after one that was dropped": {
			pipeline.Map(pipeline.Filter(numbers(20), 1, isEven), 1, failAt(8)), tokens(8),
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, err := commit(t.Context(), test.flow)
				if diff := cmp.Diff(test.want, got); diff != "" || err != errOdd {
					t.Errorf("error %v, acknowledged (-want +got):\n%s", err, diff)
				}
			})
		})
	}
}

// Only the contiguous prefix is: what lies behind an unfinished value is not, however
// much of that is finished.
func TestCommitErrorOutOfOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		flow := pipeline.Map(numbers(8), 8, func(_ context.Context, t tracked) (tracked, error) {
			switch t.Value {
			case 3:
				time.Sleep(time.Hour) // too slow for the error
			case 5:
				time.Sleep(time.Minute)
				return t, errOdd
			}
			return t, nil
		}, pipeline.Unordered())
		got, err := commit(t.Context(), flow)
		if diff := cmp.Diff(tokens(3), got); diff != "" || err != errOdd {
			t.Errorf("error %v, acknowledged (-want +got):\n%s", err, diff)
		}
	})
}

// When the run is cancelled, what was finished is acknowledged, with a context that is
// not cancelled.
func TestCommitCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stop := errors.New("stop")
		ctx, cancel := context.WithCancelCause(context.WithValue(t.Context(), t, "kept"))
		defer cancel(nil)
		var got []int
		flow := pipeline.Track(every(time.Second, 9), itself)
		err := pipeline.Commit(ctx, flow, func(ack context.Context, token int) error {
			if ack.Err() != nil || ack.Value(t) != "kept" {
				t.Errorf("the context of ack: %v", ack.Err())
			}
			time.Sleep(2100 * time.Millisecond) // so that it lags behind
			if token == 1 {
				cancel(stop) // when five values have come
			}
			got = append(got, token)
			return nil
		})
		if diff := cmp.Diff(tokens(5), got); diff != "" || err != stop {
			t.Errorf("error %v, acknowledged (-want +got):\n%s", err, diff)
		}
	})
}

// Acknowledging goes on for a bounded time only.
func TestCommitCancelledAckHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		start := time.Now()
		flow := pipeline.Track(every(time.Second, 9), itself)
		err := pipeline.Commit(ctx, flow, func(ack context.Context, _ int) error {
			<-ack.Done()
			return ack.Err()
		})
		if took := time.Since(start); took != 7500*ms || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v after %v", err, took)
		}
	})
}

// An error of ack ends the run and is the last call.
func TestCommitAckFails(t *testing.T) {
	for name, test := range map[string]struct {
		flow flow
		want []error
	}{
		"and the flow does not": {pipeline.Map(numbers(100), 4, slowly), []error{errBusy}},
		"and so does the flow":  {pipeline.Map(numbers(3), 1, failAt(2)), []error{errBusy, errOdd}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				err := pipeline.Commit(t.Context(), test.flow, func(_ context.Context, token int) error {
					time.Sleep(time.Second)
					if calls++; token == 1 {
						return errBusy
					}
					return nil
				})
				if calls != 2 {
					t.Errorf("%d calls, want 2", calls)
				}
				for _, want := range test.want {
					if !errors.Is(err, want) {
						t.Errorf("error %v, want %v", err, want)
					}
				}
				if len(test.want) == 1 && err != test.want[0] {
					t.Errorf("error %v, want %v", err, test.want[0])
				}
			})
		})
	}
}

// ack is the caller's code on the caller's goroutine.
func TestCommitAckPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer func() {
			if p := recover(); p != errBusy {
				t.Errorf("panic %v, want that of ack", p)
			}
		}()
		pipeline.Commit(t.Context(), numbers(100), func(context.Context, int) error { panic(errBusy) })
	})
}

func TestCommitAckExits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		exited := make(chan bool)
		go func() {
			defer close(exited)
			pipeline.Commit(t.Context(), numbers(100), func(context.Context, int) error {
				runtime.Goexit()
				return nil
			})
			t.Error("Commit has returned")
		}()
		<-exited
	})
}

// A panic in the flow comes out of Commit, after what was finished is acknowledged.
func TestCommitFlowPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got []int
		defer func() {
			if p, ok := recover().(*pipeline.PanicError); !ok || p.Value != "boom" {
				t.Errorf("panic %v, want boom", p)
			}
			if diff := cmp.Diff(tokens(5), got); diff != "" {
				t.Errorf("acknowledged (-want +got):\n%s", diff)
			}
		}()
		flow := pipeline.Tap(numbers(9), func(t tracked) {
			if t.Value == 5 {
				panic("boom")
			}
		})
		pipeline.Commit(t.Context(), flow, func(_ context.Context, token int) error {
			got = append(got, token)
			return nil
		})
	})
}

// What a stage has left unread, or in its hands, is not finished.
func TestCommitLeftUnread(t *testing.T) {
	for name, flow := range map[string]flow{
		"in turn":     pipeline.Take(numbers(9), 4),
		"read ahead":  pipeline.Take(pipeline.Map(numbers(9), 9, slowly), 4),
		"all of them": pipeline.Take(numbers(4), 4),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, err := commit(t.Context(), flow)
				if diff := cmp.Diff(tokens(4), got); diff != "" || err != nil {
					t.Errorf("error %v, acknowledged (-want +got):\n%s", err, diff)
				}
			})
		})
	}
	t.Run("before Track", func(t *testing.T) {
		flow := pipeline.Track(pipeline.Take(every(0, 9), 4), itself)
		got, err := commit(t.Context(), pipeline.Filter(flow, 1, isEven))
		if diff := cmp.Diff(tokens(4), got); diff != "" || err != nil {
			t.Errorf("error %v, acknowledged (-want +got):\n%s", err, diff)
		}
	})
}

// Several tracked sources each have their order.
func TestCommitMerged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var flows []flow
		for base := 0; base < 300; base += 100 {
			flows = append(flows, pipeline.Track(every(0, 20), func(v int) int { return base + v }))
		}
		merged := pipeline.Map(pipeline.Merge(flows...), 5, slowly, pipeline.Unordered())
		got, err := commit(t.Context(), merged)
		if err != nil || len(got) != 60 {
			t.Errorf("%d acknowledged, error %v", len(got), err)
		}
		for base := 0; base < 300; base += 100 {
			isOther := func(token int) bool { return token/100 != base/100 }
			if part := slices.DeleteFunc(slices.Clone(got), isOther); !slices.IsSorted(part) {
				t.Errorf("acknowledged out of order: %v", part)
			}
		}
	})
}

// When acknowledging is slow and nothing comes through, Track waits for it.
func TestCommitBoundsMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		read, acked, most := 0, 0, 0
		flow := pipeline.Filter(pipeline.Track(counted(&read, 5000), itself), 1,
			func(context.Context, tracked) (bool, error) { return false, nil })
		err := pipeline.Commit(t.Context(), flow, func(context.Context, int) error {
			synctest.Wait()
			most = max(most, read-acked)
			acked++
			return nil
		})
		if err != nil || acked != 5000 || most > 1002 {
			t.Errorf("%d acknowledged, at most %d read ahead, error %v", acked, most, err)
		}
	})
}

// Without a Commit, Track only adds the tokens.
func TestTrackAlone(t *testing.T) {
	length := func(s string) int { return len(s) }
	got, err := pipeline.Track(pipeline.Of("a", "b"), length).Collect(t.Context())
	if err != nil || len(got) != 2 || got[1].Value != "b" || got[1].Token != 1 {
		t.Errorf("got %v, error %v", got, err)
	}
	if c := pipeline.Carry(got[1], 7.5); c.Value != 7.5 || c.Token != 1 {
		t.Errorf("Carry = %v", c)
	}
}

func TestCommitOfStrangers(t *testing.T) {
	if got, err := commit(t.Context(), pipeline.Of(tracked{Value: 1})); err == nil || got != nil {
		t.Errorf("acknowledged %v, error %v", got, err)
	}
}

func TestTrackMisuse(t *testing.T) {
	for what, misuse := range map[string]func(){
		"pipeline.Track: token must not be nil": func() { pipeline.Track[int, int](every(0, 1), nil) },
		"pipeline.Commit: ack must not be nil":  func() { pipeline.Commit(t.Context(), numbers(1), nil) },
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

// Random flows against the model: what is acknowledged is the prefix before the first
// value that was not finished.
func FuzzCommit(f *testing.F) {
	f.Add(uint64(1), uint8(20), uint8(3))
	f.Add(uint64(2), uint8(100), uint8(100))
	f.Add(uint64(3), uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, seed uint64, n, fail uint8) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			pauses := make([]time.Duration, int(n)+1)
			for i := range pauses {
				pauses[i] = time.Duration(r.IntN(50)) * time.Millisecond
			}
			work := func(_ context.Context, t tracked) (tracked, error) {
				time.Sleep(pauses[t.Token])
				if t.Token == int(fail) {
					return t, fmt.Errorf("at %d: %w", t.Token, errOdd)
				}
				return t, nil
			}
			var opts []pipeline.Option
			if seed%2 == 0 {
				opts = append(opts, pipeline.Unordered())
			}
			flow := pipeline.FlatMap(numbers(int(n)), 1+r.IntN(3), twice, opts...)
			flow = pipeline.Filter(flow, 1+r.IntN(3), isEven, opts...)
			got, err := commit(t.Context(), pipeline.Map(flow, 1+r.IntN(9), work, opts...))
			failed := fail < n && fail != 3
			if !slices.Equal(got, tokens(len(got))) || errors.Is(err, errOdd) != failed ||
				(err == nil) == failed {
				t.Fatalf("acknowledged %v, error %v", got, err)
			}
			if !failed && len(got) != int(n) || failed && len(got) > int(fail) {
				t.Fatalf("%d acknowledged, of %d, failed at %d: %t", len(got), n, fail, failed)
			}
			if failed && len(opts) == 0 && len(got) < int(fail) {
				t.Fatalf("%d acknowledged in order, failed at %d", len(got), fail)
			}
		})
	})
}
