package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

// The values below n, with errors in between that are in band.
func inBand(parts ...any) pipeline.Flow[int] {
	return pipeline.From(func(yield func(int, error) bool) {
		for _, p := range parts {
			v, _ := p.(int)
			err, _ := p.(error)
			if !yield(v, err) {
				return
			}
		}
	})
}

// An error, or a value, in band.
func show(flow pipeline.Flow[int], ctx context.Context) string {
	var parts []string
	for v, err := range flow(ctx) {
		if err != nil {
			parts = append(parts, err.Error())
		} else {
			parts = append(parts, fmt.Sprint(v))
		}
	}
	return strings.Join(parts, " ")
}

func TestSequentialStagesInBand(t *testing.T) {
	pairs := func(in seq) seq { // sums of two, and of what is left over
		return func(yield func(int) bool) {
			sum, n := 0, 0
			for v := range in {
				if sum, n = sum+v, n+1; n == 2 {
					if !yield(sum) {
						return
					}
					sum, n = 0, 0
				}
			}
			if n > 0 {
				yield(sum)
			}
		}
	}
	flow := inBand(1, 2, errBad, 3, errStop, 4)
	only := func(err error) func(error) error {
		return func(e error) error {
			if e == err {
				return nil
			}
			return errors.New("other")
		}
	}
	none := pipeline.Of[int]()
	tests := []struct {
		name string
		flow pipeline.Flow[int]
		want string
	}{
		{"Tap", pipeline.Tap(flow, func(int) {}), "1 2 bad 3 stop 4"},
		{"Catch all", pipeline.Catch(flow, only(nil)), "1 2 other 3 other 4"},
		{"Catch one", pipeline.Catch(flow, only(errBad)), "1 2 3 other 4"},
		{"Take 0", pipeline.Take(flow, 0), ""},
		{"Take 2", pipeline.Take(flow, 2), "1 2"},
		{"Take 3", pipeline.Take(flow, 3), "1 2 bad 3"},
		{"Take 9", pipeline.Take(flow, 9), "1 2 bad 3 stop 4"},
		{"Apply", pipeline.Apply(inBand(1, 2, 3), pairs), "3 3"},
		{"Apply to an error", pipeline.Apply(inBand(1, 2, 3, errBad, 4), pairs), "3 3 bad"},
		{"Concat", pipeline.Concat(flow, none, inBand(5)), "1 2 bad 3 stop 4 5"},
		{"Concat nothing", pipeline.Concat[int](), ""},
		{"Merge", pipeline.Merge(flow), "1 2 bad 3 stop 4"},
		{"Merge nothing", pipeline.Merge[int](), ""},
		{"Buffer", pipeline.Buffer(flow, 2), "1 2 bad 3 stop 4"},
		{"Of", pipeline.Of[int](), ""},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			for range 2 {
				if got := show(test.flow, t.Context()); got != test.want {
					t.Errorf("%s: %q, want %q", test.name, got, test.want)
				}
			}
		})
	}
}

func TestTakeReadsNoMore(t *testing.T) {
	for n := range 4 {
		var read atomic.Int64
		got, err := pipeline.Take(counting(&read), n).Collect(t.Context())
		if len(got) != n || err != nil || int(read.Load()) != n {
			t.Errorf("Take(%d): %v, %v, %d read", n, got, err, read.Load())
		}
	}
}

// Buffer reads n items ahead of the one in the body, however large n is.
func TestBufferReadAhead(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 100} {
		synctest.Test(t, func(t *testing.T) {
			var read atomic.Int64
			seen := 0
			for range pipeline.Buffer(counting(&read), n).All(t.Context()) {
				seen++
				synctest.Wait()
				if ahead := int(read.Load()) - seen; ahead > n || ahead < n-n/8 {
					t.Fatalf("Buffer(%d): %d items ahead", n, ahead)
				}
				if seen > 3*n {
					break
				}
			}
		})
	}
}

func TestBufferKeepsOrder(t *testing.T) {
	for _, n := range []int{1, 2, 5, 64, 1000} {
		got, err := pipeline.Buffer(upTo(10_000), n).Collect(t.Context())
		if err != nil || !slices.IsSorted(got) || len(got) != 10_000 {
			t.Errorf("Buffer(%d): %d items, %v", n, len(got), err)
		}
	}
}

