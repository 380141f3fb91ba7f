package pull_test

import (
	"errors"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

func TestNextSendEnd(t *testing.T) {
	bubble(t, "values go in and out", func(t *testing.T) {
		var got []int
		g := pull.New(func(y *yielder) error {
			for out := 10; out < 13; out++ {
				got = append(got, y.Yield(out))
			}
			return nil
		})
		if v, ok := g.Next(); v != 10 || !ok {
			t.Errorf("Next() = %d, %t, want 10, true", v, ok)
		}
		if v, err := g.Send(1); v != 11 || err != nil {
			t.Errorf("Send(1) = %d, %v, want 11, nil", v, err)
		}
		if v, ok := g.Next(); v != 12 || !ok {
			t.Errorf("Next() = %d, %t, want 12, true", v, ok)
		}
		if v, err := g.Send(3); v != 0 || err != pull.ErrDone {
			t.Errorf("Send(3) = %d, %v, want 0, ErrDone", v, err)
		}
		if diff := cmp.Diff([]int{1, 0, 3}, got); diff != "" {
			t.Errorf("values received (-want +got):\n%s", diff)
		}
		wantDone(t, g, nil)
	})
	bubble(t, "Next at the end", func(t *testing.T) {
		g := started(t, func(y *yielder) error { y.Yield(1); return nil })
		if v, ok := g.Next(); v != 0 || ok {
			t.Errorf("Next() = %d, %t, want 0, false", v, ok)
		}
		wantDone(t, g, nil)
	})
	bubble(t, "Next at an error", func(t *testing.T) {
		g := started(t, func(y *yielder) error { y.Yield(1); return errOther })
		if _, ok := g.Next(); ok {
			t.Error("Next() = true")
		}
		wantDone(t, g, errOther)
	})
	bubble(t, "Send at an error", func(t *testing.T) {
		g := started(t, func(y *yielder) error { y.Yield(1); return errOther })
		if _, err := g.Send(1); err != errOther {
			t.Errorf("Send() = %v, want the body's error", err)
		}
		wantDone(t, g, errOther)
	})
	bubble(t, "a body that never yields", func(t *testing.T) {
		g := pull.New(func(*yielder) error { return errOther })
		if _, ok := g.Next(); ok {
			t.Error("Next() = true")
		}
		wantDone(t, g, errOther)
	})
}

func TestSendBeforeStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := pull.New(func(y *yielder) error { return y.YieldFrom(pull.New(counting)) })
		for range 2 {
			if _, err := g.Send(5); err != pull.ErrNotStarted {
				t.Errorf("Send() = %v, want ErrNotStarted", err)
			}
		}
		if g.State() != pull.Created || g.Err() != nil {
			t.Errorf("%v, %v, want Created, nil", g.State(), g.Err())
		}
		if v, ok := g.Next(); v != 0 || !ok {
			t.Errorf("Next() = %d, %t, want 0, true", v, ok)
		}
		g.Close()
	})
}

func TestNothingBeforeStart(t *testing.T) {
	type big [1 << 10]int
	before := runtime.NumGoroutine()
	kept := make([]any, 1000)
	ran := false
	create := func() {
		for i := range kept {
			kept[i] = pull.New(func(*pull.Yielder[big, big]) error { ran = true; return nil })
		}
	}
	var a, b runtime.MemStats
	runtime.ReadMemStats(&a)
	create()
	runtime.ReadMemStats(&b)
	if each := (b.TotalAlloc - a.TotalAlloc) / uint64(len(kept)); each > 192 {
		t.Errorf("New allocates %d bytes, want at most 192", each)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines, want %d", after, before)
	}
	for _, g := range kept {
		g.(*pull.Gen[big, big]).Close()
	}
	if ran {
		t.Error("the body ran")
	}
}

