package green_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
	"github.com/google/go-cmp/cmp"
)

// getOne spawns a task that gets one value, and says what it got.
func getOne(t *green.Task, say say, q *green.Queue[int], name string) *green.Task {
	return t.Go(name, func(t *green.Task) error {
		v, ok := q.Get(t)
		say(name, "got", v, ok)
		return nil
	})
}

// putOne spawns a task that puts v, and says when that is done or has panicked.
func putOne(t *green.Task, say say, q *green.Queue[int], v int) *green.Task {
	return t.Go(fmt.Sprint(v), func(t *green.Task) error {
		defer func() {
			if p := recover(); p != nil {
				say(v, "panics:", p)
			}
		}()
		q.Put(t, v)
		say(v, "put")
		return nil
	})
}

func TestQueueClose(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), 1)
		q.Put(t, 1)
		putOne(t, say, q, 2)
		putOne(t, say, q, 3)
		t.Yield()
		v, ok := q.Get(t) // makes room for 2
		say("main got", v, ok)
		q.Close()
		q.Close()
		say("closed", q.Len())
		t.Yield()
		for v := range q.All(t) {
			say("main got", v)
		}
		v, ok = q.Get(t)
		say("main got", v, ok)
		return nil
	},
		"main got 1 true",
		"closed 1",
		"2 put",
		"3 panics: green.Queue.Put: the queue is closed",
		"main got 2",
		"main got 0 false",
		"=> <nil>",
	)
}

func TestQueueCloseWakesGetters(t *testing.T) {
	for _, capacity := range []int{-1, 0, 1} {
		expect(t, func(t *green.Task, say say) error {
			q := green.NewQueue[int](t.Loop(), capacity)
			getOne(t, say, q, "a")
			getOne(t, say, q, "b")
			t.Yield()
			say("to a getter:", q.TryPut(7))
			q.Close()
			say("closed")
			return nil
		}, "to a getter: true", "closed", "a got 7 true", "b got 0 false", "=> <nil>")
	}
}

func TestQueueCloseLetsMeet(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), 0)
		getOne(t, say, q, "a")
		putOne(t, say, q, 1)
		putOne(t, say, q, 2)
		t.Go("closer", func(*green.Task) error { q.Close(); return nil })
		return nil
	},
		"a got 1 true",
		"1 put",
		"2 panics: green.Queue.Put: the queue is closed",
		"=> <nil>",
	)
}

// A value for which there is room when the Queue is closed is not lost, even if the one
// who waits to put it has not been woken by then.
func TestQueueCloseWithRoom(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[string](t.Loop(), 1)
		for _, v := range []string{"a", "b", "c"} {
			t.Go(v, func(t *green.Task) error {
				defer func() { say("put", v, recover() == nil) }()
				q.Put(t, v)
				return nil
			})
		}
		t.Yield()
		say(q.Get(t))
		q.Close()
		say(q.Get(t))
		say(q.Get(t))
		return nil
	}, "put a true", "a true", "b true", "false", "put b true", "put c false", "=> <nil>")
}

func TestQueuePutOnClosed(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), -1)
		q.Close()
		say(ending(func() error { q.Put(t, 1); return nil }))
		say(ending(func() error { q.TryPut(1); return nil }))
		_, ok := q.TryGet()
		say(ok, q.Len())
		return nil
	},
		"panic: green.Queue.Put: the queue is closed",
		"panic: green.Queue.TryPut: the queue is closed",
		"false 0",
		"=> <nil>",
	)
}

func TestQueueTryPutAtRendezvous(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), 0)
		say("nobody:", q.TryPut(1))
		getOne(t, say, q, "a")
		getOne(t, say, q, "b")
		t.Yield()
		say("two wait:", q.TryPut(2), q.TryPut(3), q.TryPut(4), q.Len())
		t.Yield()
		getOne(t, say, q, "c")
		t.Yield()
		putOne(t, say, q, 5)
		t.Go("try", func(*green.Task) error {
			say("one is before:", q.TryPut(6))
			return nil
		})
		return nil
	},
		"nobody: false",
		"two wait: true true false 0",
		"a got 2 true",
		"b got 3 true",
		"one is before: false",
		"c got 5 true",
		"5 put",
		"=> <nil>",
	)
}

func TestQueueTryGetFromPutter(t *testing.T) {
	for _, capacity := range []int{0, 1} {
		expect(t, func(t *green.Task, say say) error {
			q := green.NewQueue[int](t.Loop(), capacity)
			if capacity > 0 {
				q.Put(t, 0)
			}
			putOne(t, say, q, 1)
			putOne(t, say, q, 2)
			t.Yield()
			for range capacity {
				q.TryGet()
			}
			v, ok := q.TryGet()
			say("main got", v, ok)
			v, ok = q.TryGet()
			say("main got", v, ok)
			v, ok = q.TryGet()
			say("main got", v, ok)
			return nil
		}, "main got 1 true", "main got 2 true", "main got 0 false", "1 put", "2 put", "=> <nil>")
	}
}

// One who waits to get is before one who tries.
func TestQueueTryGetIsNotFirst(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), 0)
		getOne(t, say, q, "a")
		putOne(t, say, q, 1)
		t.Go("try", func(*green.Task) error {
			_, ok := q.TryGet()
			say("try:", ok)
			return nil
		})
		return nil
	}, "try: false", "a got 1 true", "1 put", "=> <nil>")
}

