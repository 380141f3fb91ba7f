package pipeline_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pipeline"
)

// badAt is the flow of the values below n, and an error in the place of one.
func badAt(n, place int) pipeline.Flow[int] {
	return pipeline.Map(upTo(n), 1, func(_ context.Context, v int) (int, error) {
		if v == place {
			return v, errBad
		}
		return v, nil
	})
}

func TestTerminalsStopAtTheFirstError(t *testing.T) {
	flow, want := badAt(5, 2), []int{0, 1}
	var got []int
	for v, err := range flow.All(t.Context()) {
		if err != nil {
			if v != 0 || err != errBad {
				t.Errorf("All: %d, %v", v, err)
			}
			continue
		}
		got = append(got, v)
	}
	if !slices.Equal(got, want) {
		t.Errorf("All: %v, want %v", got, want)
	}
	err := errStop
	got = slices.Collect(flow.Seq(t.Context(), &err))
	if !slices.Equal(got, want) || err != errBad {
		t.Errorf("Seq: %v, %v", got, err)
	}
	if got := slices.Collect(upTo(2).Seq(t.Context(), &err)); !slices.Equal(got, want) || err != nil {
		t.Errorf("Seq again: %v, %v", got, err)
	}
	if got, err := flow.Collect(t.Context()); !slices.Equal(got, want) || err != errBad {
		t.Errorf("Collect: %v, %v", got, err)
	}
	got = nil
	err = flow.ForEach(t.Context(), func(v int) error { got = append(got, v); return nil })
	if !slices.Equal(got, want) || err != errBad {
		t.Errorf("ForEach: %v, %v", got, err)
	}
	if err := flow.Run(t.Context()); err != errBad {
		t.Errorf("Run: %v", err)
	}
	add := func(sum, v int) (int, error) { return sum + v, nil }
	if sum, err := pipeline.Fold(t.Context(), flow, 10, add); sum != 11 || err != errBad {
		t.Errorf("Fold: %d, %v", sum, err)
	}
}

func TestTerminalsStopAtTheErrorOfTheirFunction(t *testing.T) {
	read := 0
	flow := pipeline.Tap(upTo(10), func(int) { read++ })
	err := flow.ForEach(t.Context(), func(v int) error {
		if v == 3 {
			return errBad
		}
		return nil
	})
	if err != errBad || read != 4 {
		t.Errorf("ForEach: %v after %d values", err, read)
	}
	sum, err := pipeline.Fold(t.Context(), upTo(10), 0, func(sum, v int) (int, error) {
		if v == 3 {
			return -1, errBad
		}
		return sum + v, nil
	})
	if sum != 3 || err != errBad {
		t.Errorf("Fold: %d, %v, want 3 and the error", sum, err)
	}
}

// What belongs to the body of a loop panics unchanged.
func TestTerminalsPassPanicsOfTheBody(t *testing.T) {
	flow := pipeline.Map(upTo(100), 3, next)
	for name, f := range map[string]func(context.Context) error{
		"ForEach": func(ctx context.Context) error {
			return flow.ForEach(ctx, func(int) error { panic(errBad) })
		},
		"Fold": func(ctx context.Context) error {
			_, err := pipeline.Fold(ctx, flow, 0, func(int, int) (int, error) { panic(errBad) })
			return err
		},
		"in band": func(ctx context.Context) error {
			for range flow(ctx) {
				panic(errBad)
			}
			return nil
		},
		"Seq": func(ctx context.Context) error {
			var err error
			for range flow.Seq(ctx, &err) {
				panic(errBad)
			}
			return err
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			if p, _, _ := endOf(func() error { return f(t.Context()) }); p != errBad {
				t.Errorf("%s: %v", name, p)
			}
		})
	}
}

// All functions that stages and sources are given panic with a PanicError, also on
// the goroutine of the consumer, and also in band.
func TestCallbacksPanic(t *testing.T) {
	boom := func() { panic("boom") }
	flow := upTo(10)
	seq2 := func(yield func(int, error) bool) { boom() }
	booms := func(context.Context, int) (pipeline.Flow[int], error) { return pipeline.From(seq2), nil }
	flows := map[string]pipeline.Flow[int]{
		"From":    pipeline.From(seq2),
		"FromSeq": pipeline.FromSeq(func(func(int) bool) { boom() }),
		"FromFunc": pipeline.FromFunc(func(context.Context, func(int) bool) error {
			boom()
			return nil
		}),
		"own":   func(context.Context) iter.Seq2[int, error] { return seq2 },
		"Tap":   pipeline.Tap(flow, func(int) { boom() }),
		"Catch": pipeline.Catch(badAt(3, 1), func(error) error { boom(); return nil }),
		"Apply": pipeline.Apply(flow, func(seq) seq { boom(); return nil }),
		"operator": pipeline.Apply(flow, func(in seq) seq {
			return func(yield func(int) bool) {
				for range in {
					boom()
				}
			}
		}),
		"key":              pipeline.MapKeyed(flow, 3, func(int) int { boom(); return 0 }, next),
		"keys":             pipeline.MapKeyed(flow, 3, func(int) any { return []int{} }, next),
		"sub-flow":         pipeline.FlatMap(flow, 3, booms),
		"sub-flow in turn": pipeline.FlatMap(flow, 1, booms),
		"Merge":            pipeline.Merge(flow, pipeline.From(seq2)),
		"Concat":           pipeline.Concat(flow, pipeline.From(seq2)),
		"Buffer":           pipeline.Buffer(pipeline.From(seq2), 1),
	}
	for name, flow := range flows {
		runs := map[string]func(context.Context) error{"run": flow.Run}
		if name != "own" { // which is nobody's stage
			runs["in band"] = func(ctx context.Context) error {
				for range flow(ctx) {
				}
				return nil
			}
		}
		for _, n := range []int{1, 3} {
			runs["Reduce"] = func(ctx context.Context) error {
				_, _, err := pipeline.Reduce(ctx, upTo(100), n, func(int, int) (int, error) {
					boom()
					return 0, nil
				})
				return err
			}
		}
		for how, f := range runs {
			synctest.Test(t, func(t *testing.T) {
				p, _, _ := endOf(func() error { return f(t.Context()) })
				if pe, ok := p.(*pipeline.PanicError); !ok || pe.Value != "boom" && name != "keys" {
					t.Errorf("%s, %s: panicked with %v", name, how, p)
				}
			})
		}
	}
}

// Of an error that comes because of a cancellation, it is the cause that is returned.
func TestCauseOfDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5)
		defer cancel()
		err := pipeline.FromChan[int](nil).Run(ctx)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Run() = %v", err)
		}
	})
}
