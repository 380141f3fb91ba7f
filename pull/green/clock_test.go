package green_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pull/green"
)

func TestSleepersWakeByDeadlineThenInOrder(t *testing.T) {
	type bell struct{ due, n int }
	rng := rand.New(rand.NewPCG(1, 2))
	var want, got []bell
	play(t, func(t *green.Task, _ say) error {
		for n := range 1000 {
			due := 1 + rng.IntN(50)
			want = append(want, bell{due, n})
			sleeps := t.Go("sleeper", func(t *green.Task) error {
				t.Sleep(time.Duration(due) * time.Second)
				got = append(got, bell{int(now(t)), n})
				return nil
			})
			if rng.IntN(3) == 0 { // takes it out of the middle of the heap
				want = want[:len(want)-1]
				t.Go("killer", func(t *green.Task) error {
					t.Sleep(time.Duration(rng.IntN(due)) * time.Second)
					sleeps.Kill(nil)
					return nil
				})
			}
		}
		return nil
	})
	slices.SortStableFunc(want, func(a, b bell) int { return a.due - b.due })
	if !slices.Equal(want, got) {
		t.Errorf("got\n%v, want\n%v", got, want)
	}
}

func TestSleepOfNothingYields(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		t.Go("a", func(*green.Task) error { say("a"); return nil })
		t.Sleep(0)
		say("main")
		t.Go("b", func(*green.Task) error { say("b"); return nil })
		t.Sleep(-time.Second)
		say("main", now(t))
		return nil
	}, "a", "main", "b", "main 0", "=> <nil>")
}

func TestADayOfSleepTakesNoTime(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		began := time.Now()
		for range 24 * 60 {
			t.Sleep(time.Minute)
		}
		say(now(t), time.Since(began))
		return nil
	}, "86400 0s", "=> <nil>")
}

func TestSleepForEver(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		for range 2 {
			a := t.Go("a", func(t *green.Task) error { t.Sleep(math.MaxInt64); return nil })
			t.Sleep(time.Second)
			a.Kill(nil)
		}
		say(now(t))
		return nil
	}, "2", "=> <nil>")
}

func TestRealClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		green.Run(t.Context(), func(m *green.Task) error {
			yields := m.Go("yields", func(t *green.Task) error {
				for !m.Done() { // does not keep the timer from firing
					t.Yield()
					t.Await(func(context.Context) error { time.Sleep(time.Second); return nil })
				}
				return nil
			})
			m.Sleep(time.Minute)
			if d := m.Now().Sub(began); d != time.Minute {
				t.Errorf("Now is %v later after a minute of sleep", d)
			}
			if err := m.WithTimeout(time.Minute, func(t *green.Task) error {
				return t.Join(yields)
			}); err != context.DeadlineExceeded {
				t.Error(err)
			}
			return nil
		})
		if d := time.Since(began) - 2*time.Minute; d < 0 || d > 2*time.Second {
			t.Errorf("the run took two minutes and %v", d)
		}
	})
}

// A pending Await holds a virtual clock, and so the deadline around it.
func TestAwaitHoldsTheClock(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		t.Go("sleeper", func(t *green.Task) error {
			t.Sleep(time.Second)
			say("slept", now(t))
			return nil
		})
		err := t.WithTimeout(time.Millisecond, func(t *green.Task) error {
			return t.Await(func(context.Context) error { time.Sleep(time.Hour); return nil })
		})
		say(err, now(t))
		return nil
	}, "<nil> 0", "slept 1", "=> <nil>")
}
