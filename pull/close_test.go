package pull_test

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

func TestClose(t *testing.T) {
	tests := map[string]struct {
		body  func(n *notebook, y *yielder) error
		want  error
		notes notebook
	}{
		"Yield unwinds": {
			body: func(n *notebook, y *yielder) error {
				defer n.add("deferred")
				y.Yield(1)
				n.add("not reached")
				return nil
			},
			notes: notebook{"deferred"},
		},
		"no recover can stop it": {
			body: func(n *notebook, y *yielder) error {
				for {
					func() {
						defer func() { n.add("recovered %v", recover()) }()
						y.Yield(1)
					}()
					n.add("not reached")
				}
			},
			notes: notebook{"recovered <nil>"},
		},
		"TryYield tells": {
			body: func(n *notebook, y *yielder) error {
				_, err := y.TryYield(1)
				n.add("%v", err)
				return err
			},
			notes: notebook{"pull: closed"},
		},
		"peace by nil": {
			body: func(_ *notebook, y *yielder) error { y.TryYield(1); return nil },
		},
		"peace by a wrapped ErrClosed": {
			body: func(_ *notebook, y *yielder) error {
				_, err := y.TryYield(1)
				return fmt.Errorf("body: %w", err)
			},
		},
		"peace by a joined ErrClosed": {
			body: func(_ *notebook, y *yielder) error {
				_, err := y.TryYield(1)
				return errors.Join(err, nil)
			},
		},
		"an error of the clean-up": {
			body: func(_ *notebook, y *yielder) error { y.TryYield(1); return errOther },
			want: errOther,
		},
		"ignored by TryYield": {
			body: func(n *notebook, y *yielder) error {
				defer n.add("deferred")
				for {
					_, err := y.TryYield(1)
					n.add("told %v", err != nil)
				}
			},
			want:  pull.ErrIgnoredClose,
			notes: notebook{"told true", "deferred"},
		},
		"ignored by Yield": {
			body: func(n *notebook, y *yielder) error {
				y.TryYield(1)
				y.Yield(2)
				n.add("not reached")
				return nil
			},
			want: pull.ErrIgnoredClose,
		},
		"a yield in a deferred call": {
			body: func(n *notebook, y *yielder) error {
				defer n.add("outer")
				defer func() {
					y.Yield(2)
					n.add("not reached")
				}()
				y.Yield(1)
				return nil
			},
			want:  pull.ErrIgnoredClose,
			notes: notebook{"outer"},
		},
		"a loop of yields in a deferred call": {
			body: func(n *notebook, y *yielder) error {
				defer func() {
					for {
						_, err := y.TryYield(2)
						n.add("%v", err)
					}
				}()
				y.Yield(1)
				return nil
			},
			want:  pull.ErrIgnoredClose,
			notes: notebook{"pull: closed"},
		},
		"through loops and iter.Pull": {
			body: func(n *notebook, y *yielder) error {
				defer n.add("body")
				inner := func(yield func(int) bool) {
					defer n.add("inner")
					for i := 0; yield(i); i++ {
					}
				}
				next, stop := iter.Pull(inner)
				defer stop()
				for v := range func(yield func(int) bool) {
					defer n.add("loop")
					for yield(first(next())) {
					}
				} {
					y.Yield(v)
				}
				return nil
			},
			notes: notebook{"loop", "inner", "body"},
		},
		"in the middle of YieldSeq": {
			body: func(n *notebook, y *yielder) error {
				y.YieldSeq(func(yield func(int) bool) {
					defer n.add("source")
					for i := 0; yield(i); i++ {
					}
				})
				n.add("not reached")
				return nil
			},
			notes: notebook{"source"},
		},
	}
	for name, tt := range tests {
		bubble(t, name, func(t *testing.T) {
			var notes notebook
			g := started(t, func(y *yielder) error { return tt.body(&notes, y) })
			if got := g.Close(); got != tt.want {
				t.Errorf("Close() = %v, want %v", got, tt.want)
			}
			if diff := cmp.Diff(tt.notes, notes); diff != "" {
				t.Errorf("what the body did (-want +got):\n%s", diff)
			}
			wantDone(t, g, tt.want)
		})
	}
}

