package pull_test

import (
	"sync"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pull"
)

// wantRunning checks that g refuses everything and that nothing has happened.
func wantRunning(t *testing.T, g *gen) {
	t.Helper()
	before := g.State()
	if p := panicOf(func() { g.Next() }); p != pull.ErrRunning {
		t.Errorf("Next() panicked with %v, want ErrRunning", p)
	}
	if _, err := g.Send(1); err != pull.ErrRunning {
		t.Errorf("Send() = %v, want ErrRunning", err)
	}
	if _, err := g.Throw(errThrown); err != pull.ErrRunning {
		t.Errorf("Throw() = %v, want ErrRunning", err)
	}
	if err := g.Close(); err != pull.ErrRunning {
		t.Errorf("Close() = %v, want ErrRunning", err)
	}
	if after := g.State(); after != before {
		t.Errorf("State() = %v after that, want %v", after, before)
	}
}

func TestRunning(t *testing.T) {
	bubble(t, "from its own body", func(t *testing.T) {
		var g *gen
		g = pull.New(func(y *yielder) error {
			wantRunning(t, g)
			y.Yield(1)
			return nil
		})
		if v, ok := g.Next(); v != 1 || !ok {
			t.Errorf("Next() = %d, %t, want 1, true", v, ok)
		}
		g.Close()
	})
	bubble(t, "from another goroutine", func(t *testing.T) {
		var inside, leave sync.WaitGroup
		inside.Add(1)
		leave.Add(1)
		g := pull.New(func(y *yielder) error {
			inside.Done()
			leave.Wait()
			y.Yield(1)
			return nil
		})
		var runner sync.WaitGroup
		runner.Go(func() { g.Next() })
		inside.Wait()
		wantRunning(t, g)
		leave.Done()
		runner.Wait()
		g.Close()
	})
	bubble(t, "mutually", func(t *testing.T) {
		var a, b *gen
		a = pull.New(func(y *yielder) error { b.Next(); y.Yield(1); return nil })
		b = pull.New(func(y *yielder) error { wantRunning(t, a); y.Yield(2); return nil })
		a.Next()
		a.Close()
		b.Close()
	})
	for name, sub := range map[string]func(t *testing.T) *gen{
		"inline":  func(*testing.T) *gen { return pull.New(counting) },
		"started": func(t *testing.T) *gen { return started(t, counting) },
		"a view":  func(*testing.T) *gen { return pull.Concat(pull.New(counting)) },
	} {
		bubble(t, "while delegated to/"+name, func(t *testing.T) {
			sub := sub(t)
			outer := started(t, func(y *yielder) error { return y.YieldFrom(sub) })
			wantRunning(t, sub)
			if sub.Err() != nil {
				t.Errorf("Err() = %v", sub.Err())
			}
			outer.Next()
			wantRunning(t, sub)
			outer.Close()
			wantDone(t, sub, nil)
		})
	}
}

// Many goroutines at the same generator: each call does all or nothing.
func TestStorm(t *testing.T) {
	generators := map[string]func(t *testing.T) *gen{
		"plain":   func(t *testing.T) *gen { return started(t, counting) },
		"new":     func(*testing.T) *gen { return pull.New(counting) },
		"view":    func(t *testing.T) *gen { return pull.MapOut(started(t, counting), func(v int) int { return v }) },
		"inline":  func(t *testing.T) *gen { return delegateInline(3) },
		"started": func(t *testing.T) *gen { return delegateStarted(3) },
	}
	for name, make := range generators {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { storm(make(t)) })
		})
	}
}

func storm(g *gen) {
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for round := range 200 {
				switch (i + round) % 4 {
				case 0:
					panicOf(func() { g.Next() })
				case 1:
					g.Send(round)
				case 2:
					g.State()
					g.Err()
				default:
					if round == 199 {
						g.Close()
					}
				}
			}
		})
	}
	all.Wait()
	g.Close()
}
