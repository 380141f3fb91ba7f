package green_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

func TestChildrenRunInSpawnOrderAfterTheirParent(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		for range 2 {
			t.Go("parent", func(t *green.Task) error {
				say(t, "begins")
				t.Go("child", func(t *green.Task) error { say(t); return nil })
				say(t, "ends")
				return nil
			})
		}
		say("main ends")
		return nil
	},
		"main ends",
		"<Task 1: parent> begins", "<Task 1: parent> ends",
		"<Task 2: parent> begins", "<Task 2: parent> ends",
		"<Task 3: child>", "<Task 4: child>", "=> <nil>")
}

func TestRunReportsErrors(t *testing.T) {
	fail := func(name string) func(*green.Task) error {
		return func(*green.Task) error { return errors.New(name) }
	}
	tests := []struct {
		name string
		main func(*green.Task, say) error
		want []string
	}{
		{"of main", func(*green.Task, say) error { return errors.New("x") }, []string{"=> x"}},
		{"of a task nobody joins", func(t *green.Task, say say) error {
			t.Go("a", fail("x"))
			t.Go("b", func(t *green.Task) error { t.Sleep(1); say("b goes on"); return nil })
			return nil
		}, []string{"b goes on", "=> <Task 1: a>: x"}},
		{"of several tasks", func(t *green.Task, _ say) error {
			t.Go("a", fail("x"))
			t.Go("b", fail("y"))
			return nil
		}, []string{"=> <Task 1: a>: x\n<Task 2: b>: y"}},
		{"of main and a task", func(t *green.Task, _ say) error {
			t.Go("a", fail("x"))
			t.Yield()
			return errors.New("y")
		}, []string{"=> y\n<Task 1: a>: x"}},
		{"not when joined", func(t *green.Task, say say) error {
			say(t.Join(t.Go("a", fail("x"))))
			return nil
		}, []string{"x", "=> <nil>"}},
		{"not when joined after the end", func(t *green.Task, say say) error {
			a := t.Go("a", fail("x"))
			t.Sleep(1)
			say(t.Join(a))
			return nil
		}, []string{"x", "=> <nil>"}},
		{"not when completed", func(t *green.Task, say say) error {
			for u := range green.AsCompleted(t, t.Go("a", fail("x"))) {
				say(u.Err())
			}
			return nil
		}, []string{"x", "=> <nil>"}},
		{"though looked at", func(t *green.Task, say say) error {
			a := t.Go("a", fail("x"))
			t.Yield()
			say(a.Err())
			return nil
		}, []string{"x", "=> <Task 1: a>: x"}},
		{"and ends the others after main's", func(t *green.Task, say say) error {
			t.Go("a", sleeper(say, "a"))
			t.Go("b", sleeper(say, "b"))
			t.Sleep(1)
			t.Go("unborn", func(*green.Task) error { say("NEVER"); return nil })
			return errors.New("x")
		}, []string{"a unwound at 1e-09", "b unwound at 1e-09", "=> x"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { expect(t, test.main, test.want...) })
	}
}

func TestJoin(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		a := t.Go("a", func(t *green.Task) error { t.Sleep(2 * time.Second); return errors.New("x") })
		b := t.Go("b", func(t *green.Task) error { t.Sleep(1 * time.Second); return errors.New("y") })
		t.Go("joins b", func(t *green.Task) error { say("b:", t.Join(b), now(t)); return nil })
		say(fmt.Sprintf("%q", t.Join(b, a, b)), now(t))
		say(t.Join(), t.Join(t.Go("c", nothing)))
		return nil
	},
		"b: y 1", `"y\nx\ny" 2`, "<nil> <nil>", "=> <nil>")
}

// A task that has ended is joined without giving way; if all have, several are, too.
func TestJoinOfTheEnded(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		a, b := t.Go("a", nothing), t.Go("b", nothing)
		t.Yield()
		t.Go("later", func(*green.Task) error { say("later"); return nil })
		t.Join(a)
		t.Join(a, b)
		for u := range green.AsCompleted(t, b, a) {
			say(u)
		}
		say("first")
		return nil
	},
		"<Task 2: b>", "<Task 1: a>", "first", "later", "=> <nil>")
}

func TestAsCompleted(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		after := func(d time.Duration) *green.Task {
			return t.Go(d.String(), func(t *green.Task) error { t.Sleep(d); return nil })
		}
		ended := t.Go("ended", nothing)
		t.Yield()
		tasks := []*green.Task{after(3), after(1), ended, after(2), after(1)}
		seq := green.AsCompleted(t, append(tasks, tasks[0])...)
		for u := range seq {
			say(u.Name(), u.ID(), t.Now().Nanosecond())
			t.Yield()
		}
		for u := range seq { // once more, in the order of the arguments
			say(u.ID())
			break
		}
		for u := range green.AsCompleted(t, after(5), after(4)) {
			say("first", u.Name()) // and the other one is not awaited
			break
		}
		return nil
	},
		"ended 1 0", "1ns 3 1", "1ns 5 1", "2ns 4 2", "3ns 2 3", "2", "first 4ns", "=> <nil>")
}

func TestKilledWhileJoining(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		a, b := t.Go("a", sleeper(say, "a")), t.Go("b", sleeper(say, "b"))
		joins := []*green.Task{
			t.Go("one", func(t *green.Task) error { return t.Join(a) }),
			t.Go("two", func(t *green.Task) error { return t.Join(a, b) }),
			t.Go("completed", func(t *green.Task) error {
				for range green.AsCompleted(t, a, b) {
					say("NEVER")
				}
				return nil
			}),
		}
		t.Yield()
		for _, j := range joins {
			j.Kill(nil)
		}
		say(t.Join(joins...), now(t))
		a.Kill(nil)
		b.Kill(nil)
		return nil
	},
		"<nil> 0", "a unwound at 0", "b unwound at 0", "=> <nil>")
}
