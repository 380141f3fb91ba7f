package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

// named is the flow of numbers as messages with IDs like m7.
func named(numbers ...int) letters {
	return pipeline.Messages(pipeline.Of(numbers...), func(v int) string { return fmt.Sprint("m", v) })
}

// idsIn returns the IDs of what comes, and errors in their places.
func idsIn(t *testing.T, flow letters) (all []string) {
	for m, err := range flow(t.Context()) {
		if err != nil {
			all = append(all, err.Error()+" "+m.ID())
		} else {
			all = append(all, m.ID())
		}
	}
	return all
}

// upwards is a sub-flow of m that FlatMap numbers.
func upwards(_ context.Context, m letter) (letters, error) {
	var all []letter
	for i := range m.Value {
		all = append(all, pipeline.Carry(m, i))
	}
	return pipeline.Of(all...), nil
}

// splitUp is the same by Split.
func splitUp(ctx context.Context, m letter) (letters, error) {
	return pipeline.Split(m, slices.Values([]int{0, 1, 2, 3, 4}[:m.Value])), nil
}

// What FlatMap makes of a message has the ID of that, and a number.
func TestMessageIDs(t *testing.T) {
	unordered := pipeline.Unordered()
	for name, test := range map[string]struct {
		flow func() letters
		want string
	}{
		"1:1": {
			func() letters { return pipeline.Map(named(1, 2), 2, slowLetter) }, "m1 m2",
		},
		"1:n": {
			func() letters { return pipeline.FlatMap(named(1, 0, 3), 1, upwards) }, "m1/0 m3/0 m3/1 m3/2",
		},
		"1:n in parallel": {
			func() letters { return pipeline.FlatMap(named(1, 0, 3), 3, upwards) }, "m1/0 m3/0 m3/1 m3/2",
		},
		"Split": {
			func() letters { return pipeline.FlatMap(named(2, 2), 3, splitUp) }, "m2/0 m2/1 m2/0 m2/1",
		},
		"of parts": {
			func() letters { return pipeline.FlatMap(pipeline.FlatMap(named(2), 1, upwards), 1, upwards) },
			"m2/1/0",
		},
		"in a sub-flow": {
			func() letters {
				return pipeline.FlatMap(named(3), 1, func(ctx context.Context, m letter) (letters, error) {
					sub, _ := splitUp(ctx, m)
					return pipeline.FlatMap(sub, 1, upwards), nil
				})
			}, "m3/0 m3/1 m3/2", // as the outer FlatMap has it
		},
		"dropped and mixed in a sub-flow": {
			func() letters {
				return pipeline.FlatMap(named(5), 1, func(ctx context.Context, m letter) (letters, error) {
					sub, _ := splitUp(ctx, m)
					sub = pipeline.Filter(sub, 1, evenLetter)
					return pipeline.Map(sub, 3, func(_ context.Context, m letter) (letter, error) {
						time.Sleep(time.Duration(10-m.Value) * time.Second)
						return m, nil
					}, unordered), nil
				})
			}, "m5/4 m5/2 m5/0",
		},
		"an error has a number, too": {
			func() letters {
				return pipeline.FlatMap(named(3), 2, func(ctx context.Context, m letter) (letters, error) {
					sub, _ := upwards(ctx, m)
					return pipeline.Map(sub, 1, oddAt(1)), nil
				})
			}, "m3/0 odd_m3 m3/2",
		},
		"two Splits and others": {
			func() letters {
				return pipeline.FlatMap(named(2), 1, func(ctx context.Context, m letter) (letters, error) {
					sub, _ := splitUp(ctx, m)
					return pipeline.Concat(named(7), sub, sub, pipeline.Of(m)), nil
				})
			}, "m2/0 m2/1 m2/2 m2/3 m2/4 m2/5",
		},
		"an error of the function": {
			func() letters {
				return pipeline.FlatMap(named(3), 1, func(context.Context, letter) (letters, error) {
					return nil, errOdd
				})
			}, "odd_m3",
		},
		"a sub-flow that is a source": {
			func() letters {
				return pipeline.FlatMap(pipeline.Of(1, 2), 2, func(_ context.Context, v int) (letters, error) {
					return named(v), nil
				})
			}, "m1 m2",
		},
		"in batches": {
			func() letters { return pipeline.Unbatch(pipeline.Batch(named(1, 2, 3), 2, 0)) }, "m1 m2 m3",
		},
		"a batch of one": {
			func() letters { return joined(pipeline.Batch(named(1), 2, 0), nil) }, "m1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got := strings.ReplaceAll(strings.Join(idsIn(t, test.flow()), ","), " ", "_")
				want := strings.ReplaceAll(test.want, " ", ",")
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		})
	}
}

