package green_test

import (
	"testing"

	"github.com/coseq/coseq/pull/green"
)

func TestPost(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		l := t.Loop()
		for i := range 3 {
			l.Post(func() {
				say("posted", i)
				t.Go("child", func(t *green.Task) error { say(t); return nil })
			})
		}
		say("main")
		t.Sleep(1)
		l.Post(func() { say("NEVER, since the run ends") })
		return nil
	},
		"main", "posted 0", "posted 1", "posted 2",
		"<Task 1: child>", "<Task 2: child>", "<Task 3: child>", "=> <nil>")
}

func TestPostedPanic(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		t.Loop().Post(func() { panic("boo") })
		return sleeper(say, "main")(t)
	}, "main unwound at 0", "=> PanicError: boo")
}

func TestPostAfterTheEnd(t *testing.T) {
	l := green.New()
	l.Run(t.Context(), nothing)
	l.Post(func() { t.Error("posted function ran") })
	l.Hold()()
}
