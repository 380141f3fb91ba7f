package green_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

func TestPanicEndsTheRun(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		t.Go("a", sleeper(say, "a"))
		t.Go("b", func(t *green.Task) error { return t.Scope(sleeper(say, "b")) })
		t.Go("c", func(t *green.Task) error {
			t.Sleep(time.Second)
			defer say("c unwound")
			panic("boo")
		})
		return nil
	}, "c unwound", "a unwound at 1", "b unwound at 1", "=> PanicError: boo")
}

func TestGoexitPasses(t *testing.T) {
	for name, exit := range map[string]func(*green.Task) error{
		"task": func(*green.Task) error { runtime.Goexit(); return nil },
		"scope": func(t *green.Task) error {
			return t.Scope(func(*green.Task) error { runtime.Goexit(); return nil })
		},
		"await": func(t *green.Task) error {
			return t.Await(func(context.Context) error { runtime.Goexit(); return nil })
		},
		"post": func(t *green.Task) error { t.Loop().Post(runtime.Goexit); t.Sleep(1); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			expect(t, func(t *green.Task, say say) error {
				t.Go("a", sleeper(say, "a"))
				t.Yield()
				t.Go("b", exit)
				t.Sleep(time.Hour)
				return nil
			}, "a unwound at 0", "=> goexit")
		})
	}
}
