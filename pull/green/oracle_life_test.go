package green_test

import (
	"context"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// The life of a task, and how it is killed.

func oracleSleeper(t *green.Task) { t.Sleep(10 * time.Second) }

func oracleLife02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := green.Spawn(t, "", func(*green.Task) (string, error) { return "v", nil })
		get := func(t *green.Task) string { v, _ := g.Get(t); return v }
		w.print(get(t), get(t), get(t))
		pySpawn(t, func(t *green.Task) { w.print("other", get(t)) })
	})
}

func oracleLife03(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := green.Spawn(t, "", func(*green.Task) (any, error) { return nil, pyValueError("boom") })
		h := green.Spawn(t, "", func(*green.Task) (string, error) { return "fine", nil })
		_ = t.Join(g.Task(), h.Task())
		value, err := g.Get(t)
		fine, _ := h.Get(t)
		w.print(g.Done(), pySuccessful(err), value, pyRepr(err), fine)
		for range 2 {
			_, err := g.Get(t)
			w.print("get raised", err, err == g.Task().Err())
		}
	})
}

func oracleLife04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := t.Go("", func(*green.Task) error { return pyValueError("boom") })
		_ = t.Join(g)
		w.print("main goes on")
	})
}

func oracleLife05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		var log []string
		g := green.Spawn(t, "", func(*green.Task) (int, error) { return 0, nil })
		_ = t.Join(g.Task())
		pySpawn(t, func(*green.Task) { log = append(log, "other") })
		_ = t.Join(g.Task())
		_, _ = g.Get(t)
		w.print("no switch happened:", log == nil)
	})
}

func oracleLife06(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, oracleSleeper)
		pyWithin(t, 10*time.Millisecond, func(t *green.Task) { _ = t.Join(g) })
		w.print(nil, g.Done(), g.Done())
		pyKill(t, g)
		w.print(t.Join(g), g.Done())
	})
}

func oracleLife07(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := green.Spawn(t, "", func(t *green.Task) (int, error) { oracleSleeper(t); return 0, nil })
		const d = 10 * time.Millisecond
		if !pyWithin(t, d, func(t *green.Task) { _, _ = g.Get(t) }) {
			w.print("Timeout:", pyTimeout(d))
		}
		if !g.Done() { // get(block=False)
			w.print("Timeout:", pyRepr(""))
		}
		g.Task().Kill(nil)
	})
}

func oracleLife08(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, func(t *green.Task) {
			defer w.print("finally")
			defer func() { w.print("caught", pyRepr(context.Cause(t.Context()))) }()
			oracleSleeper(t)
		})
		t.Yield()
		g.Kill(nil)
		w.print("kill ->", t.Join(g))
		w.print(g.Done(), g.Done(), pySuccessful(g.Err()), pyRepr(pyValue(g, nil)), t.Join(g))
	})
}

func oracleLife09(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := green.Spawn(t, "", func(*green.Task) (any, error) { w.print("NEVER"); return nil, nil })
		pyKill(t, g.Task())
		_, err := g.Get(t)
		value := pyRepr(pyValue(g.Task(), nil))
		w.print(g.Task().Done(), g.Done(), pySuccessful(err), value, pyRepr(err))
		h := pySpawn(t, func(*green.Task) { w.print("NEVER") })
		h.Kill(nil)
		w.print(h.Done(), h.Done(), pyRepr(pyValue(h, nil)))
	})
}

func oracleLife11(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := green.Spawn(t, "", func(*green.Task) (int, error) { return 7, nil })
		_ = t.Join(g.Task())
		pyKill(t, g.Task())
		v, err := g.Get(t)
		w.print(v, pySuccessful(err))
	})
}

func oracleLife12(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, func(t *green.Task) {
			defer w.print("finally")
			w.print("before")
			t.Kill(nil)
			w.print("NEVER")
		})
		_ = t.Join(g)
		w.print(pyRepr(pyValue(g, nil)), pySuccessful(g.Err()))
	})
}

func oracleLife13(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := green.Spawn(t, "", func(t *green.Task) (any, error) { oracleSleeper(t); return nil, nil })
		t.Yield()
		g.Task().Kill(pyKeyError("k"))
		v, err := g.Get(t)
		w.print(pySuccessful(err), pyRepr(err), v)
		w.print("KeyError", err)
	})
}

func oracleLife14(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, func(t *green.Task) {
			defer w.print("finally")
			oracleSleeper(t)
		})
		t.Yield()
		g.Kill(nil)
		w.print("returned; dead =", g.Done())
		t.Yield()
		w.print("dead =", g.Done())
	})
}

