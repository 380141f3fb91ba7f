package green_test

import (
	"fmt"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// Flags (gevent's Event), semaphores and futures (AsyncResult).

func oracleEvent01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		e := green.NewFlag(t.Loop())
		pySpawnAll(t, 3, func(t *green.Task, n int) {
			e.Wait(t)
			w.print(n, "wait ->", e.IsSet())
		})
		t.Yield()
		e.Set()
		w.print("set returned")
	})
}

func oracleEvent02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		e := green.NewFlag(t.Loop())
		const d = 10 * time.Millisecond
		w.print(pyWithin(t, d, e.Wait), e.IsSet())
		e.Set()
		e.Wait(t)
		w.print(pyWithin(t, d, e.Wait), e.IsSet())
	})
}

func oracleEvent03(w *pyPrinter) {
	w.run(func(t *green.Task) {
		e := green.NewFlag(t.Loop())
		g := green.Spawn(t, "", func(t *green.Task) (bool, error) {
			return pyWithin(t, 50*time.Millisecond, e.Wait), nil
		})
		t.Yield()
		e.Set()
		e.Clear()
		v, _ := g.Get(t)
		w.print(v, e.IsSet())
	})
}

func oracleEvent04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		e := green.NewFlag(t.Loop())
		e.Set()
		log := []int{}
		pySpawn(t, func(*green.Task) { log = append(log, 1) })
		e.Wait(t)
		w.print(log)
	})
}

func oracleEvent05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		e := green.NewFlag(t.Loop())
		pySpawn(t, func(t *green.Task) {
			e.Wait(t)
			w.print("woke")
		})
		t.Yield()
		e.Set()
		e.Set()
	})
}

func oracleEvent06(w *pyPrinter) {
	w.run(func(t *green.Task) {
		e := green.NewFlag(t.Loop())
		pySpawnAll(t, 2, func(t *green.Task, n int) {
			e.Wait(t)
			w.print(n, 1)
			e.Clear()
			w.print(n, "re-wait ->", pyWithin(t, 10*time.Millisecond, e.Wait))
		})
		t.Yield()
		e.Set()
	})
}

// In gevent the second waiter, who came when the event was set, sleeps for ever.
func oracleBug01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		e := green.NewFlag(t.Loop())
		a := pySpawn(t, e.Wait)
		t.Yield()
		a.Kill(nil)
		e.Set()
		w.print("is_set", e.IsSet())
		e.Wait(t)
		w.print("woke")
	})
}

func oracleSem01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		s := green.NewSemaphore(t.Loop(), 1)
		pySpawnAll(t, 4, func(t *green.Task, n int) {
			s.Acquire(t)
			defer s.Release()
			w.print("in", n)
			t.Yield()
			w.print("out", n)
		})
	})
}

func oracleSem04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		s := green.NewSemaphore(t.Loop(), 1)
		var log []string
		greedy := pySpawn(t, func(t *green.Task) {
			for range 3 {
				s.Acquire(t)
				log = append(log, "greedy")
				t.Yield()
				s.Release()
			}
		})
		polite := pySpawn(t, func(t *green.Task) {
			s.Acquire(t)
			log = append(log, "polite")
			s.Release()
		})
		_ = t.Join(greedy, polite)
		w.print(log)
	})
}

// oraclePermits is s.counter.
func oraclePermits(s *green.Semaphore) (n int) {
	for s.TryAcquire() {
		n++
	}
	for range n {
		s.Release()
	}
	return n
}

func oracleSem05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		s := green.NewSemaphore(t.Loop(), 0)
		gs := pySpawnAll(t, 5, func(t *green.Task, n int) {
			s.Acquire(t)
			w.print("acq", n)
		})
		t.Yield()
		for range 3 {
			s.Release()
		}
		w.print("released 3")
		t.Yield()
		w.print("counter", oraclePermits(s), pyDone(gs...))
		pyKill(t, gs...)
	})
}

