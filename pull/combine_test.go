package pull_test

import (
	"errors"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"weak"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

func same(v int) int { return v }

// A view must forward as if it were not there. Each of these is the identity.
var views = map[string]func(*gen) *gen{
	"MapOut":           func(g *gen) *gen { return pull.MapOut(g, same) },
	"MapIn":            func(g *gen) *gen { return pull.MapIn(g, same) },
	"Concat":           func(g *gen) *gen { return pull.Concat(g) },
	"Concat of more":   func(g *gen) *gen { return pull.Concat(pull.FromSeq[int, int](nil), g, pull.FromSeq[int, int](nil)) },
	"Pipe into echo":   func(g *gen) *gen { return pull.Pipe(g, pull.New(echo)) },
	"MapIn and MapOut": func(g *gen) *gen { return pull.MapOut(pull.MapIn(g, same), same) },
	"delegation":       func(g *gen) *gen { return pull.New(func(y *yielder) error { return y.YieldFrom(g) }) },
	"delegated views": func(g *gen) *gen {
		return pull.New(func(y *yielder) error { return y.YieldFrom(pull.MapOut(g, same)) })
	},
}

func eachView(t *testing.T, name string, f func(t *testing.T, view func(*gen) *gen)) {
	t.Helper()
	for kind, view := range views {
		bubble(t, name+"/"+kind, func(t *testing.T) { f(t, view) })
	}
}

func TestViews(t *testing.T) {
	eachView(t, "values and the end", func(t *testing.T, view func(*gen) *gen) {
		var got []int
		g := view(pull.New(func(y *yielder) error {
			got = append(got, y.Yield(1), y.Yield(2))
			return errOther
		}))
		if _, err := g.Send(9); err != pull.ErrNotStarted {
			t.Errorf("Send() = %v, want ErrNotStarted", err)
		}
		if v, ok := g.Next(); v != 1 || !ok || g.State() == pull.Created {
			t.Errorf("Next() = %d, %t, and %v", v, ok, g.State())
		}
		if v, err := g.Send(10); v != 2 || err != nil {
			t.Errorf("Send() = %d, %v, want 2, nil", v, err)
		}
		if _, err := g.Send(20); err != errOther {
			t.Errorf("Send() = %v, want the body's error", err)
		}
		if diff := cmp.Diff([]int{10, 20}, got); diff != "" {
			t.Errorf("received (-want +got):\n%s", diff)
		}
		wantDone(t, g, errOther)
	})
	eachView(t, "throw", func(t *testing.T, view func(*gen) *gen) {
		g := view(pull.New(func(y *yielder) error {
			if _, err := y.TryYield(1); err != errThrown {
				t.Errorf("TryYield: %v, want the thrown error", err)
			}
			y.Yield(2)
			return nil
		}))
		g.Next()
		if v, err := g.Throw(errThrown); v != 2 || err != nil {
			t.Errorf("Throw() = %d, %v, want 2, nil", v, err)
		}
		if _, err := g.Throw(errOther); err != errOther {
			t.Errorf("Throw() = %v, want the thrown error", err)
		}
		wantDone(t, g, errOther)
	})
	eachView(t, "throw before the start", func(t *testing.T, view func(*gen) *gen) {
		inner := pull.New(func(*yielder) error { t.Error("the body ran"); return nil })
		g := view(inner)
		if _, err := g.Throw(errThrown); err != errThrown {
			t.Errorf("Throw() = %v, want the thrown error", err)
		}
		wantDone(t, g, errThrown)
	})
	eachView(t, "close", func(t *testing.T, view func(*gen) *gen) {
		inner := pull.New(func(y *yielder) error { y.TryYield(1); return errOther })
		g := view(inner)
		g.Next()
		if err := g.Close(); err != errOther {
			t.Errorf("Close() = %v, want the body's error", err)
		}
		wantDone(t, g, errOther)
		wantDone(t, inner, errOther)
	})
	eachView(t, "close before the start", func(t *testing.T, view func(*gen) *gen) {
		g := view(pull.New(func(*yielder) error { t.Error("the body ran"); return nil }))
		if err := g.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		wantDone(t, g, nil)
	})
	eachView(t, "panic", func(t *testing.T, view func(*gen) *gen) {
		g := view(pull.New(func(y *yielder) error { y.Yield(1); panic("boom") }))
		g.Next()
		wantBoom(t, func() { g.Next() })
		wantDone(t, g, g.Err())
	})
	eachView(t, "running", func(t *testing.T, view func(*gen) *gen) {
		var g *gen
		g = view(pull.New(func(y *yielder) error {
			wantRunning(t, g)
			y.Yield(1)
			return nil
		}))
		g.Next()
		g.Close()
	})
	eachView(t, "of one that is done", func(t *testing.T, view func(*gen) *gen) {
		inner := pull.New(func(*yielder) error { return errOther })
		inner.Next()
		g := view(inner)
		if _, ok := g.Next(); ok {
			t.Error("Next() = true")
		}
		wantDone(t, g, errOther)
	})
}

// A view that cannot close what it owns is not closed itself.
func TestViewRefuses(t *testing.T) {
	for name, view := range map[string]func(*gen) *gen{
		"MapOut": views["MapOut"],
		"MapIn":  views["MapIn"],
		"Concat": views["Concat"],
		"Pipe":   func(g *gen) *gen { return pull.Pipe(g, pull.New(echo)) },
		"Pipe 2": func(g *gen) *gen { return pull.Pipe(pull.New(echo), g) },
	} {
		bubble(t, name+" busy", func(t *testing.T) {
			var v *gen
			g := started(t, func(y *yielder) error {
				y.Yield(1)
				if err := v.Close(); err != pull.ErrRunning {
					t.Errorf("Close() = %v, want ErrRunning", err)
				}
				if _, err := v.Throw(errThrown); err != pull.ErrRunning {
					t.Errorf("Throw() = %v, want ErrRunning", err)
				}
				return echo(y)
			})
			v = view(g)
			before := v.State()
			g.Next()
			if after := v.State(); after != before {
				t.Errorf("State() = %v, want %v", after, before)
			}
			v.Next()
			if err := v.Close(); err != nil {
				t.Errorf("Close() = %v", err)
			}
			wantDone(t, v, nil)
			wantDone(t, g, nil)
		})
		bubble(t, name+" throw into one that has ended", func(t *testing.T) {
			g := started(t, counting)
			v := view(g)
			g.Close()
			if _, err := v.Throw(errThrown); err != errThrown {
				t.Errorf("Throw() = %v, want the thrown error", err)
			}
			wantDone(t, v, v.Err())
		})
	}
}

// A done view does not hold on to its function, and closing is linear.
func TestViewLetsGo(t *testing.T) {
	bubble(t, "memory", func(t *testing.T) {
		big := new([1 << 10]int)
		kept := weak.Make(big)
		g := pull.MapOut(pull.New(counting), func(v int) int { return v + len(big) })
		g.Next()
		g.Close()
		runtime.GC()
		if kept.Value() != nil {
			t.Error("the view keeps what its function refers to")
		}
		wantDone(t, g, nil)
	})
	bubble(t, "depth", func(t *testing.T) {
		g := pull.New(counting)
		for range 10_000 {
			g = pull.MapOut(g, same)
		}
		g.Next()
		if err := g.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	bubble(t, "width", func(t *testing.T) {
		gens := make([]*gen, 100_000)
		for i := range gens {
			gens[i] = pull.New(counting)
		}
		if err := pull.Concat(gens...).Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
}

// What has been started can be sent to through a view at once.
func TestViewOfStarted(t *testing.T) {
	for name, view := range map[string]func(*gen) *gen{
		"MapOut": views["MapOut"],
		"MapIn":  views["MapIn"],
		"Concat": views["Concat"],
		"Pipe":   views["Pipe into echo"],
	} {
		bubble(t, name, func(t *testing.T) {
			g := view(started(t, echo))
			if v, err := g.Send(5); v != 5 || err != nil {
				t.Errorf("Send(5) = %d, %v, want 5, nil", v, err)
			}
			g.Close()
		})
	}
}

func TestMapCallbacks(t *testing.T) {
	bubble(t, "MapIn is not called by Next", func(t *testing.T) {
		g := pull.MapIn(pull.New(echo), func(s string) int {
			n, err := strconv.Atoi(s)
			if err != nil {
				t.Errorf("called with %q", s)
			}
			return n
		})
		g.Next()
		g.Next()
		if v, err := g.Send("12"); v != 12 || err != nil {
			t.Errorf("Send() = %d, %v, want 12, nil", v, err)
		}
		g.Close()
	})
	for name, view := range map[string]func(*gen, func(int) int) *gen{
		"MapIn": pull.MapIn[int, int, int], "MapOut": pull.MapOut[int, int, int],
	} {
		bubble(t, name+" panics", func(t *testing.T) {
			inner := started(t, echo)
			g := view(inner, func(int) int { explode("boom"); return 0 })
			wantBoom(t, func() { g.Send(1) })
			wantDone(t, inner, nil)
			wantDone(t, g, g.Err())
		})
	}
}

func TestPipe(t *testing.T) {
	twice := func(y *yielder) error {
		for v := y.Yield(-1); ; {
			v = y.Yield(2 * v)
		}
	}
	bubble(t, "primes the second and drops its first value", func(t *testing.T) {
		g := pull.Pipe(pull.New(echo), pull.New(twice))
		g.Next()
		if v, err := g.Send(21); v != 42 || err != nil {
			t.Errorf("Send(21) = %d, %v, want 42, nil", v, err)
		}
		g.Close()
	})
	bubble(t, "does not prime one that was started", func(t *testing.T) {
		g := pull.Pipe(pull.New(echo), started(t, twice))
		if v, ok := g.Next(); v != 0 || !ok {
			t.Errorf("Next() = %d, %t, want 0, true", v, ok)
		}
		g.Close()
	})
	bubble(t, "closes the consumer first", func(t *testing.T) {
		var notes notebook
		noted := func(name string) *gen {
			return pull.New(func(y *yielder) error {
				defer notes.add("%s", name)
				return echo(y)
			})
		}
		g := pull.Pipe(noted("a"), noted("b"))
		g.Next()
		g.Close()
		if diff := cmp.Diff(notebook{"b", "a"}, notes); diff != "" {
			t.Errorf("closed (-want +got):\n%s", diff)
		}
	})
	failing := func(err error) func(*yielder) error {
		return func(y *yielder) error {
			y.TryYield(1)
			return err
		}
	}
	bubble(t, "the first ends", func(t *testing.T) {
		b := pull.New(failing(errOther))
		g := pull.Pipe(pull.New(failing(errThrown)), b)
		g.Next()
		// b has ended by now, as its first yield was answered.
		if !errors.Is(g.Err(), errOther) {
			t.Errorf("Err() = %v, want that of b", g.Err())
		}
	})
	bubble(t, "both fail", func(t *testing.T) {
		b := started(t, func(y *yielder) error { y.Yield(1); y.TryYield(2); return errOther })
		g := pull.Pipe(pull.New(failing(errThrown)), b)
		g.Next()
		if _, err := g.Send(1); !errors.Is(err, errOther) || !errors.Is(err, errThrown) {
			t.Errorf("Send() = %v, want both errors", err)
		}
		wantDone(t, b, errOther)
	})
	bubble(t, "the second never yields", func(t *testing.T) {
		a := pull.New(func(*yielder) error { t.Error("a ran"); return nil })
		g := pull.Pipe(a, pull.New(func(*yielder) error { return nil }))
		if _, ok := g.Next(); ok {
			t.Error("Next() = true")
		}
		wantDone(t, a, nil)
		wantDone(t, g, nil)
	})
	bubble(t, "a panic closes the other", func(t *testing.T) {
		b := started(t, echo)
		g := pull.Pipe(pull.New(func(y *yielder) error { panic("boom") }), b)
		wantBoom(t, func() { g.Next() })
		wantDone(t, b, nil)
	})
}

func TestConcat(t *testing.T) {
	bubble(t, "of nothing", func(t *testing.T) {
		g := pull.Concat[int, int]()
		if _, ok := g.Next(); ok {
			t.Error("Next() = true")
		}
		wantDone(t, g, nil)
	})
	bubble(t, "an error ends it and closes the rest", func(t *testing.T) {
		rest := started(t, counting)
		g := pull.Concat(pull.New(func(*yielder) error { return errOther }), rest)
		if _, ok := g.Next(); ok {
			t.Error("Next() = true")
		}
		wantDone(t, g, errOther)
		wantDone(t, rest, nil)
	})
	bubble(t, "closing closes all", func(t *testing.T) {
		a, b := started(t, counting), started(t, func(y *yielder) error { y.TryYield(1); return errOther })
		if err := pull.Concat(a, b).Close(); err != errOther {
			t.Errorf("Close() = %v, want the error of the second", err)
		}
		wantDone(t, a, nil)
		wantDone(t, b, errOther)
	})
	bubble(t, "a send that ends one starts the next", func(t *testing.T) {
		one := func(y *yielder) error { y.Yield(1); return nil }
		g := pull.Concat(pull.New(one), pull.New(echo))
		g.Next()
		if v, err := g.Send(5); v != 0 || err != nil {
			t.Errorf("Send(5) = %d, %v, want the first value of the next, 0", v, err)
		}
		g.Close()
	})
	bubble(t, "keeps no hold of the slice", func(t *testing.T) {
		gens := []*gen{pull.FromSeq[int](slices.Values([]int{1, 2}))}
		g := pull.Concat(gens...)
		gens[0] = nil
		if diff := cmp.Diff([]int{1, 2}, slices.Collect(g.All())); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
}

func TestFromSeq(t *testing.T) {
	bubble(t, "the sequence is left as iter.Pull leaves it", func(t *testing.T) {
		released := false
		g := pull.FromSeq[int](func(yield func(int) bool) {
			for i := 0; yield(i); i++ {
			}
			released = true
		})
		g.Next()
		if err := g.Close(); err != nil || !released {
			t.Errorf("Close() = %v, released: %t", err, released)
		}
	})
	bubble(t, "nil", func(t *testing.T) {
		g := pull.FromSeq[int, int](nil)
		if _, ok := g.Next(); ok {
			t.Error("Next() = true")
		}
		wantDone(t, g, nil)
	})
	bubble(t, "close leaves the loop", func(t *testing.T) {
		released := false
		g := pull.FromSeq[int](func(yield func(int) bool) {
			defer func() { released = true }()
			count(yield)
		})
		g.Next()
		if err := g.Close(); err != nil || !released {
			t.Errorf("Close() = %v, released %t", err, released)
		}
	})
}

// through collects what a range over Through sees.
func through(seq iter.Seq[int], g *gen) (got []int, err error) {
	for v, e := range pull.Through(seq, g) {
		if e != nil {
			err = errors.Join(err, e)
		} else {
			got = append(got, v)
		}
	}
	return got, err
}

func TestThrough(t *testing.T) {
	sum := func(y *yielder) error {
		total := 0
		for {
			v, err := y.TryYield(total)
			if err != nil {
				return nil
			}
			if total += v; total > 9 {
				return errOther
			}
		}
	}
	tests := map[string]struct {
		seq  iter.Seq[int]
		want []int
		err  error
	}{
		"nil":            {seq: nil},
		"empty":          {seq: slices.Values([]int{})},
		"some":           {seq: slices.Values([]int{1, 2, 3}), want: []int{1, 3, 6}},
		"until an error": {seq: count, want: []int{0, 1, 3, 6}, err: errOther},
	}
	for name, tt := range tests {
		bubble(t, name, func(t *testing.T) {
			g := pull.New(sum)
			got, err := through(tt.seq, g)
			if diff := cmp.Diff(tt.want, got); diff != "" || !errors.Is(err, tt.err) {
				t.Errorf("Through: %v (-want +got):\n%s", err, diff)
			}
			wantDone(t, g, tt.err)
		})
	}
	bubble(t, "an error of the clean-up is the last pair", func(t *testing.T) {
		g := pull.New(func(y *yielder) error {
			for {
				if _, err := y.TryYield(1); err != nil {
					return errOther
				}
			}
		})
		got, err := through(slices.Values([]int{1, 2}), g)
		if diff := cmp.Diff([]int{1, 1}, got); diff != "" || !errors.Is(err, errOther) {
			t.Errorf("Through: %v (-want +got):\n%s", err, diff)
		}
	})
	bubble(t, "a break closes and reads no more", func(t *testing.T) {
		read := 0
		g := pull.New(echo)
		for v := range pull.Through(func(yield func(int) bool) {
			count(func(v int) bool { read++; return yield(v) })
		}, g) {
			if v == 2 {
				break
			}
		}
		if read != 3 {
			t.Errorf("%d values were read, want 3", read)
		}
		wantDone(t, g, nil)
	})
	bubble(t, "the end of the generator reads no more", func(t *testing.T) {
		g := pull.New(func(y *yielder) error { y.Yield(0); y.Yield(1); return nil })
		got, err := through(count, g)
		if diff := cmp.Diff([]int{1}, got); diff != "" || err != nil {
			t.Errorf("Through: %v (-want +got):\n%s", err, diff)
		}
		if again, err := through(count, g); len(again) > 0 || err != nil {
			t.Errorf("Through once more: %v, %v", again, err)
		}
	})
	bubble(t, "a panic of the sequence closes", func(t *testing.T) {
		g := pull.New(echo)
		p := panicOf(func() { through(func(func(int) bool) { panic("boom") }, g) })
		if p != "boom" {
			t.Errorf("panicked with %v", p)
		}
		wantDone(t, g, nil)
	})
	bubble(t, "nothing runs before the loop", func(t *testing.T) {
		g := pull.New(echo)
		pull.Through(count, g)
		if g.State() != pull.Created {
			t.Errorf("the generator is %v", g.State())
		}
	})
}