// A yield that comes from the clean-up of another generator exits that one's
// goroutine, not the body's. The body goes on, but Close knows of it.
func TestCloseElsewhere(t *testing.T) {
	bubble(t, "", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			for range 5 {
				in := started(t, func(in *yielder) error {
					defer func() { y.Yield(7) }()
					in.Yield(1)
					return nil
				})
				in.Close()
			}
			return nil
		})
		if err := g.Close(); err != pull.ErrIgnoredClose {
			t.Errorf("Close() = %v, want ErrIgnoredClose", err)
		}
		wantDone(t, g, pull.ErrIgnoredClose)
	})
	bubble(t, "by a sink", func(t *testing.T) {
		var notes notebook
		g := started(t, func(y *yielder) error {
			defer notes.add("body")
			s := pull.NewSink(func(in iter.Seq[int]) error {
				defer notes.add("sink")
				for v := range in {
					y.Yield(v)
				}
				return nil
			})
			defer s.Close()
			for v := 1; ; v++ {
				s.Send(v)
			}
		})
		if err := g.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		if diff := cmp.Diff(notebook{"sink", "body"}, notes); diff != "" {
			t.Errorf("what the bodies did (-want +got):\n%s", diff)
		}
	})
}

// causes is an error in the manner of errors.Join.
type causes []error

func (c causes) Error() string   { return fmt.Sprintf("%d causes", len(c)) }
func (c causes) Unwrap() []error { return c }

func first[A, B any](a A, _ B) A { return a }

func TestCloseBeforeStart(t *testing.T) {
	bubble(t, "the body never runs", func(t *testing.T) {
		g := pull.New(func(*yielder) error { t.Error("the body ran"); return nil })
		if err := g.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		wantDone(t, g, nil)
	})
}

// An error beside ErrClosed must not get lost.
func TestCloseJoined(t *testing.T) {
	for name, join := range map[string]func(error, error) error{
		"errors.Join": func(a, b error) error { return errors.Join(a, b) },
		"fmt.Errorf":  func(a, b error) error { return fmt.Errorf("%w: %w", a, b) },
		"an own type": func(a, b error) error { return causes{a, b} },
	} {
		bubble(t, name, func(t *testing.T) {
			g := started(t, func(y *yielder) error {
				_, err := y.TryYield(1)
				return join(err, errOther)
			})
			if err := g.Close(); !errors.Is(err, errOther) {
				t.Errorf("Close() = %v, want the error of the clean-up", err)
			}
		})
	}
}

// An error that is thrown on while closing is not all that Close returns.
func TestCloseAndThrown(t *testing.T) {
	bubble(t, "", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			defer func() { y.TryYield(3); panic(errThrown) }()
			func() {
				defer func() { recover() }()
				y.Yield(1)
			}()
			y.Yield(2)
			return nil
		})
		g.Throw(errThrown)
		if err := g.Close(); !errors.Is(err, errThrown) || !errors.Is(err, pull.ErrIgnoredClose) {
			t.Errorf("Close() = %v, want both errors", err)
		}
	})
}

// unlike is an error whose type can be compared, but this value cannot.
type unlike struct{ v any }

func (unlike) Error() string { return "unlike" }

func TestCloseUncomparable(t *testing.T) {
	bubble(t, "", func(t *testing.T) {
		failing := func() *gen {
			return started(t, func(y *yielder) error {
				y.Yield(0)
				y.TryYield(1)
				return unlike{[]int{1}}
			})
		}
		a, b := failing(), failing()
		g := started(t, func(y *yielder) error {
			defer y.YieldFrom(b)
			return y.YieldFrom(a)
		})
		err := pull.Closing(g, func(*gen) error { return nil })
		if err == nil || !errors.Is(err, pull.ErrIgnoredClose) {
			t.Errorf("Closing() = %v, want the errors of the clean-up", err)
		}
	})
}

func TestCloseEmptyJoin(t *testing.T) {
	bubble(t, "", func(t *testing.T) {
		g := started(t, func(y *yielder) error { y.TryYield(1); return causes{} })
		if err := g.Close(); err == nil {
			t.Error("Close() = nil, want the error that has no causes")
		}
	})
}

func TestClosePanic(t *testing.T) {
	bubble(t, "in a deferred call", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			defer func() { panic("boom") }()
			y.Yield(1)
			return nil
		})
		wantBoom(t, func() { g.Close() })
		if err := g.Close(); err != nil {
			t.Errorf("second Close() = %v", err)
		}
		if _, ok := g.Err().(*pull.PanicError); !ok {
			t.Errorf("Err() = %v, want the PanicError", g.Err())
		}
	})
	bubble(t, "one that is recovered", func(t *testing.T) {
		g := started(t, func(y *yielder) error {
			defer func() { recover() }()
			defer func() { panic("boom") }()
			y.Yield(1)
			return nil
		})
		if err := g.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		wantDone(t, g, nil)
	})
	bubble(t, "after being told", func(t *testing.T) {
		g := started(t, func(y *yielder) error { y.TryYield(1); panic("boom") })
		wantBoom(t, func() { g.Close() })
	})
}
