package green_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// The order of tasks.

func oracleSched01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := pySpawnAll(t, 3, func(_ *green.Task, n int) {
			for i := range 3 {
				w.print("abc"[n:n+1], i)
			}
		})
		w.print("main before join")
		_ = t.Join(gs...)
		w.print("main after join")
	})
}

func oracleSched02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		var log []string
		pySpawn(t, func(*green.Task) { log = append(log, "child") })
		log = append(log, "main-1", "main-2")
		w.print("before", log)
		t.Yield()
		w.print("after", log)
	})
}

// oracleRounds prints n and i for so many rounds, and yields after each.
func oracleRounds(w *pyPrinter, n string, rounds int) func(t *green.Task) {
	return func(t *green.Task) {
		for i := range rounds {
			w.print(n, i)
			t.Yield()
		}
	}
}

func oracleSched03(w *pyPrinter) {
	w.run(func(t *green.Task) {
		for _, n := range []string{"a", "b", "c"} {
			pySpawn(t, oracleRounds(w, n, 4))
		}
	})
}

func oracleSched04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		for _, n := range []string{"a", "b", "c"} {
			pySpawn(t, func(t *green.Task) {
				w.print("start", n)
				pySpawn(t, func(*green.Task) { w.print("child", n) })
				t.Yield()
				w.print("end", n)
			})
		}
	})
}

func oracleSched05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		pySpawn(t, oracleRounds(w, "a", 3))
		pySpawn(t, oracleRounds(w, "b", 3))
		oracleRounds(w, "main", 5)(t)
	})
}

func oracleSched06(w *pyPrinter) {
	var f func(t *green.Task, d int)
	f = func(t *green.Task, d int) {
		w.print("depth", d)
		if d < 4 {
			pySpawn(t, func(t *green.Task) { f(t, d+1) })
		}
	}
	w.run(func(t *green.Task) {
		pySpawn(t, oracleRounds(w, "  tick", 6))
		pySpawn(t, func(t *green.Task) { f(t, 0) })
	})
}

func oracleSched07(w *pyPrinter) {
	w.run(func(t *green.Task) {
		for n, k := range []int{1, 4, 2} {
			name := "abc"[n : n+1]
			pySpawn(t, func(t *green.Task) {
				oracleRounds(w, name, k)(t)
				w.print(name, "done")
			})
		}
	})
}

func oracleSched08(w *pyPrinter) {
	w.run(func(t *green.Task) {
		for _, d := range []time.Duration{5, 1, 4, 2, 3} {
			pySpawn(t, func(t *green.Task) {
				t.Sleep(d * time.Second / 100)
				w.print(fmt.Sprint("d", int(d)))
			})
		}
	})
}

// oracleEqualTimers returns the order in which n tasks wake from equal sleeps.
func oracleEqualTimers(w *pyPrinter, n int) (order []int) {
	w.run(func(t *green.Task) {
		pySpawnAll(t, n, func(t *green.Task, i int) {
			t.Sleep(20 * time.Millisecond)
			order = append(order, i)
		})
	})
	return order
}

func oracleSched09(w *pyPrinter) {
	order := oracleEqualTimers(w, 12)
	words := map[bool]string{true: "sorted", false: "NOT sorted"}
	w.print(words[slices.IsSorted(order)], len(order))
}

func oracleSched09b(w *pyPrinter) { w.print(oracleEqualTimers(w, 12)) }

func oracleSched10(w *pyPrinter) {
	words := map[bool]string{true: "in spawn order", false: "other order"}
	w.print(words[slices.IsSorted(oracleEqualTimers(w, 8))])
}

func oracleSched12(w *pyPrinter) {
	w.runBusy(func(t *green.Task) {
		pySpawn(t, func(t *green.Task) {
			start := time.Now()
			t.Sleep(10 * time.Millisecond)
			w.print("late by >= 50ms:", time.Since(start) >= 50*time.Millisecond)
		})
		pySpawn(t, func(*green.Task) {
			time.Sleep(60 * time.Millisecond)
			w.print("hog done")
		})
	})
}

