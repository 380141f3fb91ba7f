package green_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/coseq/coseq/pull/green"
)

func TestConstructorsPanic(t *testing.T) {
	l := green.New()
	err := l.Run(t.Context(), func(m *green.Task) error {
		f := func(*green.Task, int) (string, error) { return "", nil }
		for _, test := range []struct {
			call func()
			want string
		}{
			{func() { green.NewQueue[int](nil, 1) }, "green.NewQueue: the loop must not be nil"},
			{func() { green.NewFlag(nil) }, "green.NewFlag: the loop must not be nil"},
			{func() { green.NewSemaphore(nil, 1) }, "green.NewSemaphore: the loop must not be nil"},
			{func() { green.NewFuture[int](nil) }, "green.NewFuture: the loop must not be nil"},
			{func() { green.NewPool(nil, 1) }, "green.NewPool: the task must not be nil"},
			{func() { green.Map(nil, 1, oracleRange(1), f) }, "green.Map: the task must not be nil"},
			{func() { _ = m.Join(nil) }, "green.Task.Join: the tasks must not be nil"},
			{func() { green.NewQueue[int](l, 1).Get(nil) }, "green.Queue.Get: the task must not be nil"},
			{
				func() { green.NewSemaphore(l, -1) },
				"green.NewSemaphore: permits must not be negative",
			},
			{func() { green.NewPool(m, 0) }, "green.NewPool: size must be at least 1"},
			{func() { green.NewPool(m, -1) }, "green.NewPool: size must be at least 1"},
			{func() { green.NewPool(m, 1).Go(m, "", nil) }, "green.Pool.Go: f must not be nil"},
			{func() { green.Map(m, 0, oracleRange(1), f) }, "green.Map: n must be at least 1"},
			{func() { green.Map(m, 1, nil, f) }, "green.Map: src must not be nil"},
			{
				func() { green.MapUnordered[int, int](m, 1, oracleRange(1), nil) },
				"green.MapUnordered: f must not be nil",
			},
		} {
			got := ending(func() error { test.call(); return nil })
			if got != "panic: "+test.want {
				t.Errorf("got %q, want a panic with %q", got, test.want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// sharedCalls are all calls that may block, each on something that does not.
func sharedCalls(t *green.Task) map[string]func(*green.Task) {
	l := t.Loop()
	q := green.NewQueue[int](l, -1)
	q.TryPut(1)
	f := green.NewFlag(l)
	f.Set()
	s := green.NewSemaphore(l, 9)
	p := green.NewPool(t, 9)
	return map[string]func(*green.Task){
		"Queue.Put":         func(t *green.Task) { q.Put(t, 1) },
		"Queue.Get":         func(t *green.Task) { q.Get(t) },
		"Flag.Wait":         f.Wait,
		"Semaphore.Acquire": s.Acquire,
		"Pool.Go":           func(t *green.Task) { p.Go(t, "", nothing) },
		"Pool.Wait":         func(t *green.Task) { _ = p.Wait(t) },
	}
}

// TestSharedMisuse makes every call with every task that must not block then, even
// where it would not.
func TestSharedMisuse(t *testing.T) {
	var calls map[string]func(*green.Task)
	var ended, other *green.Task
	check := func(what, want string, u *green.Task) {
		t.Helper()
		for name, call := range calls {
			got := ending(func() error { call(u); return nil })
			if !strings.HasPrefix(got, "panic: green."+name+": ") || !strings.Contains(got, want) {
				t.Errorf("%s with %s: %q, want a panic with %q", name, what, got, want)
			}
		}
	}
	var l *green.Loop
	err := green.Run(t.Context(), func(m *green.Task) error {
		l = m.Loop()
		calls = sharedCalls(m)
		for _, call := range calls {
			call(m)
		}
		ended = m.Go("ended", nothing)
		other = m.Go("other", func(t *green.Task) error {
			check("a task that does not run", "use that one", m)
			return nil
		})
		m.Yield()
		check("a task that has ended", "has ended", ended)
		var level *green.Task
		err := m.Scope(func(t *green.Task) error {
			level = t
			check("the outer task", "use the task given to its function", m)
			for _, call := range calls {
				call(t)
			}
			return nil
		})
		check("the task of a Scope that is over", "is over", level)
		l.Post(func() { check("a task, in Post", "outside the loop", m) })
		return errors.Join(err, m.Join(other), green.Run(t.Context(), func(t *green.Task) error {
			check("a task of another loop", "runs on another loop", t)
			return nil
		}))
	})
	if err != nil {
		t.Error(err)
	}
	check("a task, after Run", "has ended", ended)
}

// What does not block may be called from anywhere on the loop's goroutine.
func TestSharedOutside(t *testing.T) {
	l := green.New()
	q, f, s := green.NewQueue[int](l, 1), green.NewFlag(l), green.NewSemaphore(l, 0)
	use := func() {
		q.SetName("q")
		f.SetName("f")
		s.SetName("s")
		f.Set()
		f.Clear()
		s.Release()
		if !q.TryPut(1) || q.Len() != 1 || f.IsSet() || !s.TryAcquire() || s.TryAcquire() {
			t.Error("the calls do not work")
		}
		q.TryGet()
	}
	use()
	if err := l.Run(t.Context(), func(*green.Task) error { l.Post(use); return nil }); err != nil {
		t.Error(err)
	}
	use()
	q.Close()
}

// sharedWaits are calls that block for ever, by what a report calls them.
var sharedWaits = map[string]func(t *green.Task){
	"Queue.Get":         func(t *green.Task) { green.NewQueue[int](t.Loop(), 1).Get(t) },
	"Queue.Put":         func(t *green.Task) { green.NewQueue[int](t.Loop(), 0).Put(t, 1) },
	"Flag.Wait":         func(t *green.Task) { green.NewFlag(t.Loop()).Wait(t) },
	"Semaphore.Acquire": func(t *green.Task) { green.NewSemaphore(t.Loop(), 0).Acquire(t) },
	`Queue "jobs".Get`:  func(t *green.Task) { namedQueue(t, 1).Get(t) },
	`Queue "jobs".Put`:  func(t *green.Task) { namedQueue(t, 0).Put(t, 1) },
	`Flag "a \"b\"".Wait`: func(t *green.Task) {
		f := green.NewFlag(t.Loop())
		f.SetName(`a "b"`)
		f.Wait(t)
	},
	`Semaphore "printer".Acquire`: func(t *green.Task) {
		s := green.NewSemaphore(t.Loop(), 0)
		s.SetName("printer")
		s.Acquire(t)
	},
}

func namedQueue(t *green.Task, capacity int) *green.Queue[int] {
	q := green.NewQueue[int](t.Loop(), capacity)
	q.SetName("jobs")
	return q
}

// TestSharedNames looks at what deadlocks and traces call a wait.
func TestSharedNames(t *testing.T) {
	for want, wait := range sharedWaits {
		var traced []string
		err := green.Run(t.Context(), func(t *green.Task) error {
			wait(t)
			return nil
		}, green.Trace(func(e green.Event) {
			if e.Kind == green.BlockedOn {
				traced = append(traced, e.On)
			}
		}))
		var deadlock *green.DeadlockError
		if !errors.As(err, &deadlock) || deadlock.Blocked[0].On != want {
			t.Errorf("got %v, want a deadlock on %s", err, want)
		}
		if !slices.Equal(traced, []string{want}) {
			t.Errorf("traced %q, want %s", traced, want)
		}
	}
}

// TestSharedUnwinds ends the run while a task waits in each of the calls.
func TestSharedUnwinds(t *testing.T) {
	for name, wait := range sharedWaits {
		expect(t, func(m *green.Task, say say) error {
			m.Go(name, func(t *green.Task) error {
				defer say("unwound")
				wait(t)
				return nil
			})
			m.Yield()
			return errors.New("main fails")
		}, "unwound", "=> main fails")
	}
}

// Two locks taken in different orders: the cycle is found by who holds them.
func TestLocksInCycle(t *testing.T) {
	var a, b *green.Task
	err := green.Run(t.Context(), func(t *green.Task) error {
		x, y := green.NewSemaphore(t.Loop(), 1), green.NewSemaphore(t.Loop(), 1)
		both := func(x, y *green.Semaphore) func(t *green.Task) error {
			return func(t *green.Task) error {
				x.Acquire(t)
				t.Yield()
				y.Acquire(t)
				return nil
			}
		}
		a, b = t.Go("a", both(x, y)), t.Go("b", both(y, x))
		return nil
	})
	var deadlock *green.DeadlockError
	if !errors.As(err, &deadlock) || !slices.Equal(deadlock.Cycle, []*green.Task{a, b}) {
		t.Errorf("got %v, want a cycle of %v and %v", err, a, b)
	}
}
