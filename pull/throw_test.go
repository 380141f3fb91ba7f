package pull_test

import (
	"fmt"
	"iter"
	"testing"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

// uncomparable is an error that == panics on.
type uncomparable struct{ reasons []string }

func (u uncomparable) Error() string { return fmt.Sprint(u.reasons) }

func TestThrow(t *testing.T) {
	bubble(t, "TryYield returns it", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			for n := 1; ; n++ {
				if _, err := y.TryYield(n); err != errThrown {
					return err
				}
			}
		})
		for want := 2; want < 5; want++ {
			if v, err := g.Throw(errThrown); v != want || err != nil {
				t.Errorf("Throw() = %d, %v, want %d, nil", v, err, want)
			}
		}
		if _, err := g.Throw(errOther); err != errOther {
			t.Errorf("Throw() = %v, want what the body returned", err)
		}
		wantDone(t, g, errOther)
	})
	bubble(t, "Yield unwinds", func(t *testing.T) {
		var notes notebook
		g := started(t, func(y *yielder) error {
			defer notes.add("deferred")
			y.Yield(1)
			notes.add("not reached")
			return nil
		})
		if _, err := g.Throw(errThrown); err != errThrown {
			t.Errorf("Throw() = %v, want the thrown error", err)
		}
		if diff := cmp.Diff(notebook{"deferred"}, notes); diff != "" {
			t.Errorf("what the body did (-want +got):\n%s", diff)
		}
		wantDone(t, g, errThrown)
	})
	bubble(t, "a normal end", func(t *testing.T) {
		g := started(t, func(y *yielder) error { y.TryYield(1); return nil })
		if _, err := g.Throw(errThrown); err != pull.ErrDone {
			t.Errorf("Throw() = %v, want ErrDone", err)
		}
		wantDone(t, g, nil)
	})
	bubble(t, "before the start", func(t *testing.T) {
		g := pull.New(func(*yielder) error { t.Error("the body ran"); return nil })
		if _, err := g.Throw(errThrown); err != errThrown {
			t.Errorf("Throw() = %v, want the thrown error", err)
		}
		wantDone(t, g, errThrown)
	})
	bubble(t, "ErrClosed is an error like any", func(t *testing.T) {
		g := started(t, counting)
		if _, err := g.Throw(pull.ErrClosed); err != pull.ErrClosed {
			t.Errorf("Throw(ErrClosed) = %v", err)
		}
		wantDone(t, g, pull.ErrClosed)
	})
	bubble(t, "a PanicError is an error like any", func(t *testing.T) {
		pe := &pull.PanicError{Value: errOther}
		g := started(t, counting)
		if _, err := g.Throw(pe); err != error(pe) {
			t.Errorf("Throw() = %v, want the thrown error", err)
		}
		wantDone(t, g, pe)
	})
	bubble(t, "a panic instead", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			defer func() { panic("boom") }()
			y.Yield(1)
			return nil
		})
		wantBoom(t, func() { g.Throw(errThrown) })
	})
	bubble(t, "through loops and iter.Pull", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			next, stop := iter.Pull(pull.New(counting).All())
			defer stop()
			for range pull.New(counting).All() {
				y.Yield(first(next()))
			}
			return nil
		})
		if _, err := g.Throw(errThrown); err != errThrown {
			t.Errorf("Throw() = %v, want the thrown error", err)
		}
	})
}

// The error that unwinds a body stays what it is, whatever deferred calls do.
func TestThrowThroughDeferred(t *testing.T) {
	for name, deferred := range map[string]func(*yielder){
		"a generator that does not yield": func(y *yielder) {
			y.YieldFrom(pull.New(func(*yielder) error { return nil }))
		},
		"a yield":            func(y *yielder) { y.Yield(5) },
		"a yield that fails": func(y *yielder) { y.TryYield(5) },
	} {
		body := func(y *yielder) error {
			defer deferred(y)
			y.Yield(1)
			return nil
		}
		throw := func(g *gen) error {
			v, err := g.Throw(errThrown)
			if v == 5 {
				_, err = g.Send(1)
			}
			return err
		}
		bubble(t, name, func(t *testing.T) {
			g := started(t, body)
			if err := throw(g); err != errThrown {
				t.Errorf("Throw() = %v, want the thrown error", err)
			}
			wantDone(t, g, errThrown)
		})
		eachSub(t, name, func(t *testing.T, sub maker) {
			inner := sub(t, body)
			g := started(t, func(y *yielder) error {
				if err := y.YieldFrom(inner); err != errThrown {
					t.Errorf("YieldFrom() = %v, want the thrown error", err)
				}
				return errOther
			})
			if err := throw(g); err != errOther {
				t.Errorf("Throw() = %v, want what the outer returned", err)
			}
		})
	}
}

