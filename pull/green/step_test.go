package green_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pull/green"

	"github.com/google/go-cmp/cmp"
)

// host has drive drive a loop in a bubble, on a virtual clock.
func host(
	t *testing.T, main func(*green.Task, say) error, drive func(*green.Loop, say), want ...string,
) {
	t.Helper()
	var lines []string
	synctest.Test(t, func(*testing.T) {
		say := lineSay(&lines)
		l := green.New(green.Virtual(time.Unix(0, 0)))
		l.Start(context.Background(), func(t *green.Task) error { return main(t, say) })
		drive(l, say)
	})
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func ticker(t *green.Task, say say) error {
	for i := range 3 {
		t.Go("ticker", func(t *green.Task) error {
			defer func() { say(i, "unwound") }()
			for {
				t.Sleep(time.Duration(i+1) * time.Second)
				say(i, "at", now(t))
			}
		})
	}
	return nil
}

func TestRunUntilStopsBeforeWhatIsDue(t *testing.T) {
	host(t, ticker, func(l *green.Loop, say say) {
		say(l.RunUntil(time.Unix(3, 0)), l.Now().Unix())
		say(l.RunUntil(time.Unix(3, 0)), l.Now().Unix())
		say(l.RunUntil(time.Unix(1, 0)), l.Now().Unix())
		say(l.RunUntil(time.Unix(3, 1)), l.Now().Unix())
		say(l.Close(), l.Step())
	},
		"0 at 1", "1 at 2", "0 at 2", "<nil> 3", "<nil> 3", "<nil> 3",
		"2 at 3", "0 at 3", "<nil> 3", "0 unwound", "1 unwound", "2 unwound", "<nil> false")
}

func TestStepIsOnePass(t *testing.T) {
	host(t, func(t *green.Task, say say) error {
		for range 2 {
			t.Go("a", func(t *green.Task) error {
				for i := range 3 {
					say(t, i)
					t.Yield()
				}
				t.Sleep(time.Second)
				say(t, "has slept")
				return errors.New("x")
			})
		}
		return nil
	}, func(l *green.Loop, say say) {
		for l.Step() {
			say("-- at", l.Now().Unix())
		}
		say(l.RunUntil(time.Unix(9, 0)), l.Now().Unix())
		say(l.Close())
	},
		"-- at 0",
		"<Task 1: a> 0", "<Task 2: a> 0", "-- at 0",
		"<Task 1: a> 1", "<Task 2: a> 1", "-- at 0",
		"<Task 1: a> 2", "<Task 2: a> 2", "-- at 0",
		"-- at 0",
		"<Task 1: a> has slept", "<Task 2: a> has slept",
		"<Task 1: a>: x\n<Task 2: a>: x 9", "<Task 1: a>: x\n<Task 2: a>: x")
}

// That all are blocked is no deadlock: the host may set the Flag.
func TestHostMayHelp(t *testing.T) {
	var flag *green.Flag
	host(t, func(t *green.Task, say say) error {
		flag = green.NewFlag(t.Loop())
		flag.Wait(t)
		say("set")
		return nil
	}, func(l *green.Loop, say say) {
		say(l.Step(), l.Step(), l.RunUntil(time.Unix(1, 0)), l.Now().Unix())
		flag.Set()
		say(l.Step(), l.Step())
		say(l.Close())
	}, "true true <nil> 1", "set", "false false", "<nil>")
}

func TestCloseBeforeTheFirstStep(t *testing.T) {
	host(t, func(*green.Task, say) error { return errors.New("NEVER") },
		func(l *green.Loop, say say) { say(l.Close(), l.Close()) }, "<nil> <nil>")
}

func TestCloseWithoutStart(t *testing.T) {
	loop := green.New()
	defer loop.Close()
	if err := loop.Close(); err != nil {
		t.Errorf("Close() = %v, want nil", err)
	}
}

func TestCloseWaitsForShields(t *testing.T) {
	host(t, func(t *green.Task, say say) error {
		defer t.Shield(func(t *green.Task) error { t.Sleep(time.Hour); say("cleaned up"); return nil })
		t.Sleep(time.Minute)
		return nil
	}, func(l *green.Loop, say say) {
		l.Step()
		say(l.Close(), l.Now().Unix())
	}, "cleaned up", "<nil> 3600")
}

func TestPanicLeavesStepOnce(t *testing.T) {
	host(t, func(t *green.Task, say say) error {
		t.Go("a", sleeper(say, "a"))
		t.Sleep(time.Second)
		panic("boo")
	}, func(l *green.Loop, say say) {
		say(l.RunUntil(time.Unix(1, 0)))
		say(ending(func() error { l.Step(); return nil }))
		say(l.Step(), l.Close() != nil)
	}, "<nil>", "a unwound at 1", "PanicError: boo", "false true")
}

func TestGoexitLeavesRunUntil(t *testing.T) {
	host(t, func(t *green.Task, say say) error {
		t.Go("a", sleeper(say, "a"))
		t.Sleep(time.Second)
		runtime.Goexit()
		return nil
	}, func(l *green.Loop, say say) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			l.RunUntil(time.Unix(2, 0))
			say("NEVER")
		}()
		<-done
		say(l.Close())
	}, "a unwound at 1", "green: task called runtime.Goexit")
}

// One goroutine after another drives the loop.
func TestStepFromGoroutinesInTurn(t *testing.T) {
	host(t, ticker, func(l *green.Loop, say say) {
		for range 4 {
			done := make(chan struct{})
			go func() {
				defer close(done)
				l.Step()
			}()
			<-done
		}
		say(l.Close())
	}, "0 at 1", "1 at 2", "0 at 2", "0 unwound", "1 unwound", "2 unwound", "<nil>")
}

func TestRunUntilOnARealClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		l := green.New()
		l.Start(t.Context(), func(t *green.Task) error {
			for {
				t.Yield() // always runnable
				t.Await(func(context.Context) error { time.Sleep(time.Second); return nil })
			}
		})
		l.RunUntil(began.Add(time.Minute))
		if d := time.Since(began); d != time.Minute {
			t.Errorf("returned after %v", d)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
}

// A thread that is locked stays so: coroutines are made where they are resumed.
func TestLockedThread(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	l := green.New()
	l.Start(t.Context(), func(t *green.Task) error {
		t.Scope(func(t *green.Task) error { t.Yield(); return nil })
		return nil
	})
	for l.Step() {
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}
