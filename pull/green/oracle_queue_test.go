package green_test

import (
	"time"

	"github.com/coseq/coseq/pull/green"
)

// Queues. gevent's Channel is a Queue of capacity 0, and Close stands for the
// StopIteration that ends the iteration over one.

func oracleGet[T any](t *green.Task, q *green.Queue[T]) T {
	v, _ := q.Get(t)
	return v
}

func oracleQueue01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[string](t.Loop(), -1)
		pySpawnAll(t, 3, func(t *green.Task, i int) {
			w.print("g"+pyRepr(i), "got", oracleGet(t, q))
		})
		t.Yield()
		for _, x := range []string{"a", "b", "c"} {
			q.Put(t, x)
		}
		w.print("all put")
	})
}

func oracleQueue02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[int](t.Loop(), 1)
		pySpawn(t, func(t *green.Task) {
			for i := range 4 {
				w.print("put", i)
				q.Put(t, i)
				w.print("put done", i)
			}
		})
		pySpawn(t, func(t *green.Task) {
			for range 4 {
				w.print("    get")
				w.print("    got", oracleGet(t, q))
			}
		})
	})
}

func oracleQueue03(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[int](t.Loop(), 2)
		pySpawn(t, func(t *green.Task) {
			for range 5 {
				w.print("    got", oracleGet(t, q))
			}
		})
		pySpawn(t, func(t *green.Task) {
			for i := range 5 {
				q.Put(t, i)
				w.print("put", i)
			}
		})
	})
}

func oracleQueue04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[int](t.Loop(), 1)
		try := func(word string, ok bool) {
			if !ok {
				w.print(word)
			}
		}
		getNowait := func() bool { _, ok := q.TryGet(); return ok }
		const d = 10 * time.Millisecond
		try("Empty", getNowait())
		try("Empty", pyWithin(t, d, func(t *green.Task) { q.Get(t) }))
		try("Empty", getNowait())
		q.Put(t, 1)
		try("Full", q.TryPut(2))
		try("Full", pyWithin(t, d, func(t *green.Task) { q.Put(t, 2) }))
		w.print(q.Len(), !q.TryPut(2), q.Len() == 0, q.Len(), q != nil)
	})
}

func oracleQueue09(w *pyPrinter) {
	w.run(func(t *green.Task) {
		c := green.NewQueue[int](t.Loop(), 0)
		pySpawn(t, func(t *green.Task) {
			for i := range 3 {
				w.print("send", i)
				c.Put(t, i)
				w.print("sent", i)
			}
		})
		pySpawn(t, func(t *green.Task) {
			for range 3 {
				w.print("    recv")
				w.print("    received", oracleGet(t, c))
			}
		})
	})
}

func oracleQueue10(w *pyPrinter) {
	w.run(func(t *green.Task) {
		c := green.NewQueue[int](t.Loop(), 0)
		w.print(c.Len(), c.Len() == 0, !c.TryPut(0))
		if !c.TryPut(1) {
			w.print("Full")
		}
		if _, ok := c.TryGet(); !ok {
			w.print("Empty")
		}
		g := green.Spawn(t, "", func(t *green.Task) (int, error) { return oracleGet(t, c), nil })
		t.Yield()
		if !c.TryPut(5) {
			w.print("Full, although somebody waits")
		}
		v, _ := g.Get(t)
		w.print(v)
	})
}

func oracleQueue11(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[int](t.Loop(), -1)
		pySpawn(t, func(t *green.Task) {
			for x := range q.All(t) {
				w.print("item", x)
			}
			w.print("end of iteration")
		})
		q.Put(t, 1)
		q.Put(t, 2)
		q.Close()
	})
}

func oracleQueue13(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[string](t.Loop(), -1)
		gs := pySpawnAll(t, 2, func(t *green.Task, i int) {
			w.print("ab"[i:i+1], "got", oracleGet(t, q))
		})
		t.Yield()
		pyKill(t, gs[0])
		q.Put(t, "item")
		_ = t.Join(gs[1])
		w.print(q.Len())
	})
}

func oracleQueue14(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[any](t.Loop(), 1)
		q.Put(t, 0)
		gs := pySpawnAll(t, 2, func(t *green.Task, i int) { q.Put(t, "ab"[i:i+1]) })
		t.Yield()
		pyKill(t, gs[0])
		w.print(oracleGet(t, q))
		_ = t.Join(gs[1])
		w.print(oracleGet(t, q), q.Len() == 0)
	})
}

func oracleQueue15(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[int](t.Loop(), 1)
		pySpawnAll(t, 5, func(t *green.Task, i int) { q.Put(t, i) })
		t.Yield()
		w.print("size", q.Len())
		var got []int
		for range 5 {
			got = append(got, oracleGet(t, q))
		}
		w.print(got)
	})
}

func oracleQueue18(w *pyPrinter) {
	w.run(func(t *green.Task) {
		q := green.NewQueue[string](t.Loop(), -1)
		pySpawn(t, func(t *green.Task) { w.print("waiter got", oracleGet(t, q)) })
		t.Yield()
		q.Put(t, "first")
		w.print("main stole", oracleGet(t, q))
		q.Put(t, "second")
	})
}

func oracleQueue20(w *pyPrinter) {
	w.run(func(t *green.Task) {
		a, b := green.NewQueue[int](t.Loop(), 2), green.NewQueue[int](t.Loop(), 2)
		pySpawn(t, func(t *green.Task) {
			defer a.Close()
			for i := range 6 {
				a.Put(t, i)
			}
		})
		pySpawn(t, func(t *green.Task) {
			defer b.Close()
			for x := range a.All(t) {
				b.Put(t, x*x)
			}
		})
		var got []int
		for x := range b.All(t) {
			got = append(got, x)
		}
		w.print(got)
	})
}

func oracleProdcons01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		req, rep := green.NewQueue[int](t.Loop(), 0), green.NewQueue[string](t.Loop(), 0)
		pySpawn(t, func(t *green.Task) {
			for n := range req.All(t) {
				w.print("[CONSUMER] Consuming " + pyRepr(n) + "...")
				rep.Put(t, "200 OK")
			}
		})
		pySpawn(t, func(t *green.Task) {
			defer req.Close()
			for n := 1; n < 4; n++ {
				w.print("[PRODUCER] Producing " + pyRepr(n) + "...")
				req.Put(t, n)
				w.print("[PRODUCER] Consumer return: " + oracleGet(t, rep))
			}
		})
	})
}

// An oracleActor is a task with an inbox.
type oracleActor struct {
	name  string
	inbox *green.Queue[int]
	peer  *oracleActor
	task  *green.Task
}

func (a *oracleActor) receive(w *pyPrinter, t *green.Task, m int) {
	w.print(a.name, m)
	if m < 6 {
		a.peer.inbox.Put(t, m+1)
		return
	}
	a.inbox.Close()
	a.peer.inbox.Close()
}

func oracleActor01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		a := &oracleActor{name: "ping", inbox: green.NewQueue[int](t.Loop(), -1)}
		b := &oracleActor{name: "pong", inbox: green.NewQueue[int](t.Loop(), -1)}
		a.peer, b.peer = b, a
		for _, actor := range []*oracleActor{a, b} {
			actor.task = pySpawn(t, func(t *green.Task) {
				for m := range actor.inbox.All(t) {
					actor.receive(w, t, m)
				}
			})
		}
		a.inbox.Put(t, 1)
		_ = t.Join(a.task, b.task)
		w.print("both dead", a.task.Done(), b.task.Done())
	})
}
