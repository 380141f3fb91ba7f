package green_test

import (
	"testing"

	"github.com/coseq/coseq/pull/green"
)

// waiters spawns tasks that wait for f and say so, and lets them wait.
func waiters(t *green.Task, say say, f *green.Flag, names ...string) (all []*green.Task) {
	for _, name := range names {
		all = append(all, t.Go(name, func(t *green.Task) error {
			f.Wait(t)
			say(name, f.IsSet())
			return nil
		}))
	}
	t.Yield()
	return all
}

// Those who come while the Flag is set and others are still to be woken line up.
func TestFlagLinesUp(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		f := green.NewFlag(t.Loop())
		waiters(t, say, f, "a", "b")
		t.Go("c", func(t *green.Task) error { f.Wait(t); say("c"); return nil })
		f.Set()
		f.Wait(t)
		say("main")
		return nil
	}, "a true", "b true", "main", "c", "=> <nil>")
}

// Those who come when it has been cleared again wait for the next Set, unless those
// before them have not yet been woken.
func TestFlagClear(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		f := green.NewFlag(t.Loop())
		waiters(t, say, f, "a")
		t.Go("b", func(t *green.Task) error { f.Wait(t); say("b"); return nil })
		t.Yield()
		f.Set()
		f.Clear()
		t.Go("late", func(t *green.Task) error { f.Wait(t); say("late"); return nil })
		t.Yield()
		say("again")
		f.Set()
		return nil
	}, "a false", "b", "again", "late", "=> <nil>")
}

// One that clears the Flag and waits again is not woken in the same turn.
func TestFlagWaitsAgain(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		f := green.NewFlag(t.Loop())
		for _, name := range []string{"a", "b"} {
			t.Go(name, func(t *green.Task) error {
				for range 2 {
					f.Wait(t)
					say(name)
					f.Clear()
				}
				return nil
			})
		}
		t.Yield()
		f.Set()
		t.Yield()
		say("again")
		f.Set()
		return nil
	}, "a", "b", "again", "a", "b", "=> <nil>")
}

// No wake-up is lost when all who came before are killed.
func TestFlagKill(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		f := green.NewFlag(t.Loop())
		all := waiters(t, say, f, "a", "b")
		for _, a := range all {
			a.Kill(nil)
		}
		f.Set()
		for _, name := range []string{"c", "d"} {
			t.Go(name, func(t *green.Task) error { f.Wait(t); say(name); return nil })
		}
		f.Wait(t)
		say("main")
		return nil
	}, "main", "c", "d", "=> <nil>")
}

// When all are killed, the next who wait are woken where the next Set puts it.
func TestFlagCalledOff(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		f := green.NewFlag(t.Loop())
		a := waiters(t, say, f, "a")[0]
		a.Kill(nil)
		f.Set()
		t.Go("b", func(t *green.Task) error {
			f.Clear()
			f.Wait(t)
			say("b")
			return nil
		})
		t.Go("c", func(t *green.Task) error {
			f.Set()
			say("set")
			t.Yield()
			say("c")
			return nil
		})
		return nil
	}, "set", "b", "c", "=> <nil>")
}

// Under a seed, too, everybody is woken once.
func TestFlagSeeds(t *testing.T) {
	for seed := range uint64(100) {
		woken := 0
		err := green.Run(t.Context(), func(t *green.Task) error {
			f := green.NewFlag(t.Loop())
			for range 5 {
				t.Go("waits", func(t *green.Task) error {
					f.Wait(t)
					woken++
					f.Clear()
					return nil
				})
			}
			for range 5 {
				t.Go("sets", func(t *green.Task) error {
					for woken < 5 {
						f.Set()
						t.Yield()
					}
					return nil
				})
			}
			return nil
		}, green.Seed(seed))
		if err != nil || woken != 5 {
			t.Errorf("seed %d: %d woken, Run = %v", seed, woken, err)
		}
	}
}