func TestState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g, sub *gen
		sub = pull.New(func(y *yielder) error {
			if g.State() != pull.Delegating || sub.State() != pull.Running {
				t.Errorf("outer %v, inner %v, want Delegating, Running", g.State(), sub.State())
			}
			y.Yield(1)
			return nil
		})
		g = pull.New(func(y *yielder) error {
			err := y.YieldFrom(sub)
			if g.State() != pull.Running {
				t.Errorf("after YieldFrom %v, want Running", g.State())
			}
			y.Yield(2)
			return err
		})
		var got []pull.State
		for range 4 {
			got = append(got, g.State(), sub.State())
			g.Next()
		}
		want := []pull.State{
			pull.Created, pull.Created, pull.Delegating, pull.Running,
			pull.Suspended, pull.Done, pull.Done, pull.Done,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("states of outer and inner (-want +got):\n%s", diff)
		}
	})
	want := []string{"Created", "Suspended", "Running", "Delegating", "Done", "unknown State"}
	for s, name := range want {
		if got := pull.State(s).String(); got != name {
			t.Errorf("State(%d).String() = %q, want %q", s, got, name)
		}
	}
}

func TestAll(t *testing.T) {
	bubble(t, "to the end", func(t *testing.T) {
		g := pull.New(func(y *yielder) error { y.Yield(1); y.Yield(2); return errOther })
		if diff := cmp.Diff([]int{1, 2}, slices.Collect(g.All())); diff != "" {
			t.Errorf("All (-want +got):\n%s", diff)
		}
		if again := slices.Collect(g.All()); len(again) > 0 {
			t.Errorf("All once more: %v", again)
		}
		wantDone(t, g, errOther)
	})
	leave := map[string]func(*gen){
		"break": func(g *gen) {
			for range g.All() {
				break
			}
		},
		"panic": func(g *gen) {
			panicOf(func() {
				for range g.All() {
					panic("leave")
				}
			})
		},
		"Goexit": func(g *gen) {
			gone := make(chan struct{})
			go func() {
				defer close(gone)
				for range g.All() {
					runtime.Goexit()
				}
			}()
			<-gone
		},
	}
	for name, f := range leave {
		bubble(t, name, func(t *testing.T) {
			g := pull.New(counting)
			f(g)
			wantDone(t, g, nil)
		})
	}
	bubble(t, "an error of the clean-up", func(t *testing.T) {
		g := pull.New(func(y *yielder) error {
			if _, err := y.TryYield(1); err != nil {
				return errOther
			}
			return nil
		})
		for range g.All() {
			break
		}
		wantDone(t, g, errOther)
	})
}

// A handle may go from goroutine to goroutine. The race detector looks on.
func TestHandOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared := 0
		g := started(t, func(y *yielder) error {
			for {
				shared++
				y.Yield(shared)
			}
		})
		turn, over := make(chan struct{}), make(chan struct{})
		for range 4 {
			go func() {
				for range turn {
					shared++
					g.Next()
					over <- struct{}{}
				}
			}()
		}
		for range 100 {
			turn <- struct{}{}
			<-over
		}
		close(turn)
		g.Close()
		if shared != 201 {
			t.Errorf("shared = %d, want 201", shared)
		}
	})
}

func TestValues(t *testing.T) {
	bubble(t, "large ones", func(t *testing.T) {
		type large [1 << 16]byte
		g := pull.New(func(y *pull.Yielder[large, large]) error {
			v := large{0: 1}
			for {
				v = y.Yield(v)
				v[len(v)-1]++
			}
		})
		g.Next()
		if v, err := g.Send(large{0: 7}); v[0] != 7 || v[len(v)-1] != 1 || err != nil {
			t.Errorf("Send() = %d … %d, %v, want 7 … 1, nil", v[0], v[len(v)-1], err)
		}
		g.Close()
	})
	bubble(t, "empty ones", func(t *testing.T) {
		g := pull.New(func(y *pull.Yielder[struct{}, struct{}]) error { y.Yield(struct{}{}); return nil })
		n := 0
		for range g.All() {
			n++
		}
		if n != 1 {
			t.Errorf("%d values, want 1", n)
		}
	})
	bubble(t, "interfaces", func(t *testing.T) {
		g := pull.New(func(y *pull.Yielder[error, any]) error {
			y.Yield(y.Yield(nil))
			return nil
		})
		g.Next()
		if v, err := g.Send(errOther); v != any(errOther) || err != nil {
			t.Errorf("Send() = %v, %v", v, err)
		}
		if v, err := g.Send(nil); v != nil || err != pull.ErrDone {
			t.Errorf("Send() = %v, %v", v, err)
		}
	})
}