// Merge gives all, keeps the order of each flow, and lets none of them starve.
func TestMerge(t *testing.T) {
	for _, flows := range []int{1, 2, 10} {
		var all []pipeline.Flow[[2]int]
		for i := range flows {
			numbered := func(_ context.Context, v int) ([2]int, error) { return [2]int{i, v}, nil }
			all = append(all, pipeline.Map(upTo(1000), 1, numbered))
		}
		nexts := make([]int, flows)
		for v, err := range pipeline.Merge(all...).All(t.Context()) {
			if err != nil || nexts[v[0]] != v[1] {
				t.Fatalf("%v of flow %d, want %d (%v)", v[1], v[0], nexts[v[0]], err)
			}
			nexts[v[0]]++
		}
		if slices.Min(nexts) != 1000 {
			t.Errorf("%d items of each flow", nexts)
		}
	}
	endless := pipeline.FromSeq(func(yield func(int) bool) {
		for yield(1) {
		}
	})
	for v := range pipeline.Merge(endless, endless, pipeline.Of(2)).All(t.Context()) {
		if v == 2 {
			return
		}
	}
}

// There is never more than one call for a key, they come in order, and n different
// keys are worked on at once.
func TestMapKeyed(t *testing.T) {
	const n, keys = 4, 6
	for _, unordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			var busy [keys]atomic.Bool
			var last [keys]atomic.Int64
			var running, most atomic.Int64
			f := func(_ context.Context, v int) (int, error) {
				k := v % keys
				if busy[k].Swap(true) || last[k].Swap(int64(v)) > int64(v) {
					t.Errorf("key %d: out of order, or two at once", k)
				}
				if now := running.Add(1); now > most.Load() {
					most.Store(now)
				}
				rest(1 + v*7%5)
				running.Add(-1)
				busy[k].Store(false)
				return v, nil
			}
			key := func(v int) string { return fmt.Sprint(v % keys) }
			keyed := func(source ints, n int, f function, opts []pipeline.Option) ints {
				return pipeline.MapKeyed(source, n, key, f, opts...)
			}
			s := newSetting("MapKeyed", keyed, n, 0, unordered)
			var seen [keys]int
			for v, err := range s.apply(upTo(600), f).All(t.Context()) {
				if err != nil || v < seen[v%keys] {
					t.Errorf("%d after %d, %v", v, seen[v%keys], err)
				}
				seen[v%keys] = v
			}
			if most.Load() != n {
				t.Errorf("%d calls at once, want %d", most.Load(), n)
			}
		})
	}
}

// A key that keeps one worker busy leaves the others to the rest, and a NaN is a key
// of its own each time.
func TestMapKeyedKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		hot := func(v int) bool { return v < 10 }
		sleep := func(_ context.Context, v int) (int, error) { rest(1000); return v, nil }
		err := pipeline.MapKeyed(upTo(30), 3, func(v int) float64 {
			if hot(v) {
				return 0
			}
			return nan()
		}, sleep).Run(t.Context())
		if took := time.Since(start); err != nil || took != 10*time.Second {
			t.Errorf("took %v, want 10s: one worker for the hot key, two for the others (%v)", took, err)
		}
	})
}

func nan() float64 { zero := 0.0; return zero / zero }

// Sub-flows are run at once, and read ahead no further than is said.
func TestFlatMapReadAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var opened, read atomic.Int64
		f := func(context.Context, int) (pipeline.Flow[int], error) {
			opened.Add(1)
			return counting(&read), nil
		}
		for range pipeline.FlatMap(upTo(100), 3, f).All(t.Context()) {
			synctest.Wait()
			if opened.Load() != 3 || read.Load() > 3*64+1 {
				t.Errorf("%d sub-flows, %d items of them", opened.Load(), read.Load())
			}
			break
		}
	})
}

