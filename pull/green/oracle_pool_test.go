package green_test

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// Pools. imap is Map, and map is a Map whose results are collected.

func oraclePool01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		p := green.NewPool(t, 2)
		var gs []*green.Task
		free := func() int {
			alive := func(g *green.Task) bool { return !g.Done() }
			return 2 - len(slices.Collect(oracleFilter(slices.Values(gs), alive)))
		}
		for n := 1; n <= 4; n++ {
			w.print("spawn", n, "free", free())
			gs = append(gs, p.Go(t, "", func(t *green.Task) error {
				w.print("start", n)
				t.Sleep(time.Duration(n) * 10 * time.Millisecond)
				w.print("end", n)
				return nil
			}))
		}
		_ = p.Wait(t)
		w.print("joined", free(), 2-free())
	})
}

func oracleFilter[V any](seq iter.Seq[V], keep func(V) bool) iter.Seq[V] {
	return func(yield func(V) bool) {
		for v := range seq {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

func oracleRange(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func oraclePool02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		for _, n := range []int{4, 1} {
			squares := green.Map(t, n, oracleRange(4), func(t *green.Task, x int) (int, error) {
				t.Sleep(time.Duration(4-x) * 10 * time.Millisecond)
				return x * x, nil
			})
			var got []int
			for x := range squares {
				got = append(got, x)
			}
			w.print(got)
		}
	})
}

type oracleMap func(
	*green.Task, int, iter.Seq[int], func(*green.Task, int) (int, error),
) iter.Seq2[int, error]

func oracleMapOrder(w *pyPrinter, mapper oracleMap) {
	w.run(func(t *green.Task) {
		var log []string
		delays := []time.Duration{30, 10, 20}
		for r := range mapper(t, 3, oracleRange(3), func(t *green.Task, x int) (int, error) {
			t.Sleep(delays[x] * time.Millisecond)
			log = append(log, fmt.Sprint("done ", x))
			return x, nil
		}) {
			log = append(log, fmt.Sprint("got ", r))
		}
		w.print(log)
	})
}

func oraclePool03(w *pyPrinter) { oracleMapOrder(w, green.Map[int, int]) }
func oraclePool04(w *pyPrinter) { oracleMapOrder(w, green.MapUnordered[int, int]) }

func oraclePool05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		for v, err := range green.Map(t, 2, oracleRange(4), func(_ *green.Task, x int) (int, error) {
			if x == 1 {
				return 0, pyValueError(fmt.Sprint("item ", x))
			}
			return x, nil
		}) {
			if err != nil {
				w.print("ValueError", err)
				continue
			}
			w.print(v)
		}
		w.print("stop")
	})
}

func oraclePool06(w *pyPrinter) {
	w.run(func(t *green.Task) {
		var ran []int
		var first error
		for _, err := range green.Map(t, 5, oracleRange(5), func(t *green.Task, x int) (int, error) {
			t.Sleep(time.Duration(5-x) * 10 * time.Millisecond)
			ran = append(ran, x)
			if x == 1 || x == 3 {
				return 0, pyValueError(fmt.Sprint(x))
			}
			return 0, nil
		}) {
			if first == nil {
				first = err
			}
		}
		w.print("raised", first, "ran so far", ran)
		w.print("ran", ran)
	})
}

func oraclePool07(w *pyPrinter) {
	w.run(func(t *green.Task) {
		it := green.Map(t, 2, func(yield func(int) bool) {
			for i := range 6 {
				w.print("take", i)
				if !yield(i) {
					return
				}
			}
		}, func(t *green.Task, x int) (int, error) {
			t.Sleep(10 * time.Millisecond)
			return x, nil
		})
		w.print("created")
		for v := range it {
			w.print([]string{"first", "second"}[v], v)
			if v == 1 {
				break
			}
		}
	})
}

func oraclePool09(w *pyPrinter) {
	w.run(func(t *green.Task) {
		out := []int{}
		defer func() { w.print(out, "KeyError", recover()) }()
		for r := range green.Map(t, 2, func(yield func(int) bool) {
			if yield(1) && yield(2) {
				panic(pyKeyError("src"))
			}
		}, func(_ *green.Task, x int) (int, error) { return x * 10, nil }) {
			out = append(out, r)
		}
	})
}

func oraclePool13(w *pyPrinter) {
	w.deadlock("LoopExit:", func(t *green.Task) {
		p := green.NewPool(t, 1)
		g := p.Go(t, "", func(t *green.Task) error {
			p.Go(t, "", func(*green.Task) error { return nil })
			w.print("NEVER")
			return nil
		})
		_ = t.Join(g)
	})
}

func oraclePool16(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gr := green.NewPool(t, 10)
		g := gr.Go(t, "", func(t *green.Task) error {
			t.Sleep(200 * time.Millisecond)
			return nil
		})
		w.print(pyWithin(t, 10*time.Millisecond, func(t *green.Task) { _ = gr.Wait(t) }))
		pyKill(t, g)
		gr.Go(t, "", func(*green.Task) error { return pyValueError("x") })
		w.print("raised", gr.Wait(t))
	})
}

func oraclePool19(w *pyPrinter) {
	w.run(func(t *green.Task) {
		p := green.NewPool(t, 1)
		gs := pySpawnAll(t, 5, func(t *green.Task, n int) {
			p.Go(t, "", func(t *green.Task) error {
				w.print("job", n)
				t.Yield()
				return nil
			})
		})
		_ = t.Join(gs...)
		_ = p.Wait(t)
	})
}

func oraclePool21(w *pyPrinter) {
	w.run(func(t *green.Task) {
		most := func(size int) int {
			alive, most := 0, 0
			p := green.NewPool(t, size)
			for range 10 {
				p.Go(t, "", func(t *green.Task) error {
					alive++
					most = max(most, alive)
					t.Sleep(5 * time.Millisecond)
					alive--
					return nil
				})
			}
			_ = p.Wait(t)
			return most
		}
		w.print(most(10), most(3), most(1000))
	})
}