// Also of very many values, in any order.
func TestMessageIDsOfMany(t *testing.T) {
	const n = 1000
	var numbers []int
	for i := range n {
		numbers = append(numbers, i)
	}
	flow := pipeline.FlatMap(named(1), 1, func(_ context.Context, m letter) (letters, error) {
		split := pipeline.Map(pipeline.Split(m, slices.Values(numbers)), 4,
			func(_ context.Context, m letter) (letter, error) { return m, nil }, pipeline.Unordered())
		return pipeline.Concat(split, pipeline.Of(m, m)), nil
	})
	want := []string{"m1/1000", "m1/1001"}
	got := make(map[string]bool)
	all, err := flow.Collect(t.Context())
	for i, m := range all {
		if got[m.ID()] = true; i < n {
			want = append(want, fmt.Sprint("m1/", m.Value))
		}
	}
	for _, id := range want {
		if !got[id] {
			t.Errorf("%s is missing", id)
		}
	}
	if len(got) != n+2 || err != nil {
		t.Errorf("%d IDs, error %v", len(got), err)
	}
}

// join returns the ID of what is made of messages with these IDs.
func join(ids ...string) string {
	var parts []pipeline.Message[int]
	for _, id := range ids {
		parts = append(parts, pipeline.Tracked[int, pipeline.Receipt]{Token: &stamp{id: id}})
	}
	return pipeline.Join(parts, "").ID()
}

// Different parts have different IDs, however they are spelt.
func FuzzJoinID(f *testing.F) {
	f.Add("a,b", "a,b")
	f.Add("a,b", "b,a")
	f.Add("a,b", "ab,")
	f.Add("a,b,c", "a,bc")
	f.Add("q:1,q:11", "q:1,q:1,1")
	f.Add("\x00,", ",\x00")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := strings.Split(a, ","), strings.Split(b, ",")
		if same := join(x...) == join(y...); same != slices.Equal(x, y) {
			t.Errorf("%q and %q: same %t", x, y, same)
		}
	})
}

// All IDs of random flows from one message on are different.
func TestMessageIDsAreDifferent(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 3))
		flow := named(5, 4, 3)
		var kinds []int
		for range 1 + random.IntN(4) {
			kind, n := random.IntN(4), 1+random.IntN(3)
			kinds = append(kinds, kind)
			switch kind {
			case 0:
				flow = pipeline.FlatMap(flow, n, splitUp)
			case 1:
				flow = pipeline.FlatMap(flow, n, func(ctx context.Context, m letter) (letters, error) {
					sub, _ := upwards(ctx, m)
					return pipeline.FlatMap(sub, n, splitUp), nil
				})
			case 2: // several of a batch
				flow = pipeline.FlatMap(pipeline.Batch(flow, n, 0), n, func(
					_ context.Context, b []letter,
				) (letters, error) {
					return pipeline.Of(pipeline.Join(b, 3), pipeline.Join(b, 2), pipeline.Carry(b[0], 4)), nil
				})
			case 3:
				flow = pipeline.Map(pipeline.Batch(flow, n, 0), n, func(
					_ context.Context, b []letter,
				) (letter, error) {
					return pipeline.Join(b, 5), nil
				})
			}
		}
		seen := make(map[string]bool)
		for _, id := range idsIn(t, pipeline.Take(flow, 2000)) {
			if seen[id] || id == "" {
				t.Fatalf("seed %d, stages %v: two messages have the ID %q", seed, kinds, id)
			}
			seen[id] = true
		}
	}
}