// oracleSemPair spawns two that acquire from s, and print it.
func oracleSemPair(w *pyPrinter, t *green.Task, s *green.Semaphore) (a, b *green.Task) {
	gs := pySpawnAll(t, 2, func(t *green.Task, i int) {
		s.Acquire(t)
		w.print("acq", "ab"[i:i+1])
	})
	t.Yield()
	return gs[0], gs[1]
}

func oracleSem07(w *pyPrinter) {
	w.run(func(t *green.Task) {
		s := green.NewSemaphore(t.Loop(), 0)
		a, b := oracleSemPair(w, t, s)
		pyKill(t, a)
		s.Release()
		_ = t.Join(b)
		w.print(oraclePermits(s))
	})
}

func oracleSem08(w *pyPrinter) {
	w.run(func(t *green.Task) {
		s := green.NewSemaphore(t.Loop(), 0)
		a, b := oracleSemPair(w, t, s)
		s.Release()
		a.Kill(nil)
		t.Sleep(10 * time.Millisecond)
		w.print("b dead", b.Done(), "a", pyRepr(pyValue(a, nil)), "counter", oraclePermits(s))
		b.Kill(nil)
	})
}

func oraclePhilo01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		var forks []*green.Semaphore
		for range 3 {
			forks = append(forks, green.NewSemaphore(t.Loop(), 1))
		}
		pySpawnAll(t, 3, func(t *green.Task, i int) {
			a, b := min(i, (i+1)%3), max(i, (i+1)%3)
			for m := range 2 {
				forks[a].Acquire(t)
				t.Yield()
				forks[b].Acquire(t)
				w.print("phil", i, "eats", m)
				t.Yield()
				forks[b].Release()
				forks[a].Release()
			}
		})
	})
}

// oracleResult is a.ready(), a.successful() and a.value.
func oracleResult[T any](t *green.Task, a *green.Future[T]) (ready, successful bool, value any) {
	if !a.Done() {
		return false, false, nil
	}
	v, err := a.Get(t)
	return true, err == nil, v
}

func oracleAresult01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		a := green.NewFuture[string](t.Loop())
		ready, successful, value := oracleResult(t, a)
		w.print(ready, successful, value)
		var got []any
		gs := pySpawnAll(t, 2, func(t *green.Task, _ int) {
			v, _ := a.Get(t)
			got = append(got, v)
		})
		t.Yield()
		a.Set("v")
		_ = t.Join(gs...)
		ready, successful, value = oracleResult(t, a)
		w.print(got, value, ready, successful)
	})
}

func oracleAresult02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		a := green.NewFuture[any](t.Loop())
		a.Fail(pyValueError("x"))
		for range 2 {
			_, err := a.Get(t)
			w.print("raised", err)
		}
		v, err := a.Get(t)
		w.print(a.Done(), err == nil, pyRepr(err), v)
	})
}

func oracleAresult03(w *pyPrinter) {
	w.run(func(t *green.Task) {
		a := green.NewFuture[any](t.Loop())
		const d = 10 * time.Millisecond
		get := func(t *green.Task) { _, _ = a.Get(t) }
		if !pyWithin(t, d, get) {
			w.print("Timeout", pyTimeout(d))
		}
		pyWithin(t, d, get)
		_, _, v := oracleResult(t, a)
		w.print(v)
		if !a.Done() { // get_nowait
			w.print("Timeout", pyRepr(""))
		}
	})
}

func oracleAresult04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		a := green.NewFuture[int](t.Loop())
		a.Set(1)
		for _, again := range []func(){
			func() { a.Set(2) },
			func() { a.Fail(pyKeyError("k")) },
		} {
			func() {
				defer func() { w.print(fmt.Sprint(recover())) }()
				again()
			}()
			v, _ := a.Get(t)
			w.print("get ->", v)
		}
	})
}

func oracleAresult06(w *pyPrinter) {
	w.run(func(t *green.Task) {
		a := green.NewFuture[any](t.Loop())
		a.Set(nil)
		ready, successful, value := oracleResult(t, a)
		w.print(value, ready, successful)
	})
}
