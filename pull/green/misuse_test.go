package green_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// mistake is what f panics with, in quotes if it is not a text.
func mistake(f func()) (text any) {
	defer func() { text = recover() }()
	f()
	return nil
}

func TestMisuseOfArguments(t *testing.T) {
	main := func(t *green.Task) error { return nil }
	for want, f := range map[string]func(){
		"green.MaxBlocking: n must be at least 1": func() { green.MaxBlocking(0) },
		"green.Watchdog: d must be positive":      func() { green.Watchdog(0, func(green.Stall) {}) },
		"green.Watchdog: f must not be nil":       func() { green.Watchdog(1, nil) },
		"green.Explore: prog must not be nil":     func() { green.Explore(1, nil) },
		"green.Trace: f must not be nil":          func() { green.Trace(nil) },
		"green.Explore: seeds must be at least 1": func() { green.Explore(0, nil) },
		"green.Loop.Run: main must not be nil":    func() { green.Run(t.Context(), nil) },
		"green.Loop.Start: main must not be nil":  func() { green.New().Start(t.Context(), nil) },
		"green.Loop.Run: ctx must not be nil, use context.Background()": func() {
			green.Run(nil, main) //lint:ignore SA1012 it is the mistake
		},
		"green.Loop.Post: f must not be nil":     func() { green.New().Post(nil) },
		"green.Loop.Step: call Start before":     func() { green.New().Step() },
		"green.Loop.RunUntil: call Start before": func() { green.New().RunUntil(time.Now()) },
		"green.Future.Fail: err must not be nil": func() {
			green.NewFuture[int](green.New()).Fail(nil)
		},
		"green.Future.Set: the Future is done already": func() {
			f := green.NewFuture[int](green.New())
			f.Set(1)
			f.Set(2)
		},
		"green.Future.Fail: the Future is done already": func() {
			f := green.NewFuture[int](green.New())
			f.Set(1)
			f.Fail(errors.New("x"))
		},
		"green.Loop.Run: the loop has been started before, make a new one": func() {
			l := green.New()
			l.Run(t.Context(), main)
			l.Run(t.Context(), main)
		},
	} {
		if got := mistake(f); got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestMisuseOfFunctionsInATask(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		for _, f := range []func(){
			func() { t.Go("a", nil) },
			func() { green.Spawn[int](t, "a", nil) },
			func() { t.Scope(nil) },
			func() { t.WithTimeout(1, nil) },
			func() { t.Shield(nil) },
			func() { t.Await(nil) },
			func() { green.Await[int](t, nil) },
			func() { green.Spawn(t, "a", func(*green.Task) (int, error) { return 1, nil }).Set(2) },
		} {
			say(mistake(f))
		}
		return nil
	},
		"green.Task.Go: f must not be nil",
		"green.Spawn: f must not be nil",
		"green.Task.Scope: f must not be nil",
		"green.Task.WithTimeout: f must not be nil",
		"green.Task.Shield: f must not be nil",
		"green.Task.Await: f must not be nil",
		"green.Await: f must not be nil",
		"green.Future.Set: it is for the task to end, see Spawn",
		"=> <nil>")
}

// Each blocking call says which task must not block, and why.
func TestMisuseOfTasks(t *testing.T) {
	calls := func(t *green.Task) map[string]func() {
		return map[string]func(){
			"Task.Yield":       t.Yield,
			"Task.Sleep":       func() { t.Sleep(1) },
			"Task.Join":        func() { t.Join() },
			"Task.Scope":       func() { t.Scope(nothing) },
			"Task.WithTimeout": func() { t.WithTimeout(1, nothing) },
			"Task.Shield":      func() { t.Shield(nothing) },
			"Task.Await":       func() { t.Await(func(context.Context) error { return nil }) },
			"AsCompleted":      func() { green.AsCompleted(t)(nil) },
			"Future.Get":       func() { green.NewFuture[int](t.Loop()).Get(t) },
			"Queue.Get":        func() { green.NewQueue[int](t.Loop(), 1).Get(t) },
			"Flag.Wait":        func() { green.NewFlag(t.Loop()).Wait(t) },
		}
	}
	var failures []string
	check := func(t *green.Task, want string) {
		for name, call := range calls(t) {
			if got := mistake(call); got != "green."+name+": "+want {
				failures = append(failures, name)
				if text, ok := got.(string); ok {
					failures = append(failures, text)
				}
			}
		}
	}
	expect(t, func(m *green.Task, say say) error {
		ended := m.Go("ended", func(*green.Task) error {
			check(m, "<Task 0: main> does not run now, but <Task 1: ended> does: use that one")
			return nil
		})
		m.Join(ended)
		check(ended, "<Task 1: ended> has ended, use a task that runs")
		var level *green.Task
		m.Scope(func(s *green.Task) error {
			level = s
			check(m, "<Task 0: main> is inside a Scope, WithTimeout or Shield, "+
				"use the task given to its function")
			return nil
		})
		check(level, "the Scope, WithTimeout or Shield of this <Task 0: main> is over, "+
			"use the outer one")
		m.Loop().Post(func() {
			check(m, "called outside the loop with <Task 0: main>, block in a task only")
		})
		m.Sleep(1)
		say(mistake(func() { level.Go("a", nothing) }))
		say(mistake(func() { ended.Go("a", nothing) }))
		return nil
	},
		"green.Task.Go: the Scope, WithTimeout or Shield of this <Task 0: main> is over, "+
			"use the outer one",
		"green.Task.Go: <Task 1: ended> has ended, use a task that runs",
		"=> <nil>")
	for _, f := range failures {
		t.Error(f)
	}
}

func TestMisuseOfTheLoop(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		l := t.Loop()
		say(mistake(func() { l.Step() }))
		say(mistake(func() { l.Close() }))
		say(mistake(func() { l.RunUntil(time.Now()) }))
		say(mistake(func() { l.Start(t.Context(), nothing) }))
		var other *green.Task
		l2 := green.New()
		l2.Run(t.Context(), func(t *green.Task) error { other = t; return nil })
		say(mistake(func() { t.Join(other) }))
		say(mistake(func() { t.Join(t, other) }))
		say(mistake(func() { green.AsCompleted(t, other)(nil) }))
		say(mistake(func() { green.NewFuture[int](l2).Get(t) }))
		return nil
	},
		"green.Loop.Step: the loop is running already, in the call that runs this one or elsewhere",
		"green.Loop.Close: the loop is running already, in the call that runs this one or elsewhere",
		"green.Loop.RunUntil: the loop is running already, in the call that runs this one or elsewhere",
		"green.Loop.Start: the loop has been started before, make a new one",
		"green.Task.Join: <Task 0: main> is of another loop",
		"green.Task.Join: <Task 0: main> is of another loop",
		"green.AsCompleted: <Task 0: main> is of another loop",
		"green.Future.Get: the Future is of another loop",
		"=> <nil>")
}