// What TryPut has handed to one that is killed before it runs goes to the next.
func TestQueueKillAfterTryPut(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), 0)
		a := getOne(t, say, q, "a")
		getOne(t, say, q, "b")
		t.Yield()
		a.Kill(nil)
		say(q.TryPut(1))
		t.Yield()
		c := getOne(t, say, q, "c")
		t.Yield()
		c.Kill(nil)
		say(q.TryPut(2))
		t.Yield()
		v, ok := q.TryGet()
		say("main got", v, ok)
		return nil
	}, "true", "b got 1 true", "true", "main got 2 true", "=> <nil>")
}

func TestQueueAll(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), -1)
		for v := range 3 {
			q.Put(t, v)
		}
		q.Close()
		all := q.All(t)
		for v := range all {
			say(v, q.Len())
			break
		}
		for v := range all {
			say(v, q.Len())
		}
		for range all {
			say("NEVER")
		}
		return nil
	}, "0 2", "1 1", "2 0", "=> <nil>")
}

// A task may block in a sequence that it pulls, on the coroutine of iter.Pull.
func TestQueuePulled(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), 0)
		a := t.Go("a", func(t *green.Task) error {
			defer say("a is unwound")
			next, stop := iter.Pull(q.All(t))
			defer stop()
			for v, ok := next(); ok; v, ok = next() {
				say("a got", v)
			}
			say("NEVER")
			return nil
		})
		q.Put(t, 1)
		q.Put(t, 2)
		a.Kill(nil)
		say(t.Join(a), a.Err())
		return nil
	}, "a got 1", "a got 2", "a is unwound", "<nil> green: killed", "=> <nil>")
}

// TestQueueKeepsOrder has every value of every producer arrive once, and in order,
// whatever the capacity, the number of tasks and the schedule.
func TestQueueKeepsOrder(t *testing.T) {
	for capacity := -1; capacity <= 3; capacity++ {
		for tasks := range 9 {
			for seed := range uint64(6) {
				producers, consumers := 1+tasks/3, 1+tasks%3
				checkOrder(t, capacity, producers, consumers, seed)
			}
		}
	}
}

func checkOrder(t *testing.T, capacity, producers, consumers int, seed uint64) {
	t.Helper()
	const n = 5
	var opts []green.Option
	if seed > 0 {
		opts = append(opts, green.Seed(seed))
	}
	got := make([][][]int, consumers) // by consumer and producer
	err := green.Run(context.Background(), func(t *green.Task) error {
		q := green.NewQueue[[2]int](t.Loop(), capacity)
		for i := range got {
			got[i] = make([][]int, producers)
			t.Go("consumer", func(t *green.Task) error {
				for v := range q.All(t) {
					got[i][v[0]] = append(got[i][v[0]], v[1])
				}
				return nil
			})
		}
		p := green.NewPool(t, producers)
		for i := range producers {
			p.Go(t, "producer", func(t *green.Task) error {
				for v := range n {
					q.Put(t, [2]int{i, v})
				}
				return nil
			})
		}
		err := p.Wait(t)
		q.Close()
		return err
	}, opts...)
	if err != nil {
		t.Fatalf("capacity %d, %d to %d, seed %d: %v", capacity, producers, consumers, seed, err)
	}
	for i := range producers {
		var all []int
		for _, by := range got {
			// With a seed a consumer may be overtaken after it has been given a value.
			if !slices.IsSorted(by[i]) {
				t.Errorf("capacity %d, %d to %d, seed %d: one consumer got %v",
					capacity, producers, consumers, seed, by[i])
			}
			all = append(all, by[i]...)
		}
		slices.Sort(all)
		if diff := cmp.Diff([]int{0, 1, 2, 3, 4}, all); diff != "" {
			t.Errorf("capacity %d, %d to %d, seed %d: (-put +got)\n%s",
				capacity, producers, consumers, seed, diff)
		}
	}
}

// TestQueueAllocates: an item that is handed over costs no allocation.
func TestQueueAllocates(t *testing.T) {
	for _, capacity := range []int{0, 1, 8} {
		err := green.Run(t.Context(), func(m *green.Task) error {
			q := green.NewQueue[int](m.Loop(), capacity)
			m.Go("consumer", func(t *green.Task) error {
				for range q.All(t) {
				}
				return nil
			})
			if n := testing.AllocsPerRun(1000, func() { q.Put(m, 1) }); n != 0 {
				t.Errorf("capacity %d: %v allocations for an item", capacity, n)
			}
			q.Close()
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// A Queue may be filled by whoever is not a task.
func TestQueueFromOutside(t *testing.T) {
	l := green.New()
	q := green.NewQueue[int](l, -1)
	q.TryPut(1)
	var got []int
	err := l.Run(t.Context(), func(t *green.Task) error {
		release := l.Hold()
		go func() {
			defer release()
			l.Post(func() { q.TryPut(2) })
			l.Post(q.Close)
		}()
		got = slices.Collect(q.All(t))
		return nil
	})
	if diff := cmp.Diff([]int{1, 2}, got); err != nil || diff != "" {
		t.Errorf("Run = %v, (-want +got)\n%s", err, diff)
	}
}

func TestQueueTimeout(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		q := green.NewQueue[int](t.Loop(), 1)
		get := func(t *green.Task) error { q.Get(t); return nil }
		put := func(t *green.Task) error { q.Put(t, 2); return nil }
		say(t.WithTimeout(time.Second, get), now(t))
		q.Put(t, 1)
		say(t.WithTimeout(time.Second, put), now(t))
		v, _ := q.Get(t)
		say(v, q.Len())
		return nil
	}, "context deadline exceeded 1", "context deadline exceeded 2", "1 0", "=> <nil>")
}
