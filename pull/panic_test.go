package pull_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

func explode(value any) { panic(value) }

func TestPanic(t *testing.T) {
	resumptions := map[string]func(*gen){
		"Next":  func(g *gen) { g.Next() },
		"Send":  func(g *gen) { g.Send(1) },
		"Throw": func(g *gen) { g.Throw(errThrown) },
		"Close": func(g *gen) { g.Close() },
		"All": func(g *gen) {
			for range g.All() {
			}
		},
	}
	for name, resume := range resumptions {
		bubble(t, name, func(t *testing.T) {
			g := started(t, func(y *yielder) error {
				y.TryYield(1)
				explode("boom")
				return nil
			})
			wantBoom(t, func() { resume(g) })
			pe := g.Err().(*pull.PanicError)
			if !strings.Contains(string(pe.Stack), "pull_test.explode") {
				t.Errorf("the stack is not the body's:\n%s", pe.Stack)
			}
			if strings.Contains(string(pe.Stack), "asPanicError") {
				t.Errorf("the stack begins above the panic:\n%s", pe.Stack)
			}
			wantDone(t, g, pe)
		})
	}
	bubble(t, "at the start", func(t *testing.T) {
		g := pull.New(func(*yielder) error { panic("boom") })
		wantBoom(t, func() { g.Next() })
	})
	bubble(t, "with nil", func(t *testing.T) {
		g := pull.New(func(*yielder) error { panic(nil) })
		pe := panicOf(func() { g.Next() }).(*pull.PanicError)
		if _, ok := pe.Value.(*runtime.PanicNilError); !ok {
			t.Errorf("Value = %v, want a PanicNilError", pe.Value)
		}
	})
	bubble(t, "an error can be found", func(t *testing.T) {
		g := pull.New(func(*yielder) error { panic(io.ErrUnexpectedEOF) })
		err := panicOf(func() { g.Next() }).(error)
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%v does not wrap the error", err)
		}
		if err := (&pull.PanicError{Value: "no error"}).Unwrap(); err != nil {
			t.Errorf("Unwrap() = %v, want nil", err)
		}
	})
	bubble(t, "through another generator's body", func(t *testing.T) {
		inner := pull.New(func(*yielder) error { explode("boom"); return nil })
		outer := pull.New(func(*yielder) error { inner.Next(); return nil })
		wantBoom(t, func() { outer.Next() })
		if outer.Err() != inner.Err() {
			t.Error("outer and inner have different PanicErrors")
		}
	})
	bubble(t, "a nil PanicError", func(t *testing.T) {
		g := pull.New(func(*yielder) error { panic((*pull.PanicError)(nil)) })
		if _, ok := panicOf(func() { g.Next() }).(*pull.PanicError); !ok || g.Err() == nil {
			t.Errorf("Next did not panic, Err() = %v", g.Err())
		}
	})
	bubble(t, "after a Goexit", func(t *testing.T) {
		g := pull.New(func(*yielder) error {
			defer func() { panic("boom") }()
			runtime.Goexit()
			return nil
		})
		wantBoom(t, func() { g.Next() })
	})
	bubble(t, "a returned PanicError is an error", func(t *testing.T) {
		pe := &pull.PanicError{Value: "of another one"}
		g := started(t, func(y *yielder) error { y.Yield(1); return pe })
		if _, err := g.Send(1); err != error(pe) {
			t.Errorf("Send() = %v, want the error", err)
		}
	})
}

// exits runs f on a goroutine and reports whether that was left by Goexit.
func exits(f func()) bool {
	returned := make(chan bool, 1)
	go func() {
		ok := false
		defer func() { returned <- ok }()
		f()
		ok = true
	}()
	return !<-returned
}

func leave(*yielder) error {
	runtime.Goexit()
	return nil
}

func TestGoexit(t *testing.T) {
	exit := func(y *yielder) error {
		y.TryYield(1)
		runtime.Goexit()
		return nil
	}
	bubble(t, "Next", func(t *testing.T) {
		g := started(t, exit)
		if !exits(func() { g.Next() }) {
			t.Error("Next came back")
		}
		if g.State() != pull.Done || g.Err() != pull.ErrGoexit {
			t.Errorf("%v, %v, want Done and ErrGoexit", g.State(), g.Err())
		}
	})
	bubble(t, "Close", func(t *testing.T) {
		g := started(t, exit)
		if !exits(func() { g.Close() }) {
			t.Error("Close came back")
		}
	})
	nested := map[string]func(*testing.T) *gen{
		"inline":  func(*testing.T) *gen { return pull.New(exit) },
		"started": func(t *testing.T) *gen { return started(t, func(y *yielder) error { y.Yield(0); return exit(y) }) },
		"a view":  func(*testing.T) *gen { return pull.MapOut(pull.New(exit), func(v int) int { return v }) },
	}
	for name, sub := range nested {
		for _, end := range []string{"Next", "Close"} {
			bubble(t, "delegated/"+name+"/"+end, func(t *testing.T) {
				var notes notebook
				inner := sub(t)
				outer := started(t, func(y *yielder) error {
					defer notes.add("outer")
					return y.YieldFrom(inner)
				})
				exited := exits(func() {
					if end == "Next" {
						outer.Next()
					} else {
						outer.Close()
					}
				})
				if !exited {
					t.Error("the caller came back")
				}
				if diff := cmp.Diff(notebook{"outer"}, notes); diff != "" {
					t.Errorf("unwound (-want +got):\n%s", diff)
				}
				if inner.State() != pull.Done || outer.State() != pull.Done {
					t.Errorf("inner %v, outer %v, want Done", inner.State(), outer.State())
				}
			})
		}
	}
	for name, body := range map[string]func(*yielder) error{
		"an exit":           leave,
		"an exit of a sub":  func(y *yielder) error { return y.YieldFrom(pull.New(leave)) },
		"a panic":           func(*yielder) error { panic("boom") },
		"an exit of a view": func(y *yielder) error { return y.YieldFrom(pull.Concat(pull.New(leave))) },
		"a panic of a sub":  func(y *yielder) error { return y.YieldFrom(pull.New(func(*yielder) error { panic("boom") })) },
	} {
		bubble(t, "held up by a yield and given up by Close/"+name, func(t *testing.T) {
			g := started(t, func(y *yielder) error {
				defer y.Yield(2)
				return body(y)
			})
			if exits(func() { g.Close() }) {
				t.Error("Close did not come back")
			}
		})
	}
	bubble(t, "in a callback", func(t *testing.T) {
		g := started(t, counting)
		m := pull.MapOut(g, func(int) int { runtime.Goexit(); return 0 })
		if !exits(func() { m.Next() }) {
			t.Error("Next came back")
		}
		wantDone(t, g, nil)
	})
	bubble(t, "in a deferred call while closing", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			defer runtime.Goexit()
			y.Yield(1)
			return nil
		})
		if exits(func() { g.Close() }) {
			t.Error("Close did not come back")
		}
	})
}