func TestYieldAfterTheEnd(t *testing.T) {
	ends := map[string]func(y *yielder) error{
		"returned":           func(*yielder) error { return nil },
		"panicked":           func(*yielder) error { panic("boom") },
		"exited":             func(*yielder) error { runtime.Goexit(); return nil },
		"closed in Yield":    func(y *yielder) error { y.Yield(1); return nil },
		"closed in TryYield": func(y *yielder) error { y.TryYield(1); return nil },
	}
	for name, end := range ends {
		bubble(t, name, func(t *testing.T) {
			var kept *yielder
			g := pull.New(func(y *yielder) error { kept = y; return end(y) })
			exits(func() { panicOf(func() { g.Next() }) })
			g.Close()
			for range 2 {
				want := "pull.Yielder.Yield: the body has ended"
				if got := panicOf(func() { kept.Yield(1) }); got != want {
					t.Errorf("Yield after the end panicked with %v, want %q", got, want)
				}
				if got := panicOf(func() { kept.TryYield(1) }); got != want {
					t.Errorf("TryYield after the end panicked with %v, want %q", got, want)
				}
				want = "pull.Yielder.YieldFrom: the body has ended"
				if got := panicOf(func() { kept.YieldFrom(pull.New(counting)) }); got != want {
					t.Errorf("YieldFrom after the end panicked with %v, want %q", got, want)
				}
				if g.State() != pull.Done {
					t.Errorf("State() = %v, want Done", g.State())
				}
			}
		})
	}
}

func TestClosing(t *testing.T) {
	bubble(t, "closes and joins", func(t *testing.T) {
		g := pull.New(func(y *yielder) error {
			y.TryYield(1)
			return errOther
		})
		err := pull.Closing(g, func(g *gen) error { g.Next(); return errThrown })
		if !errors.Is(err, errThrown) || !errors.Is(err, errOther) {
			t.Errorf("Closing() = %v, want both errors", err)
		}
	})
	bubble(t, "does not lose an error that f overlooks", func(t *testing.T) {
		g := pull.New(func(y *yielder) error { y.Yield(1); return errOther })
		err := pull.Closing(g, func(g *gen) error {
			for _, ok := g.Next(); ok; _, ok = g.Next() {
			}
			return nil
		})
		if err != errOther {
			t.Errorf("Closing() = %v, want the body's error", err)
		}
	})
	bubble(t, "does not repeat an error that f returns", func(t *testing.T) {
		g := pull.New(func(y *yielder) error { y.Yield(1); return errOther })
		err := pull.Closing(g, func(g *gen) error {
			g.Next()
			_, err := g.Send(1)
			return err
		})
		if err != errOther {
			t.Errorf("Closing() = %v, want the body's error alone", err)
		}
	})
	bubble(t, "leaves a single error alone", func(t *testing.T) {
		g := pull.New(counting)
		if err := pull.Closing(g, func(*gen) error { g.Next(); return errThrown }); err != errThrown {
			t.Errorf("Closing() = %v, want %v", err, errThrown)
		}
	})
	bubble(t, "after a panic", func(t *testing.T) {
		g := pull.New(counting)
		p := panicOf(func() { pull.Closing(g, func(*gen) error { g.Next(); panic("boom") }) })
		if p != "boom" {
			t.Errorf("panic with %v, want boom", p)
		}
		wantDone(t, g, nil)
	})
}