// Tokens that are no receipts are left alone.
func TestIDsOfOthers(t *testing.T) {
	flow := pipeline.FlatMap(numbers(3), 2, func(_ context.Context, t tracked) (flow, error) {
		return pipeline.Split(t, slices.Values([]int{7, 8})), nil
	})
	all, err := flow.Collect(t.Context())
	if err != nil || len(all) != 6 {
		t.Fatalf("got %v, error %v", all, err)
	}
	for i, v := range all {
		if v.Token != i/2 || v.ID() != "" {
			t.Errorf("value %d has the token %d and the ID %q", i, v.Token, v.ID())
		}
	}
	if j := pipeline.Join(all[:4], "x"); j.Value != "x" || j.Token != 1 || j.ID() != "" {
		t.Errorf("Join = %v", j)
	}
	if m := (letter{}); m.ID() != "" {
		t.Errorf("the ID of nothing is %q", m.ID())
	}
}

// The receipt of a part is no means to settle the whole, but leads to its receipt.
func TestReceiptOfParts(t *testing.T) {
	o := newOffice(t)
	source := o.deliver(every(0, 1))
	for m := range pipeline.FlatMap(source, 1, splitLetter).All(t.Context()) {
		err := errors.Join(m.Token.Ack(t.Context()), m.Token.Nack(t.Context(), errOdd))
		if err == nil || len(o.settled) > 0 {
			t.Errorf("a part is settled, error %v", err)
		}
		inner, ok := m.Token.(interface{ Unwrap() pipeline.Receipt })
		if !ok || inner.Unwrap().(*stamp).id != "0" {
			t.Errorf("a part comes from %v", inner)
		}
	}
}

func splitLetter(_ context.Context, m letter) (letters, error) {
	return pipeline.Split(m, slices.Values([]int{1, 2})), nil
}

// That of several is one to settle them all.
func TestReceiptOfSeveral(t *testing.T) {
	o := newOffice(t)
	o.fail = func(_ bool, id string) error {
		if id == "1" {
			return errBusy
		}
		return nil
	}
	for m := range joined(pipeline.Batch(o.deliver(every(0, 3)), 3, 0), nil).All(t.Context()) {
		if err := m.Token.Ack(t.Context()); err != errBusy {
			t.Errorf("Ack: %v", err)
		}
		if err := m.Token.Nack(t.Context(), errOdd); err != errBusy {
			t.Errorf("Nack: %v", err)
		}
	}
	o.expect(idsOf(0, 2), idsOf(0, 2), nil)
}

// Messages from elsewhere have nobody to give them back to.
func TestMessagesFail(t *testing.T) {
	flow := pipeline.Map(named(1, 2, 3), 1, oddAt(2))
	if err := pipeline.Settle(t.Context(), flow); err != errOdd {
		t.Errorf("error %v, want %v", err, errOdd)
	}
	if err := pipeline.Settle(t.Context(), named(1, 2)); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancelled := pipeline.Map(named(1, 2, 3), 3, func(ctx context.Context, m letter) (letter, error) {
		cancel(errStop)
		<-ctx.Done()
		return m, ctx.Err()
	})
	if err := pipeline.Settle(ctx, cancelled); err != errStop {
		t.Errorf("error %v, want the cause %v", err, errStop)
	}
}

func TestIsPermanent(t *testing.T) {
	for err, want := range map[error]bool{
		nil:                        false,
		errOdd:                     false,
		pipeline.Permanent(errOdd): true,
		fmt.Errorf("at 7: %w", pipeline.Permanent(errOdd)): true,
	} {
		if got := pipeline.IsPermanent(err); got != want {
			t.Errorf("IsPermanent(%v) = %t", err, got)
		}
	}
}

// Splitting in Commit, too, finishes a value with the last of its parts, and joining
// finishes all parts.
func TestCommitSplitAndJoin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		split := pipeline.FlatMap(numbers(20), 2, func(_ context.Context, t tracked) (flow, error) {
			return pipeline.Split(t, slices.Values([]int{1, 2, 3})), nil
		})
		all := pipeline.Map(pipeline.Batch(split, 7, 0), 2, func(
			_ context.Context, b []tracked,
		) (tracked, error) {
			time.Sleep(time.Duration(b[0].Token) * time.Millisecond)
			return pipeline.Join(b, 0), nil
		}, pipeline.Unordered())
		got, err := commit(t.Context(), all)
		if diff := cmp.Diff(tokens(20), got); diff != "" || err != nil {
			t.Errorf("error %v, acknowledged (-want +got):\n%s", err, diff)
		}
	})
}
