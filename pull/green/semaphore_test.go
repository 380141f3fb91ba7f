package green_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/coseq/coseq/pull/green"
)

// acquirers spawns tasks that acquire from s and say so, and lets them wait.
func acquirers(t *green.Task, say say, s *green.Semaphore, names ...string) (all []*green.Task) {
	for _, name := range names {
		all = append(all, t.Go(name, func(t *green.Task) error {
			s.Acquire(t)
			say(name)
			return nil
		}))
	}
	t.Yield()
	return all
}

func TestSemaphoreHandsOver(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		s := green.NewSemaphore(t.Loop(), 1)
		s.Acquire(t)
		acquirers(t, say, s, "a", "b")
		s.Release()
		say("try:", s.TryAcquire())
		s.Acquire(t)
		say("main")
		return nil
	}, "try: false", "a", "=> deadlock [<Task 0: main>: Semaphore.Acquire] "+
		"[<Task 2: b>: Semaphore.Acquire]")
}

func TestSemaphoreReleasesMany(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		s := green.NewSemaphore(t.Loop(), 0)
		acquirers(t, say, s, "a", "b", "c")
		for range 4 {
			s.Release()
		}
		t.Go("d", func(t *green.Task) error { say("d"); return nil })
		say("released")
		t.Yield()
		say(s.TryAcquire(), s.TryAcquire())
		return nil
	}, "released", "a", "b", "c", "d", "true false", "=> <nil>")
}

// A permit goes on to the next if the one that it is for is killed before it arrives,
// and to nobody if there is no next.
func TestSemaphorePassesOn(t *testing.T) {
	names := []string{"a", "b", "c"}
	for kills := range len(names) + 1 {
		var want []string
		if kills < len(names) {
			want = names[kills : kills+1]
		}
		free := fmt.Sprint("free: ", want == nil)
		expect(t, func(t *green.Task, say say) error {
			s := green.NewSemaphore(t.Loop(), 0)
			all := acquirers(t, say, s, names...)
			for _, a := range all[:kills] {
				a.Kill(nil)
			}
			s.Release() // is for a, who is killed before it has another turn
			t.Sleep(1)
			say("free:", s.TryAcquire())
			for _, a := range all {
				a.Kill(nil)
			}
			return nil
		}, append(slices.Clone(want), free, "=> <nil>")...)
	}
}

// Those who come while others are being woken wait for a turn of their own.
func TestSemaphoreComesLater(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		s := green.NewSemaphore(t.Loop(), 0)
		t.Go("twice", func(t *green.Task) error {
			s.Acquire(t)
			say("once")
			s.Release()
			s.Acquire(t)
			say("twice")
			return nil
		})
		acquirers(t, say, s, "a")
		s.Release()
		t.Go("between", func(*green.Task) error { say("between"); s.Release(); return nil })
		return nil
	}, "once", "a", "between", "twice", "=> <nil>")
}

// TestSemaphoreKeepsPermits never has more inside than there are permits, and has all
// permits back in the end, with kills in all places.
func TestSemaphoreKeepsPermits(t *testing.T) {
	for seed := range uint64(200) {
		permits, inside := 1+int(seed%3), 0
		var s *green.Semaphore
		err := green.Run(t.Context(), func(m *green.Task) error {
			s = green.NewSemaphore(m.Loop(), permits)
			var all []*green.Task
			for i := range 8 {
				all = append(all, m.Go("", func(t *green.Task) error {
					s.Acquire(t)
					defer s.Release()
					inside++
					defer func() { inside-- }()
					if inside > permits {
						return fmt.Errorf("%d inside, %d permits", inside, permits)
					}
					if i%2 == 0 {
						all[int(seed+uint64(i))%len(all)].Kill(nil)
					}
					t.Yield()
					return nil
				}))
			}
			return m.Join(all...)
		}, green.Seed(seed))
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		for range permits {
			if !s.TryAcquire() {
				t.Errorf("seed %d: a permit is lost", seed)
			}
		}
		if s.TryAcquire() {
			t.Errorf("seed %d: a permit too many", seed)
		}
	}
}