func TestFlatMapOrder(t *testing.T) {
	f := func(_ context.Context, v int) (pipeline.Flow[int], error) {
		switch v % 5 {
		case 0:
			return nil, nil
		case 1:
			return nil, errBad
		case 2:
			return inBand(v, errStop, v), nil
		}
		return pipeline.Take(pipeline.FromSeq(func(yield func(int) bool) {
			for yield(v) {
				rest(v % 3)
			}
		}), 20*v), nil
	}
	synctest.Test(t, func(t *testing.T) {
		want := show(pipeline.FlatMap(upTo(20), 1, f), t.Context())
		for _, n := range []int{2, 5, 30} {
			got := show(pipeline.FlatMap(upTo(20), n, f), t.Context())
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("n=%d: (-want +got)\n%s", n, diff)
			}
			got = show(pipeline.FlatMap(upTo(20), n, f, pipeline.Unordered()), t.Context())
			if len(got) != len(want) {
				t.Errorf("n=%d, unordered: %d bytes, want %d", n, len(got), len(want))
			}
		}
	})
}

// Reduce puts together only neighbours, in order, whatever n is.
func TestReduce(t *testing.T) {
	concat := func(a, b string) (string, error) { return a + b, nil }
	for _, n := range []int{1, 2, 5} {
		for _, items := range []int{0, 1, 2, 3, 10, 1000, 5000} {
			synctest.Test(t, func(t *testing.T) {
				var want strings.Builder
				texts := pipeline.Map(upTo(items), 1, func(_ context.Context, v int) (string, error) {
					fmt.Fprint(&want, v)
					return fmt.Sprint(v), nil
				})
				got, ok, err := pipeline.Reduce(t.Context(), texts, n, concat)
				if got != want.String() || ok != (items > 0) || err != nil {
					t.Errorf("n=%d, %d items: %d bytes, want %d (%v, %v)",
						n, items, len(got), want.Len(), ok, err)
				}
			})
		}
	}
}

func TestReduceAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 4
		var running, most atomic.Int64
		start := time.Now()
		sum, _, err := pipeline.Reduce(t.Context(), upTo(801), n, func(a, b int) (int, error) {
			if now := running.Add(1); now > most.Load() {
				most.Store(now)
			}
			rest(10)
			running.Add(-1)
			return a + b, nil
		})
		if sum != 320_400 || err != nil || most.Load() > n {
			t.Errorf("%d, %v, %d calls at once", sum, err, most.Load())
		}
		if took, ideal := time.Since(start), 2*time.Second; took > ideal*5/4 {
			t.Errorf("took %v, ideal is %v", took, ideal)
		}
	})
}

func TestReduceErrors(t *testing.T) {
	add := func(a, b int) (int, error) {
		if b == 500 {
			return 0, errStop
		}
		return a + b, nil
	}
	for _, n := range []int{1, 3} {
		_, ok, err := pipeline.Reduce(t.Context(), badAt(1000, 200), n, add)
		if ok || err != errBad {
			t.Errorf("n=%d: %v, %v, want the error of the flow", n, ok, err)
		}
		_, ok, err = pipeline.Reduce(t.Context(), upTo(1000), n, add)
		if n == 1 && (ok || err != errStop) { // otherwise 500 may never be b
			t.Errorf("n=%d: %v, %v, want the error of f", n, ok, err)
		}
	}
}

func TestFromFunc(t *testing.T) {
	ends := func(err error) pipeline.Flow[int] {
		return pipeline.FromFunc(func(_ context.Context, yield func(int) bool) error {
			for i := range 3 {
				if !yield(i) && yield(i) {
					t.Error("yield has returned true after false")
				}
			}
			return err
		})
	}
	if got, err := ends(nil).Collect(t.Context()); len(got) != 3 || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	if got := show(pipeline.Concat(ends(errBad), ends(nil)), t.Context()); got != "0 1 2 bad 0 1 2" {
		t.Error(got)
	}
	for v := range ends(errBad)(t.Context()) {
		if v == 1 {
			break
		}
	}
}

func TestFromChan(t *testing.T) {
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	close(ch)
	got, err := pipeline.FromChan(ch).Collect(t.Context())
	if !slices.Equal(got, []int{1, 2}) || err != nil {
		t.Errorf("%v, %v", got, err)
	}
}

var _ iter.Seq2[int, error] = upTo(1)(context.Background())
