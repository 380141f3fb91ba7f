package green_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coseq/coseq/pull"
	"github.com/coseq/coseq/pull/green"

	"github.com/google/go-cmp/cmp"
)

// untilDone is a call that heeds its context, and takes its time to end.
func untilDone(ctx context.Context) error {
	<-ctx.Done()
	time.Sleep(time.Second)
	return context.Cause(ctx)
}

func TestAwait(t *testing.T) {
	tests := []struct {
		name string
		main func(*green.Task, say) error
		want []string
	}{
		{"returns what f returns", func(t *green.Task, say say) error {
			say(green.Await(t, func(context.Context) (int, error) { return 7, errors.New("x") }))
			say(t.Await(func(context.Context) error { return errors.New("y") }))
			return nil
		}, []string{"7 x", "y", "=> <nil>"}},
		{"blocks only its task", func(t *green.Task, say say) error {
			stop := make(chan struct{})
			t.Go("other", func(*green.Task) error { say("other"); close(stop); return nil })
			t.Await(func(context.Context) error { <-stop; return nil })
			say("main")
			return nil
		}, []string{"other", "main", "=> <nil>"}},
		{"waits for f when cancelled, and then unwinds", func(t *green.Task, say say) error {
			a := t.Go("a", func(t *green.Task) error {
				say("f:", t.Await(untilDone))
				defer say("unwound")
				t.Yield()
				return errors.New("NEVER")
			})
			t.Yield()
			a.Kill(errors.New("x"))
			return t.Join(a)
		}, []string{"f: x", "unwound", "=> <nil>"}},
		{"ends with a deadline", func(t *green.Task, say say) error {
			t.Go("other", func(t *green.Task) error { return nil })
			err := t.WithTimeout(0, func(t *green.Task) error {
				return t.Shield(func(t *green.Task) error { // which the deadline does not reach
					return t.Await(func(ctx context.Context) error { return ctx.Err() })
				})
			})
			say(err)
			return nil
		}, []string{"<nil>", "=> <nil>"}},
		{"a panic of f is one of the task", func(t *green.Task, say say) error {
			defer func() {
				pe := recover().(*pull.PanicError)
				say(pe.Value, strings.Contains(string(pe.Stack), "TestAwait"))
			}()
			return t.Await(func(context.Context) error { panic("boo") })
		}, []string{"boo true", "=> <nil>"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { expect(t, test.main, test.want...) })
	}
}

func TestMaxBlocking(t *testing.T) {
	var busy, most atomic.Int32
	lines := play(t, func(t *green.Task, say say) error {
		var tasks []*green.Task
		for i := range 10 {
			tasks = append(tasks, t.Go("a", func(t *green.Task) error {
				return t.Await(func(context.Context) error {
					most.Store(max(most.Load(), busy.Add(1)))
					defer busy.Add(-1)
					time.Sleep(time.Duration(i) * time.Second)
					if i == 2 {
						runtime.Goexit() // of the runner
					}
					return nil
				})
			}))
		}
		t.Yield()
		tasks[9].Kill(nil) // it waits for a runner
		t.Yield()
		say(tasks[9].Done(), tasks[8].Done())
		return nil
	}, green.MaxBlocking(3))
	if diff := cmp.Diff([]string{"true false", "=> goexit"}, lines); diff != "" {
		t.Error(diff)
	}
	if most.Load() != 3 {
		t.Errorf("%d calls at once, want 3", most.Load())
	}
}
