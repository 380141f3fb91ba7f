package green_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// What the ports of the oracles share: Python's print and its exceptions, and
// gevent's words for what this package has.

// A pyPrinter collects the lines of a port.
type pyPrinter struct{ lines []string }

func (w *pyPrinter) print(args ...any) {
	words := make([]string, len(args))
	for i, arg := range args {
		words[i] = pyStr(arg)
	}
	w.lines = append(w.lines, strings.Join(words, " "))
}

var pyEpoch = time.Unix(0, 0)

// run plays main on a virtual clock; gevent's programs have nothing around them. An
// error that nobody has looked at is printed, which no port does on purpose.
func (w *pyPrinter) run(main func(t *green.Task), opts ...green.Option) {
	if err := pyRun(main, append(opts, green.Virtual(pyEpoch))...); err != nil {
		w.print("Run:", err.Error())
	}
}

// runBusy plays a main that keeps the loop busy, for which time.Sleep stands: in a
// bubble the real clock is a fake one, too.
func (w *pyPrinter) runBusy(main func(t *green.Task)) {
	if err := pyRun(main); err != nil {
		w.print("Run:", err.Error())
	}
}

// deadlock plays a main that ends in one, and prints what `except LoopExit` would.
func (w *pyPrinter) deadlock(before string, main func(t *green.Task)) {
	var deadlock *green.DeadlockError
	err := pyRun(main, green.Virtual(pyEpoch))
	if !errors.As(err, &deadlock) {
		w.print("no deadlock:", err)
		return
	}
	w.print(before, "This operation would block forever")
}

func pyRun(main func(t *green.Task), opts ...green.Option) error {
	return green.Run(context.Background(), func(t *green.Task) error {
		main(t)
		return nil
	}, opts...)
}

// pySpawn is gevent.spawn of a function that does not fail.
func pySpawn(t *green.Task, f func(t *green.Task)) *green.Task {
	return t.Go("", func(t *green.Task) error {
		f(t)
		return nil
	})
}

// pySpawnAll is [gevent.spawn(f, i) for i in range(n)].
func pySpawnAll(t *green.Task, n int, f func(t *green.Task, i int)) (all []*green.Task) {
	for i := range n {
		all = append(all, pySpawn(t, func(t *green.Task) { f(t, i) }))
	}
	return all
}

// pyKill is g.kill(), which waits, and gevent.killall.
func pyKill(t *green.Task, tasks ...*green.Task) {
	for _, u := range tasks {
		u.Kill(nil)
	}
	_ = t.Join(tasks...)
}

// pyWithin is with_timeout: whether f ended in time.
func pyWithin(t *green.Task, d time.Duration, f func(t *green.Task)) bool {
	err := t.WithTimeout(d, func(t *green.Task) error {
		f(t)
		return nil
	})
	return err == nil
}

// pyTimeout is str(Timeout(d)).
func pyTimeout(d time.Duration) string { return fmt.Sprint(d.Seconds(), " seconds") }

// pyNow is trio.current_time().
func pyNow(t *green.Task) float64 { return t.Now().Sub(pyEpoch).Seconds() }

// pyDone is [g.dead for g in tasks].
func pyDone(tasks ...*green.Task) (dead []bool) {
	for _, t := range tasks {
		dead = append(dead, t.Done())
	}
	return dead
}

// pySuccessful is g.successful(), for which to be killed is one.
func pySuccessful(err error) bool { return err == nil || errors.Is(err, green.ErrKilled) }

// pyValue is g.value: what the function returned, or the GreenletExit.
func pyValue(t *green.Task, v any) any {
	if errors.Is(t.Err(), green.ErrKilled) {
		return t.Err()
	}
	return v
}

// A pyException is an exception of a port's own.
type pyException struct{ kind, arg string }

func pyValueError(arg string) error { return &pyException{"ValueError", arg} }
func pyKeyError(arg string) error   { return &pyException{"KeyError", arg} }

// Error returns str(e), in which a KeyError quotes its argument.
func (e *pyException) Error() string {
	if e.kind == "KeyError" {
		return pyRepr(e.arg)
	}
	return e.arg
}

func (e *pyException) repr() string {
	arg := pyRepr(e.arg)
	if _, err := strconv.Atoi(e.arg); err == nil {
		arg = e.arg
	}
	return e.kind + "(" + arg + ")"
}

func pyStr(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case error:
		return v.Error()
	}
	return pyRepr(v)
}

func pyRepr(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{false: "False", true: "True"}[v]
	case string:
		return "'" + v + "'"
	case float64:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case *pyException:
		return v.repr()
	case error:
		if errors.Is(v, green.ErrKilled) {
			return "GreenletExit()"
		}
		return "Go's error: " + v.Error()
	}
	if list := reflect.ValueOf(v); list.Kind() == reflect.Slice {
		return "[" + strings.Join(pyReprs(list), ", ") + "]"
	}
	return fmt.Sprint(v)
}

func pyReprs(list reflect.Value) []string {
	return slices.Collect(func(yield func(string) bool) {
		for _, v := range list.Seq2() {
			if !yield(pyRepr(v.Interface())) {
				return
			}
		}
	})
}
