package green_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// trio's programs: a nursery is a Scope, and a cancel scope with a deadline is a
// WithTimeout.

// oracleScope is a nursery whose children do not fail.
func oracleScope(t *green.Task, f func(t *green.Task)) {
	_ = t.Scope(func(t *green.Task) error {
		f(t)
		return nil
	})
}

func oracleTrio01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		c := func(n string, d time.Duration) func(t *green.Task) {
			return func(t *green.Task) {
				t.Sleep(d)
				w.print(n, pyNow(t))
			}
		}
		oracleScope(t, func(t *green.Task) {
			pySpawn(t, c("slow", 2*time.Second))
			pySpawn(t, c("fast", time.Second))
			w.print("body done")
		})
		w.print("all done", pyNow(t))
	})
}

func oracleTrio02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		err := t.Scope(func(t *green.Task) error {
			t.Go("bad", func(t *green.Task) error {
				t.Sleep(time.Second)
				return pyValueError("x")
			})
			pySpawn(t, func(t *green.Task) {
				defer func() { w.print("sibling cancelled at", pyNow(t)) }()
				t.Sleep(10 * time.Second)
			})
			return nil
		})
		w.print("caught", err)
	})
}

func oracleTrio03(w *pyPrinter) {
	w.run(func(t *green.Task) {
		for _, d := range []time.Duration{5, 1} {
			ok := pyWithin(t, 2*time.Second, func(t *green.Task) { t.Sleep(d * time.Second) })
			w.print(!ok, !ok, pyNow(t))
		}
	})
}

func oracleTrio04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		err := t.WithTimeout(time.Second, func(t *green.Task) error {
			t.Sleep(5 * time.Second)
			return nil
		})
		if errors.Is(err, context.DeadlineExceeded) {
			w.print("TooSlowError at", pyNow(t))
		}
	})
}

// In trio a loop can go on after it was cancelled, only to be cancelled again. Here
// that is for deferred calls only.
func oracleTrio05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		ok := pyWithin(t, time.Second, func(t *green.Task) {
			for i := range 3 {
				defer func() {
					defer func() { w.print("cancelled", i, pyNow(t)) }()
					t.Sleep(5 * time.Second)
				}()
			}
			t.Sleep(5 * time.Second)
		})
		w.print("out", !ok)
	})
}

func oracleTrio06(w *pyPrinter) {
	w.run(func(t *green.Task) {
		pyWithin(t, time.Second, func(t *green.Task) {
			defer func() {
				_ = t.Shield(func(t *green.Task) error {
					t.Sleep(2 * time.Second)
					w.print("cleanup done", pyNow(t))
					return nil
				})
			}()
			t.Sleep(5 * time.Second)
		})
		w.print("end", pyNow(t))
	})
}

func oracleTrio07(w *pyPrinter) {
	w.run(func(t *green.Task) {
		inner := false
		outer := !pyWithin(t, time.Second, func(t *green.Task) {
			inner = !pyWithin(t, 5*time.Second, func(t *green.Task) { t.Sleep(9 * time.Second) })
			w.print("NEVER")
		})
		w.print(outer, inner, pyNow(t))
	})
}

func oracleTrio08(w *pyPrinter) {
	w.run(func(t *green.Task) {
		start := time.Now()
		oracleScope(t, func(t *green.Task) {
			for _, d := range []int{3600, 60, 86400} {
				pySpawn(t, func(t *green.Task) {
					t.Sleep(time.Duration(d) * time.Second)
					w.print(d, pyNow(t))
				})
			}
		})
		w.print(time.Since(start) < time.Minute)
	})
}

func oracleTrio09(w *pyPrinter) {
	w.run(func(t *green.Task) {
		oracleScope(t, func(t *green.Task) {
			started := green.NewFuture[string](t.Loop())
			pySpawn(t, func(t *green.Task) {
				t.Sleep(time.Second)
				started.Set("port 80")
				t.Sleep(5 * time.Second)
				w.print("server end", pyNow(t))
			})
			v, _ := started.Get(t)
			w.print(v, pyNow(t))
		})
	})
}

func oracleTrio10(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[int](t.Loop(), 0)
		oracleScope(t, func(t *green.Task) {
			pySpawn(t, func(t *green.Task) {
				defer q.Close()
				for i := range 3 {
					q.Put(t, i)
				}
			})
			for x := range q.All(t) {
				w.print(x)
			}
		})
		w.print("end of channel")
		defer func() {
			if recover() != nil {
				w.print("BrokenResourceError")
			}
		}()
		q.Put(t, 1)
	})
}

// An oracleSequencer lets each step run when those before are over.
type oracleSequencer struct{ over []*green.Flag }

func (s *oracleSequencer) step(t *green.Task, n int, f func()) {
	if n > 0 {
		s.over[n-1].Wait(t)
	}
	f()
	s.over[n].Set()
}

func oracleTrio11(w *pyPrinter) {
	w.run(func(t *green.Task) {
		seq := &oracleSequencer{}
		for range 3 {
			seq.over = append(seq.over, green.NewFlag(t.Loop()))
		}
		oracleScope(t, func(t *green.Task) {
			pySpawn(t, func(t *green.Task) { seq.step(t, 1, func() { w.print("b1") }) })
			pySpawn(t, func(t *green.Task) {
				seq.step(t, 0, func() { w.print("a0") })
				seq.step(t, 2, func() { w.print("a2") })
			})
		})
		e, waiting := green.NewFlag(t.Loop()), 0
		oracleScope(t, func(t *green.Task) {
			pySpawn(t, func(t *green.Task) { waiting++; e.Wait(t); waiting-- })
			t.Sleep(1) // a virtual clock goes on when all are blocked
			w.print("all blocked", waiting)
			e.Set()
		})
	})
}

func oracleTrio12(w *pyPrinter) {
	seen := map[string]bool{}
	for seed := range uint64(40) {
		order := ""
		w.run(func(t *green.Task) {
			oracleScope(t, func(t *green.Task) {
				pySpawnAll(t, 5, func(_ *green.Task, i int) { order += fmt.Sprint(i) })
			})
		}, green.Seed(seed))
		seen[order] = true
	}
	w.print("more than one order seen", len(seen) > 1)
}