func oracleLife15(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, func(t *green.Task) {
			func() {
				defer func() { w.print("swallowed", recover()) }()
				oracleSleeper(t)
			}()
			t.Sleep(20 * time.Millisecond)
			w.print("still worked")
		})
		t.Yield()
		pyKill(t, g)
		w.print("kill returned", pyRepr(pyValue(g, "own value")), pySuccessful(g.Err()))
	})
}

func oracleLife17(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, func(t *green.Task) {
			defer w.print("f: killed")
			w.print("f: sleep(0)")
			t.Yield()
			w.print("f: after sleep(0)")
			t.Yield()
			w.print("f: NEVER?")
		})
		t.Yield()
		pyKill(t, g)
		w.print("dead", g.Done())
	})
}

func oracleLife20(w *pyPrinter) {
	w.run(func(t *green.Task) {
		pySpawn(t, func(t *green.Task) {
			pyWithin(t, 10*time.Millisecond, func(t *green.Task) { _ = t.Join(t) })
			w.print("returned after timeout")
		})
	})
}

func oracleLife34(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := pySpawn(t, func(t *green.Task) {
			defer func() {
				_ = t.Shield(func(t *green.Task) error {
					t.Sleep(10 * time.Millisecond)
					w.print("slow cleanup done")
					return nil
				})
			}()
			oracleSleeper(t)
		})
		t.Yield()
		pyKill(t, g)
		w.print("killed", g.Done())
	})
}

func oracleKill01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		l := t.Loop()
		never := pySpawn(t, func(t *green.Task) { t.Sleep(100 * time.Second) })
		for _, f := range []struct {
			name string
			call func(t *green.Task)
		}{
			{"Queue.get", func(t *green.Task) { green.NewQueue[int](l, -1).Get(t) }},
			{"Event.wait", green.NewFlag(l).Wait},
			{"Semaphore.acquire", green.NewSemaphore(l, 0).Acquire},
			{"join", func(t *green.Task) { _ = t.Join(never) }},
			{"AsyncResult.get", func(t *green.Task) { _, _ = green.NewFuture[int](l).Get(t) }},
			{"sleep", func(t *green.Task) { t.Sleep(100 * time.Second) }},
			{"joinall", func(t *green.Task) { _ = t.Join(never, t) }},
		} {
			g := pySpawn(t, f.call)
			t.Yield()
			pyKill(t, g)
			w.print(f.name, pyRepr(pyValue(g, nil)), never.Done())
		}
	})
}

func oracleKill03(w *pyPrinter) {
	w.run(func(t *green.Task) {
		a := pySpawn(t, func(t *green.Task) { t.Sleep(20 * time.Millisecond) })
		b := pySpawn(t, func(t *green.Task) { _ = t.Join(a) })
		t.Yield()
		pyKill(t, b)
		w.print(a.Done(), b.Done())
		_ = t.Join(a)
		w.print(a.Done())
	})
}

func oracleKill04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		p := pySpawn(t, func(t *green.Task) {
			pySpawn(t, func(t *green.Task) {
				t.Sleep(10 * time.Millisecond)
				w.print("child survived")
			})
			oracleSleeper(t)
		})
		t.Yield()
		pyKill(t, p)
		w.print("parent dead")
	})
}

func oracleKill05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := pySpawnAll(t, 5, func(t *green.Task, n int) {
			defer w.print("f", n)
			oracleSleeper(t)
		})
		t.Yield()
		for i := range gs {
			gs[len(gs)-1-i].Kill(nil)
		}
	})
}

func oracleKill06(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := green.Spawn(t, "", func(t *green.Task) (any, error) { oracleSleeper(t); return nil, nil })
		x := pySpawn(t, func(t *green.Task) {
			_, err := g.Get(t)
			w.print("get returned", pyRepr(err))
		})
		t.Yield()
		pyKill(t, g.Task())
		_ = t.Join(x)
	})
}

func oracleWait12(w *pyPrinter) {
	w.run(func(t *green.Task) {
		f := func(t *green.Task, n string) {
			defer w.print("finally", n)
			w.print("start", n)
			oracleSleeper(t)
		}
		gs := pySpawnAll(t, 3, func(t *green.Task, i int) { f(t, "abc"[i:i+1]) })
		t.Yield()
		gs = append(gs, pySpawn(t, func(t *green.Task) { f(t, "unstarted") }))
		pyKill(t, gs...)
		w.print(t.Join(gs...))
		w.print(pyDone(gs...))
	})
}

func oracleWait14(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := pySpawnAll(t, 2, func(t *green.Task, _ int) {
			defer w.print("finally")
			oracleSleeper(t)
		})
		t.Yield()
		for _, g := range gs {
			g.Kill(nil)
		}
		w.print(pyDone(gs...))
		t.Yield()
		w.print(pyDone(gs...))
	})
}