// The yield at which the error arrives may be on the coroutine of another
// generator, which this one resumes.
func TestThrowElsewhere(t *testing.T) {
	for name, body := range map[string]func(*yielder) error{
		"a sink": func(y *yielder) error {
			s := pull.NewSink(func(in iter.Seq[int]) error {
				for v := range in {
					y.Yield(v)
				}
				return nil
			})
			defer s.Close()
			return s.Send(1)
		},
		"a generator": func(y *yielder) error {
			g := pull.New(func(*yielder) error { y.Yield(1); return nil })
			defer g.Close()
			g.Next()
			return nil
		},
		"a callback": func(y *yielder) error {
			g := pull.MapOut(pull.New(counting), func(v int) int { return y.Yield(v) })
			defer g.Close()
			g.Next()
			return nil
		},
		"iter.Pull": func(y *yielder) error {
			next, stop := iter.Pull(func(func(int) bool) { y.Yield(1) })
			defer stop()
			next()
			return nil
		},
	} {
		bubble(t, name, func(t *testing.T) {
			g := started(t, body)
			if _, err := g.Throw(errThrown); err != errThrown {
				t.Errorf("Throw() = %v, want the thrown error", err)
			}
			wantDone(t, g, errThrown)
		})
	}
}

// An error that looks like the thrown one is another one.
func TestThrowAnother(t *testing.T) {
	bubble(t, "", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			defer func() {
				recover()
				panic(uncomparable{[]string{"mine"}})
			}()
			y.Yield(1)
			return nil
		})
		p := panicOf(func() { g.Throw(uncomparable{[]string{"yours"}}) })
		if pe, ok := p.(*pull.PanicError); !ok || pe.Error() == "" {
			t.Errorf("panicked with %v, want a PanicError", p)
		}
	})
}

// However many errors a body has recovered, it knows the last one.
func TestThrowMany(t *testing.T) {
	bubble(t, "", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			for range 100 {
				func() {
					defer func() { recover() }()
					y.Yield(1)
				}()
			}
			y.Yield(2)
			return nil
		})
		for i := range 100 {
			if _, err := g.Throw(fmt.Errorf("error %d", i)); err != nil {
				t.Errorf("Throw() = %v", err)
			}
		}
		if _, err := g.Throw(errThrown); err != errThrown {
			t.Errorf("Throw() = %v, want the thrown error", err)
		}
	})
}

func TestThrowRecovered(t *testing.T) {
	try := func(y *yielder, v int) (p any) {
		defer func() { p = recover() }()
		y.Yield(v)
		return nil
	}
	for _, err := range []error{errThrown, uncomparable{[]string{"a"}}} {
		bubble(t, fmt.Sprintf("and go on/%T", err), func(t *testing.T) {
			g := started(t, func(y *yielder) error {
				for v := 0; ; v++ {
					if p := try(y, v); fmt.Sprint(p) != err.Error() {
						t.Errorf("recovered %v, want the thrown error", p)
					}
				}
			})
			for want := 1; want < 4; want++ {
				if v, err := g.Throw(err); v != want || err != nil {
					t.Errorf("Throw() = %d, %v, want %d, nil", v, err, want)
				}
			}
			g.Close()
		})
		bubble(t, fmt.Sprintf("and end/%T", err), func(t *testing.T) {
			g := started(t, func(y *yielder) error { try(y, 1); return nil })
			if _, got := g.Throw(err); got != pull.ErrDone {
				t.Errorf("Throw() = %v, want ErrDone", got)
			}
			wantDone(t, g, nil)
		})
		bubble(t, fmt.Sprintf("and raise again/%T", err), func(t *testing.T) {
			g := started(t, func(y *yielder) error { panic(try(y, 1)) })
			if _, got := g.Throw(err); got == nil || got.Error() != err.Error() {
				t.Errorf("Throw() = %v, want the thrown error", got)
			}
		})
		bubble(t, fmt.Sprintf("and raise again later/%T", err), func(t *testing.T) {
			g := started(t, func(y *yielder) error {
				p := try(y, 1)
				y.Yield(2)
				panic(p)
			})
			g.Throw(err)
			if _, got := g.Send(1); got == nil || got.Error() != err.Error() {
				t.Errorf("Send() = %v, want the thrown error", got)
			}
		})
	}
}