func oracleSched13(w *pyPrinter) {
	w.run(func(t *green.Task) {
		f := func(n string, d time.Duration) {
			pySpawn(t, func(t *green.Task) {
				w.print(n, "in")
				t.Sleep(d)
				w.print(n, "out")
			})
		}
		f("zero", 0)
		f("neg", -time.Second)
		f("zero2", 0)
	})
}

func oracleSched14(w *pyPrinter) {
	w.run(func(t *green.Task) {
		f := func(n string, d time.Duration) {
			pySpawn(t, func(t *green.Task) {
				t.Sleep(d)
				w.print(n)
			})
		}
		f("tiny 1e-6", time.Microsecond)
		f("zero", 0)
	})
}

func oracleSched16(w *pyPrinter) {
	w.run(func(t *green.Task) {
		pySpawn(t, func(t *green.Task) {
			defer w.print("finally at exit")
			w.print("started")
			t.Sleep(10 * time.Second)
			w.print("never")
		})
		t.Yield()
		w.print("main returns")
	})
}

func oracleSched19(w *pyPrinter) {
	w.run(func(t *green.Task) {
		ev := green.NewFlag(t.Loop())
		pySpawn(t, func(t *green.Task) {
			ev.Wait(t)
			w.print("waiter woke")
		})
		pySpawn(t, func(t *green.Task) {
			w.print("setter: set")
			ev.Set()
			pySpawn(t, func(*green.Task) { w.print("spawned after set") })
			w.print("setter end")
		})
		pySpawn(t, func(t *green.Task) {
			w.print("other")
			t.Yield()
			w.print("other again")
		})
	})
}

func oracleSched27(w *pyPrinter) {
	var log, want [][2]int
	w.run(func(t *green.Task) {
		pySpawnAll(t, 100, func(t *green.Task, i int) {
			for r := range 3 {
				log = append(log, [2]int{r, i})
				t.Yield()
			}
		})
	})
	for r := range 3 {
		for i := range 100 {
			want = append(want, [2]int{r, i})
		}
	}
	w.print(slices.Equal(log, want))
}

// A timer counts from when it is armed, in all three.
func oracleSched28(w *pyPrinter) {
	const busy, d, early = 30 * time.Millisecond, 20 * time.Millisecond, 15 * time.Millisecond
	w.runBusy(func(t *green.Task) {
		for _, f := range []struct {
			name  string
			sleep func()
		}{
			{"timer(.02)", func() {
				e := green.NewFlag(t.Loop())
				pySpawn(t, func(t *green.Task) { t.Sleep(d); e.Set() })
				e.Wait(t)
			}},
			{"sleep(.02)", func() { t.Sleep(d) }},
			{"spawn_later(.02)", func() {
				_ = t.Join(pySpawn(t, func(t *green.Task) { t.Sleep(d) }))
			}},
		} {
			time.Sleep(busy)
			start := time.Now()
			f.sleep()
			w.print(f.name+" too early:", time.Since(start) < early)
		}
	})
}

// In gevent the switches between main, the hub and a greenlet are seen; here what
// gives way and what goes on are events of a task.
func oracleMon05(w *pyPrinter) {
	var log []string
	running := ""
	names := []string{"main", "a", "b"}
	w.run(func(t *green.Task) {
		f := func(t *green.Task) { t.Yield() }
		_ = t.Join(pySpawn(t, f), pySpawn(t, f))
	}, green.Trace(func(e green.Event) {
		if e.Kind != green.Switched {
			return
		}
		if running != "" {
			log = append(log, running+">hub")
		}
		running = names[e.Task.ID()]
		log = append(log, "hub>"+running)
	}))
	w.print(strings.Join(log, " "))
}
