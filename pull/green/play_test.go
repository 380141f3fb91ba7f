package green_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pull"
	"github.com/coseq/coseq/pull/green"

	"github.com/google/go-cmp/cmp"
)

// A say notes a line of what a program in a test does.
type say func(...any)

// play runs main in a bubble, where whatever it leaves behind fails the test, on a
// virtual clock that starts at 0. It returns the lines that main says, and one for how
// the run ended.
func play(t *testing.T, main func(*green.Task, say) error, opts ...green.Option) []string {
	t.Helper()
	var lines []string
	synctest.Test(t, func(*testing.T) {
		say := lineSay(&lines)
		opts := append([]green.Option{green.Virtual(time.Unix(0, 0))}, opts...)
		done := make(chan struct{})
		go func() { // which may exit
			defer close(done)
			end := "=> goexit"
			defer func() { say(end) }()
			end = "=> " + ending(func() error {
				return green.Run(context.Background(), func(t *green.Task) error {
					return main(t, say)
				}, opts...)
			})
		}()
		<-done
	})
	return lines
}

func lineSay(lines *[]string) say {
	return func(a ...any) { *lines = append(*lines, strings.TrimSpace(fmt.Sprintln(a...))) }
}

// ending is what a call of f comes to, in short.
func ending(f func() error) (end string) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case *pull.PanicError:
			end = fmt.Sprint("PanicError: ", p.Value)
		default:
			end = fmt.Sprint("panic: ", p)
		}
	}()
	end = "exits" // if f does
	err := f()
	var deadlock *green.DeadlockError
	if errors.As(err, &deadlock) {
		end = "deadlock"
		for _, b := range deadlock.Blocked {
			end += fmt.Sprintf(" [%v: %s]", b.Task, b.On)
		}
		return end
	}
	return fmt.Sprint(err)
}

// expect is play with the lines that must come of it.
func expect(t *testing.T, main func(*green.Task, say) error, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, play(t, main)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// nothing is a task's function.
func nothing(*green.Task) error { return nil }

// now is the virtual time in seconds.
func now(t *green.Task) float64 { return t.Now().Sub(time.Unix(0, 0)).Seconds() }

// sleeper sleeps for an hour, and says when it is unwound.
func sleeper(say say, name string) func(*green.Task) error {
	return func(t *green.Task) error {
		defer func() { say(name, "unwound at", now(t)) }()
		t.Sleep(time.Hour)
		say(name, "has slept")
		return nil
	}
}
