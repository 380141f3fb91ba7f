package pull_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

// A maker makes a generator of a body of which nothing visible has run yet.
type maker = func(t *testing.T, body func(*yielder) error) *gen

// The ways a sub-generator can be driven must not differ in anything but speed:
// its body as a plain call, its own coroutine, or a view on either.
var subs = map[string]maker{
	"inline": func(_ *testing.T, body func(*yielder) error) *gen { return pull.New(body) },
	"started": func(t *testing.T, body func(*yielder) error) *gen {
		return started(t, func(y *yielder) error {
			y.Yield(0)
			return body(y)
		})
	},
	"view": func(_ *testing.T, body func(*yielder) error) *gen {
		return pull.MapIn(pull.New(body), func(v int) int { return v })
	},
	"started view": func(t *testing.T, body func(*yielder) error) *gen {
		return pull.Concat(started(t, func(y *yielder) error {
			y.Yield(0)
			return body(y)
		}))
	},
}

func eachSub(t *testing.T, name string, f func(t *testing.T, sub maker)) {
	t.Helper()
	for kind, sub := range subs {
		bubble(t, name+"/"+kind, func(t *testing.T) { f(t, sub) })
	}
}

func TestYieldFromValues(t *testing.T) {
	eachSub(t, "in and out", func(t *testing.T, sub maker) {
		var notes notebook
		inner := sub(t, func(y *yielder) error {
			for v := 1; v < 4; v++ {
				notes.add("inner %d", y.Yield(v))
			}
			return errOther
		})
		outer := started(t, func(y *yielder) error {
			notes.add("result %v", y.YieldFrom(inner))
			notes.add("outer %d", y.Yield(7))
			return nil
		})
		outer.Send(20)
		outer.Next()
		if v, err := outer.Send(30); v != 7 || err != nil {
			t.Errorf("Send() = %d, %v, want 7, nil", v, err)
		}
		outer.Send(40)
		want := notebook{"inner 20", "inner 0", "inner 30", "result other", "outer 40"}
		if diff := cmp.Diff(want, notes); diff != "" {
			t.Errorf("what the bodies did (-want +got):\n%s", diff)
		}
		wantDone(t, inner, errOther)
		wantDone(t, outer, nil)
	})
	eachSub(t, "nothing to yield", func(t *testing.T, sub maker) {
		inner := sub(t, func(*yielder) error { return errOther })
		outer := pull.New(func(y *yielder) error { return y.YieldFrom(inner) })
		if _, ok := outer.Next(); ok {
			t.Error("Next() = true")
		}
		wantDone(t, outer, errOther)
	})
	eachSub(t, "one after another", func(t *testing.T, sub maker) {
		two := func(y *yielder) error { y.Yield(1); y.Yield(2); return nil }
		all := []*gen{sub(t, two), sub(t, two), sub(t, two)}
		outer := pull.New(func(y *yielder) error {
			for _, g := range all {
				if err := y.YieldFrom(g); err != nil {
					return err
				}
				y.Yield(0)
			}
			return nil
		})
		want := []int{1, 2, 0, 1, 2, 0, 1, 2, 0}
		if diff := cmp.Diff(want, slices.Collect(outer.All())); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
	bubble(t, "one that is done", func(t *testing.T) {
		sub := pull.New(func(*yielder) error { return errOther })
		sub.Next()
		outer := pull.New(func(y *yielder) error { return y.YieldFrom(sub) })
		outer.Next()
		wantDone(t, outer, errOther)
	})
}

func TestYieldFromThrow(t *testing.T) {
	eachSub(t, "handled by the inner", func(t *testing.T, sub maker) {
		inner := sub(t, func(y *yielder) error {
			_, err := y.TryYield(1)
			for err != nil {
				_, err = y.TryYield(2)
			}
			return nil
		})
		outer := started(t, func(y *yielder) error { return y.YieldFrom(inner) })
		if v, err := outer.Throw(errThrown); v != 2 || err != nil {
			t.Errorf("Throw() = %d, %v, want 2, nil", v, err)
		}
		outer.Next()
		wantDone(t, outer, nil)
	})
	eachSub(t, "handled by the outer", func(t *testing.T, sub maker) {
		inner := sub(t, counting)
		outer := started(t, func(y *yielder) error {
			if err := y.YieldFrom(inner); err != errThrown {
				t.Errorf("YieldFrom() = %v, want the thrown error", err)
			}
			y.Yield(100)
			return nil
		})
		if v, err := outer.Throw(errThrown); v != 100 || err != nil {
			t.Errorf("Throw() = %d, %v, want 100, nil", v, err)
		}
		wantDone(t, inner, errThrown)
		outer.Close()
	})
	eachSub(t, "handled by nobody", func(t *testing.T, sub maker) {
		inner := sub(t, counting)
		outer := started(t, func(y *yielder) error { return y.YieldFrom(inner) })
		if _, err := outer.Throw(errThrown); err != errThrown {
			t.Errorf("Throw() = %v, want the thrown error", err)
		}
		wantDone(t, outer, errThrown)
	})
}

func TestYieldFromClose(t *testing.T) {
	eachSub(t, "inner first, then outer", func(t *testing.T, sub maker) {
		var notes notebook
		inner := sub(t, func(y *yielder) error {
			defer notes.add("inner")
			y.Yield(1)
			return nil
		})
		outer := started(t, func(y *yielder) error {
			defer notes.add("outer")
			defer func() { notes.add("recovered %v", recover()) }()
			y.YieldFrom(inner)
			notes.add("not reached")
			return nil
		})
		if err := outer.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		if diff := cmp.Diff(notebook{"inner", "recovered <nil>", "outer"}, notes); diff != "" {
			t.Errorf("what the bodies did (-want +got):\n%s", diff)
		}
		wantDone(t, inner, nil)
		wantDone(t, outer, nil)
	})
	eachSub(t, "an error of the inner's clean-up", func(t *testing.T, sub maker) {
		inner := sub(t, func(y *yielder) error { y.TryYield(1); return errOther })
		outer := started(t, func(y *yielder) error {
			y.YieldFrom(inner)
			t.Error("the outer body went on")
			return nil
		})
		if err := outer.Close(); err != errOther {
			t.Errorf("Close() = %v, want the inner's error", err)
		}
		wantDone(t, inner, errOther)
		wantDone(t, outer, errOther)
	})
	eachSub(t, "in peace", func(t *testing.T, sub maker) {
		inner := sub(t, func(y *yielder) error { _, err := y.TryYield(1); return err })
		outer := started(t, func(y *yielder) error { return y.YieldFrom(inner) })
		if err := outer.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		wantDone(t, inner, nil)
	})
	eachSub(t, "ignored by the inner", func(t *testing.T, sub maker) {
		inner := sub(t, func(y *yielder) error {
			for {
				y.TryYield(1)
			}
		})
		outer := started(t, func(y *yielder) error { return y.YieldFrom(inner) })
		if err := outer.Close(); err != pull.ErrIgnoredClose {
			t.Errorf("Close() = %v, want ErrIgnoredClose", err)
		}
		wantDone(t, inner, pull.ErrIgnoredClose)
		wantDone(t, outer, pull.ErrIgnoredClose)
	})
	eachSub(t, "from a deferred call while closing", func(t *testing.T, sub maker) {
		inner := sub(t, counting)
		outer := started(t, func(y *yielder) error {
			defer y.YieldFrom(inner)
			y.Yield(1)
			return nil
		})
		if err := outer.Close(); err != pull.ErrIgnoredClose {
			t.Errorf("Close() = %v, want ErrIgnoredClose", err)
		}
		if inner.State() != pull.Done {
			t.Errorf("inner is %v, want Done", inner.State())
		}
	})
}

func TestYieldFromPanic(t *testing.T) {
	eachSub(t, "passes", func(t *testing.T, sub maker) {
		inner := sub(t, func(y *yielder) error { y.Yield(1); panic("boom") })
		outer := started(t, func(y *yielder) error { return y.YieldFrom(inner) })
		wantBoom(t, func() { outer.Next() })
		wantDone(t, outer, inner.Err())
	})
	eachSub(t, "recovered by the outer", func(t *testing.T, sub maker) {
		inner := sub(t, func(y *yielder) error { y.Yield(1); panic("boom") })
		outer := started(t, func(y *yielder) error {
			wantBoom(t, func() { y.YieldFrom(inner) })
			y.Yield(7)
			return nil
		})
		if v, ok := outer.Next(); v != 7 || !ok {
			t.Errorf("Next() = %d, %t, want 7, true", v, ok)
		}
		outer.Next()
		wantDone(t, outer, nil)
	})
	eachSub(t, "while closing", func(t *testing.T, sub maker) {
		var notes notebook
		inner := sub(t, func(y *yielder) error {
			defer func() { panic("boom") }()
			y.Yield(1)
			return nil
		})
		outer := started(t, func(y *yielder) error {
			defer notes.add("outer")
			return y.YieldFrom(inner)
		})
		wantBoom(t, func() { outer.Close() })
		if diff := cmp.Diff(notebook{"outer"}, notes); diff != "" {
			t.Errorf("unwound (-want +got):\n%s", diff)
		}
		wantDone(t, outer, outer.Err())
	})
}

// No recover in the outer body can stop the closing, not even with a panic of
// the inner one.
func TestYieldFromPanicWhileClosing(t *testing.T) {
	for name, body := range map[string]func(*yielder) error{
		"unwound": func(y *yielder) error {
			defer func() { panic("boom") }()
			y.Yield(1)
			return nil
		},
		"told": func(y *yielder) error { y.TryYield(1); panic("boom") },
	} {
		eachSub(t, name, func(t *testing.T, sub maker) {
			inner := sub(t, body)
			outer := started(t, func(y *yielder) error {
				func() {
					defer func() { recover() }()
					y.YieldFrom(inner)
				}()
				t.Error("the outer body went on")
				return nil
			})
			wantBoom(t, func() { outer.Close() })
			wantDone(t, outer, inner.Err())
		})
	}
}

func TestYieldFromWhileClosing(t *testing.T) {
	quiet := func(*yielder) error { return errOther }
	for name, sub := range map[string]func() *gen{
		"inline": func() *gen { return pull.New(quiet) },
		"view":   func() *gen { return pull.Concat(pull.New(quiet)) },
	} {
		bubble(t, "a sub that does not yield/"+name, func(t *testing.T) {
			g := started(t, func(y *yielder) error {
				defer func() {
					if err := y.YieldFrom(sub()); err != errOther {
						t.Errorf("YieldFrom() = %v, want the sub's error", err)
					}
				}()
				y.Yield(1)
				return nil
			})
			if err := g.Close(); err != nil {
				t.Errorf("Close() = %v", err)
			}
		})
	}
}

// Told once is told once, also to bodies that are new each time.
func TestYieldFromWhileClosingForEver(t *testing.T) {
	bubble(t, "", func(t *testing.T) {
		told := 0
		g := started(t, func(y *yielder) error {
			defer func() {
				for {
					y.YieldFrom(pull.New(func(y *yielder) error {
						y.TryYield(1)
						told++
						return nil
					}))
				}
			}()
			y.Yield(1)
			return nil
		})
		if err := g.Close(); err != pull.ErrIgnoredClose || told != 1 {
			t.Errorf("Close() = %v, told %d times, want ErrIgnoredClose, once", err, told)
		}
	})
}

// A view that is refused is as new as it was.
func TestYieldFromRefused(t *testing.T) {
	bubble(t, "", func(t *testing.T) {
		var g, view *gen
		g = pull.New(func(y *yielder) error {
			if err := y.YieldFrom(view); err != pull.ErrRunning {
				t.Errorf("YieldFrom() = %v, want ErrRunning", err)
			}
			return nil
		})
		view = pull.Concat(pull.MapOut(g, same))
		g.Next()
		if view.State() != pull.Created {
			t.Errorf("the view is %v, want Created", view.State())
		}
	})
}

func TestYieldFromCycle(t *testing.T) {
	bubble(t, "itself", func(t *testing.T) {
		var g *gen
		g = pull.New(func(y *yielder) error { return y.YieldFrom(g) })
		g.Next()
		wantDone(t, g, pull.ErrRunning)
	})
	eachSub(t, "through another", func(t *testing.T, sub maker) {
		var outer *gen
		inner := sub(t, func(y *yielder) error {
			err := y.YieldFrom(outer)
			y.Yield(1)
			return err
		})
		outer = pull.New(func(y *yielder) error { return y.YieldFrom(inner) })
		if v, ok := outer.Next(); v != 1 || !ok {
			t.Errorf("Next() = %d, %t, want 1, true", v, ok)
		}
		outer.Next()
		wantDone(t, outer, pull.ErrRunning)
	})
	bubble(t, "through a view of itself", func(t *testing.T) {
		var g, view *gen
		g = pull.New(func(y *yielder) error {
			err := y.YieldFrom(view)
			y.Yield(1)
			return err
		})
		view = pull.MapOut(g, func(v int) int { return v })
		g.Next()
		g.Next()
		wantDone(t, g, pull.ErrRunning)
		view.Close()
	})
}

// All orders of inline and started levels, as deep as four, behave as one.
func TestYieldFromMixed(t *testing.T) {
	kinds := []string{"inline", "started", "view"}
	for mix := range 81 {
		bubble(t, fmt.Sprint(mix), func(t *testing.T) {
			var notes notebook
			g := subs[kinds[mix%3]](t, func(y *yielder) error {
				defer notes.add("0")
				for v := 0; ; {
					var err error
					if v, err = y.TryYield(v); err != nil {
						notes.add("%v", err)
					}
					if err == pull.ErrClosed {
						return err
					}
				}
			})
			for level, m := 1, mix/3; level < 4; level, m = level+1, m/3 {
				inner := g
				g = subs[kinds[m%3]](t, func(y *yielder) error {
					defer notes.add("%d", level)
					return y.YieldFrom(inner)
				})
			}
			outer := started(t, func(y *yielder) error { return y.YieldFrom(g) })
			for v := range 5 {
				if got, err := outer.Send(v); got != v || err != nil {
					t.Errorf("Send(%d) = %d, %v", v, got, err)
				}
			}
			outer.Throw(errThrown)
			if err := outer.Close(); err != nil {
				t.Errorf("Close() = %v", err)
			}
			want := notebook{"thrown", "pull: closed", "0", "1", "2", "3"}
			if diff := cmp.Diff(want, notes); diff != "" {
				t.Errorf("what the bodies did (-want +got):\n%s", diff)
			}
		})
	}
}

func TestYieldFromDeep(t *testing.T) {
	for name, nest := range map[string]func(int) *gen{
		"inline": delegateInline, "started": delegateStarted,
	} {
		bubble(t, name, func(t *testing.T) {
			g := nest(2000)
			g.Next()
			if v, err := g.Send(5); v != 5 || err != nil {
				t.Errorf("Send(5) = %d, %v", v, err)
			}
			if err := g.Close(); err != nil {
				t.Errorf("Close() = %v", err)
			}
		})
	}
}
