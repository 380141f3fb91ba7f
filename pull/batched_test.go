package pull_test

import (
	"fmt"
	"iter"
	"runtime"
	"slices"
	"testing"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

// drain calls next until it returns false or panics.
func drain(next func() (int, bool)) (got []int, p any) {
	p = panicOf(func() {
		for v, ok := next(); ok; v, ok = next() {
			got = append(got, v)
		}
	})
	return got, p
}

// upTo yields 0 … n-1 and then panics with p, unless that is nil.
func upTo(n int, p any) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
		if p != nil {
			panic(p)
		}
	}
}

// All lengths, sizes and ends up to 9, against the slice.
func TestBatched(t *testing.T) {
	for length := range 10 {
		for n := 1; n < 10; n++ {
			for _, p := range []any{nil, "boom"} {
				bubble(t, fmt.Sprint(length, n, p), func(t *testing.T) {
					next, stop := pull.Batched(upTo(length, p), n)
					got, q := drain(next)
					want := slices.Collect(upTo(length, nil))
					if diff := cmp.Diff(want, got); diff != "" || p != q {
						t.Errorf("panicked with %v, want %v; values (-want +got):\n%s", q, p, diff)
					}
					stop()
					if v, ok := next(); v != 0 || ok {
						t.Errorf("next() = %d, %t after stop", v, ok)
					}
				})
			}
		}
	}
}

// Stopped after any number of values, it releases the source, and a panic that
// was read ahead never happens.
func TestBatchedStop(t *testing.T) {
	for taken := range 8 {
		for n := 1; n < 10; n++ {
			bubble(t, fmt.Sprint(taken, n), func(t *testing.T) {
				running := false
				next, stop := pull.Batched(func(yield func(int) bool) {
					running = true
					defer func() { running = false }()
					upTo(8, "boom")(yield)
				}, n)
				for want := range taken {
					if v, ok := next(); v != want || !ok {
						t.Errorf("next() = %d, %t, want %d, true", v, ok, want)
					}
				}
				stop()
				stop()
				if running {
					t.Error("the source was not released")
				}
				if v, ok := next(); v != 0 || ok {
					t.Errorf("next() = %d, %t after stop", v, ok)
				}
			})
		}
	}
}

func TestBatchedReadsAhead(t *testing.T) {
	bubble(t, "n values at a time", func(t *testing.T) {
		read := 0
		next, stop := pull.Batched(func(yield func(int) bool) {
			count(func(v int) bool { read++; return yield(v) })
		}, 4)
		defer stop()
		if read != 0 {
			t.Errorf("%d values were read before next", read)
		}
		for i, want := range []int{4, 4, 4, 4, 8} {
			if next(); read != want {
				t.Errorf("%d values were read for %d, want %d", read, i+1, want)
			}
		}
	})
	bubble(t, "a large n takes no memory ahead", func(t *testing.T) {
		next, stop := pull.Batched(upTo(3, nil), 1<<62)
		defer stop()
		if got, _ := drain(next); len(got) != 3 {
			t.Errorf("%d values, want 3", len(got))
		}
	})
	bubble(t, "nil", func(t *testing.T) {
		next, stop := pull.Batched[int](nil, 4)
		if got, _ := drain(next); len(got) != 0 {
			t.Errorf("values %v", got)
		}
		stop()
	})
	bubble(t, "Goexit comes in its place", func(t *testing.T) {
		var got []int
		exited := exits(func() {
			next, stop := pull.Batched(func(yield func(int) bool) {
				upTo(3, nil)(yield)
				runtime.Goexit()
			}, 8)
			defer stop()
			for v, ok := next(); ok; v, ok = next() {
				got = append(got, v)
			}
		})
		if diff := cmp.Diff([]int{0, 1, 2}, got); diff != "" || !exited {
			t.Errorf("exited: %t, values (-want +got):\n%s", exited, diff)
		}
	})
	bubble(t, "a Goexit that stop comes before", func(t *testing.T) {
		if exits(func() {
			next, stop := pull.Batched(func(yield func(int) bool) {
				upTo(3, nil)(yield)
				runtime.Goexit()
			}, 8)
			next()
			stop()
		}) {
			t.Error("stop did not come back")
		}
	})
	bubble(t, "stop within the source", func(t *testing.T) {
		var stop func()
		next, stop := pull.Batched(func(yield func(int) bool) {
			want := "pull.Batched: stop must not be called by seq"
			if p := panicOf(stop); p != want {
				t.Errorf("stop panicked with %v, want %q", p, want)
			}
			count(yield)
		}, 2)
		next()
		stop()
	})
	bubble(t, "next within the source", func(t *testing.T) {
		var next func() (int, bool)
		var stop func()
		next, stop = pull.Batched(func(yield func(int) bool) {
			next()
			yield(1)
		}, 2)
		want := "pull.Batched: next must not be called by seq"
		if p := panicOf(func() { next() }); p != want {
			t.Errorf("next panicked with %v, want %q", p, want)
		}
		stop()
	})
	bubble(t, "a panic of the clean-up comes out of stop", func(t *testing.T) {
		next, stop := pull.Batched(func(yield func(int) bool) {
			defer func() { panic("boom") }()
			count(yield)
		}, 4)
		next()
		if p := panicOf(stop); p != "boom" {
			t.Errorf("stop panicked with %v, want boom", p)
		}
		stop()
	})
}
