package green_test

import (
	"strings"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// Timeouts: a Timeout is a WithTimeout, and its handler what follows that.

func oracleTime02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		x := "unset"
		pyWithin(t, 10*time.Millisecond, func(t *green.Task) {
			t.Sleep(time.Second)
			x = "NEVER"
		})
		w.print("went on", x)
	})
}

func oracleTime04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		pyWithin(t, 10*time.Millisecond, func(t *green.Task) {
			inner := false
			defer func() { w.print("is inner", inner, "is outer", !inner) }()
			inner = !pyWithin(t, time.Second, func(t *green.Task) { t.Sleep(5 * time.Second) })
			w.print("NEVER")
		})
		w.print("outer swallowed it")
	})
}

func oracleTime05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		ok := pyWithin(t, 30*time.Millisecond, func(t *green.Task) {
			pyWithin(t, 10*time.Millisecond, func(t *green.Task) { t.Sleep(time.Second) })
			w.print("inner over")
			t.Sleep(time.Second)
			w.print("NEVER")
		})
		w.print("outer", !ok)
	})
}

func oracleTime06(w *pyPrinter) {
	w.run(func(t *green.Task) {
		sleep := func(t *green.Task) { t.Sleep(time.Second) }
		const d = 10 * time.Millisecond
		if pyWithin(t, 500*time.Millisecond, func(*green.Task) {}) {
			w.print("value")
		}
		if !pyWithin(t, d, sleep) {
			w.print("late")
		}
		if !pyWithin(t, d, sleep) {
			w.print("raised", pyTimeout(d))
		}
	})
}

func oracleTime07(w *pyPrinter) {
	w.run(func(t *green.Task) {
		if !pyWithin(t, 0, func(t *green.Task) {
			w.print("zero: body runs")
			t.Yield()
			w.print("zero: after sleep(0)")
			t.Sleep(10 * time.Millisecond)
			w.print("NEVER")
		}) {
			w.print("zero fired", pyTimeout(0))
		}
		if !pyWithin(t, -time.Second, func(t *green.Task) {
			t.Sleep(10 * time.Millisecond)
			w.print("negative: NEVER?")
		}) {
			w.print("negative fired", pyTimeout(-time.Second))
		}
	})
}

func oracleTime08(w *pyPrinter) {
	w.run(func(t *green.Task) {
		if !pyWithin(t, 10*time.Millisecond, func(t *green.Task) {
			defer func() {
				if recover() != nil {
					w.print("NEVER")
				}
				w.print("finally")
			}()
			t.Sleep(time.Second)
		}) {
			w.print("Timeout passed through")
		}
	})
}

func oracleTime10(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, func(t *green.Task) {
			ok := pyWithin(t, 10*time.Millisecond, func(t *green.Task) { t.Sleep(time.Second) })
			w.print("f", !ok)
		})
		t.Sleep(30 * time.Millisecond)
		w.print("main untouched", g.Done())
	})
}

func oracleTime13(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, func(t *green.Task) {
			t.Sleep(40 * time.Millisecond)
			w.print("g still ran")
		})
		t.Yield()
		if !pyWithin(t, 10*time.Millisecond, func(t *green.Task) { _ = t.Join(g) }) {
			w.print("timed out; g dead", g.Done())
		}
	})
}

func oracleTime14(w *pyPrinter) {
	w.run(func(t *green.Task) {
		const d = 10 * time.Millisecond
		g := t.Go("", func(t *green.Task) error {
			return t.WithTimeout(d, func(t *green.Task) error { t.Sleep(time.Second); return nil })
		})
		err := t.Join(g)
		w.print(pySuccessful(err), "Timeout", pyTimeout(d))
	})
}

func oracleTime15(w *pyPrinter) {
	w.run(func(t *green.Task) {
		const d = 20 * time.Millisecond
		outer := !pyWithin(t, d, func(t *green.Task) {
			inner := false
			defer func() {
				if !inner {
					w.print("outer")
				}
			}()
			inner = !pyWithin(t, d, func(t *green.Task) { t.Sleep(time.Second) })
			w.print("inner")
		})
		w.print(map[bool]string{true: "done", false: "outer did not fire"}[outer])
	})
}

func oracleTime09(w *pyPrinter) {
	w.runBusy(func(t *green.Task) {
		if pyWithin(t, 10*time.Millisecond, func(*green.Task) { time.Sleep(30 * time.Millisecond) }) {
			w.print("block finished, no Timeout")
		}
	})
}

func oracleTime17(w *pyPrinter) {
	w.runBusy(func(t *green.Task) {
		var order []int
		for _, d := range []int{3, 1, 2} {
			pySpawn(t, func(t *green.Task) {
				t.Sleep(time.Duration(d) * time.Millisecond)
				order = append(order, d)
			})
		}
		t.Yield()
		time.Sleep(20 * time.Millisecond)
		t.Sleep(10 * time.Millisecond)
		w.print(order)
	})
}

// Deadlocks. Here the run ends with one: what follows in a port is after it.

func oracleDead01(w *pyPrinter) {
	w.deadlock("LoopExit:", func(t *green.Task) { green.NewFlag(t.Loop()).Wait(t) })
}

func oracleDead03(w *pyPrinter) {
	w.deadlock("LoopExit", func(t *green.Task) { green.NewQueue[int](t.Loop(), -1).Get(t) })
}

func oracleDead04(w *pyPrinter) {
	var g, h *green.Task
	w.deadlock("LoopExit", func(t *green.Task) {
		a, b := green.NewSemaphore(t.Loop(), 1), green.NewSemaphore(t.Loop(), 1)
		f := func(x, y *green.Semaphore, n string) func(t *green.Task) {
			return func(t *green.Task) {
				x.Acquire(t)
				w.print(n, "has first")
				t.Yield()
				y.Acquire(t)
				w.print("NEVER")
			}
		}
		g, h = pySpawn(t, f(a, b, "g")), pySpawn(t, f(b, a, "h"))
		_ = t.Join(g, h)
	})
	w.print(g.Done(), h.Done())
}

func oracleDead05(w *pyPrinter) {
	w.deadlock("LoopExit", func(t *green.Task) {
		var g, h *green.Task
		g = pySpawn(t, func(t *green.Task) { _ = t.Join(h) })
		h = pySpawn(t, func(t *green.Task) { _ = t.Join(g) })
		_ = t.Join(g)
	})
}

func oracleDead06(w *pyPrinter) {
	err := pyRun(func(t *green.Task) {
		pySpawn(t, func(t *green.Task) {
			t.Sleep(30 * time.Millisecond)
			w.print("timer")
		})
		green.NewFlag(t.Loop()).Wait(t)
	}, green.Virtual(pyEpoch))
	if err != nil {
		w.print("LoopExit after the timer")
	}
}

func oracleDead07(w *pyPrinter) {
	w.run(func(t *green.Task) {
		w.print(pyWithin(t, 10*time.Millisecond, green.NewFlag(t.Loop()).Wait))
	})
}

func oracleDead10(w *pyPrinter) {
	err := pyRun(func(t *green.Task) {
		e := green.NewFlag(t.Loop())
		_ = t.Join(t.Go("stuck-one", func(t *green.Task) error { e.Wait(t); return nil }))
	}, green.Virtual(pyEpoch))
	w.print(strings.Contains(err.Error(), "stuck-one"), []string{})
}
