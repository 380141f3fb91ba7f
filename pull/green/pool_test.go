package green_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

func TestPoolLimit(t *testing.T) {
	for size := 1; size <= 4; size++ {
		for seed := range uint64(5) {
			alive, most, ran := 0, 0, 0
			err := green.Run(t.Context(), func(t *green.Task) error {
				p := green.NewPool(t, size)
				for range 7 {
					p.Go(t, "", func(t *green.Task) error {
						alive++
						most = max(most, alive)
						t.Yield()
						alive--
						ran++
						return nil
					})
				}
				return p.Wait(t)
			}, green.Seed(seed))
			if most > size || ran != 7 || err != nil {
				t.Errorf("size %d, seed %d: %d alive at a time, %d ran, Run = %v",
					size, seed, most, ran, err)
			}
		}
	}
}

func TestPoolErrors(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		p := green.NewPool(t, 3)
		for i := range 4 {
			p.Go(t, "", func(t *green.Task) error {
				t.Sleep(time.Duration(10-i) * time.Second)
				if i%2 == 1 {
					return fmt.Errorf("error %d", i)
				}
				return nil
			})
		}
		say(p.Wait(t))
		p.Go(t, "", func(*green.Task) error { return errors.New("error 4") })
		say(p.Wait(t))
		return nil
	}, "error 1\nerror 3", "error 1\nerror 3\nerror 4", "=> <nil>")
}

// A Pool is of use as long as tasks may join the Scope that it was made in.
func TestPoolOutlivesItsMaker(t *testing.T) {
	worker := func(t *green.Task) error { t.Sleep(time.Second); return nil }
	expect(t, func(t *green.Task, say say) error {
		var p *green.Pool
		maker := t.Go("maker", func(t *green.Task) error { p = green.NewPool(t, 1); return nil })
		t.Join(maker)
		p.Go(t, "", worker)
		say(p.Wait(t), now(t))

		t.Scope(func(t *green.Task) error {
			p = green.NewPool(t, 1)
			t.Go("feeder", func(t *green.Task) error {
				for range 3 {
					p.Go(t, "", worker)
				}
				return p.Wait(t)
			})
			return nil
		})
		say(now(t))
		p.Go(t, "", worker)
		return nil
	}, "<nil> 1", "4", "=> PanicError: green.Pool.Go: "+
		"the Scope that the Pool was made in is over, make another one")
}

// An error that no Wait has observed is one of the run.
func TestPoolUnobserved(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		p := green.NewPool(t, 1)
		p.Go(t, "job", func(*green.Task) error { return errors.New("x") })
		return nil
	}, "=> <Task 1: job>: x")
}

// A place becomes free however its task has ended.
func TestPoolKilled(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		p := green.NewPool(t, 1)
		a := p.Go(t, "a", sleeper(say, "a"))
		t.Yield()
		waits := t.Go("waits", func(t *green.Task) error { p.Go(t, "b", nothing); return nil })
		t.Yield()
		waits.Kill(nil)
		t.Yield()
		a.Kill(nil)
		c := p.Go(t, "c", sleeper(say, "c")) // in the place of a
		say("c is there", a.Done())
		c.Kill(nil) // before its first turn
		d := p.Go(t, "d", func(*green.Task) error { say("d"); return nil })
		say(p.Wait(t), d.Done())
		return nil
	}, "a unwound at 0", "c is there true", "d", "<nil> true", "=> <nil>")
}

// Wait also waits for those who wait in Go, and its own timeout leaves the Pool alone.
func TestPoolWait(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		p := green.NewPool(t, 1)
		say(p.Wait(t))
		for range 3 {
			t.Go("", func(t *green.Task) error {
				p.Go(t, "", func(t *green.Task) error { t.Sleep(time.Second); return nil })
				return nil
			})
		}
		t.Yield()
		t.Yield()
		say(t.WithTimeout(time.Second/2, p.Wait), now(t))
		say(p.Wait(t), now(t))
		return nil
	}, "<nil>", "context deadline exceeded 0.5", "<nil> 3", "=> <nil>")
}

// The tasks of a Pool belong to the Scope that it was made in, and end with it.
func TestPoolInScope(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		say(t.Scope(func(t *green.Task) error {
			p := green.NewPool(t, 2)
			p.Go(t, "a", sleeper(say, "a"))
			p.Go(t, "b", func(t *green.Task) error {
				t.Sleep(time.Second)
				return errors.New("x")
			})
			return nil
		}))
		return nil
	}, "a unwound at 1", "x", "=> <nil>")
}

func TestPoolDeadlock(t *testing.T) {
	expect(t, func(t *green.Task, _ say) error {
		p := green.NewPool(t, 1)
		p.Go(t, "outer", func(t *green.Task) error {
			p.Go(t, "inner", nothing)
			return nil
		})
		return p.Wait(t)
	}, "=> deadlock [<Task 0: main>: Pool.Wait] [<Task 1: outer>: Pool.Go]")
}
