package pull_test

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/coseq/coseq/pull"
)

// What the ports of the oracles share: Python's print, and its exceptions.

// Most of the oracles do not care about types.
type (
	pyGen     = pull.Gen[any, any]
	pyYielder = pull.Yielder[any, any]
)

// A pyPrinter collects the lines of a port.
type pyPrinter struct{ lines []string }

func (w *pyPrinter) print(args ...any) {
	words := make([]string, len(args))
	for i, arg := range args {
		words[i] = pyStr(arg)
	}
	w.lines = append(w.lines, strings.Join(words, " "))
}

// printError prints what `except E as e: print('E:', e)` does.
func (w *pyPrinter) printError(err error) { w.print(pyName(err)+":", err) }

// A pyException is an exception of a port's own.
type pyException struct {
	kind    string
	args    pyTuple
	context error // what was being handled, if that is kept
}

func newPyException(kind string, args ...any) *pyException {
	return &pyException{kind: kind, args: args}
}

func pyValueError(args ...any) *pyException   { return newPyException("ValueError", args...) }
func pyKeyError(args ...any) *pyException     { return newPyException("KeyError", args...) }
func pyRuntimeError(args ...any) *pyException { return newPyException("RuntimeError", args...) }

// Error returns str(e), in which only a KeyError quotes its argument.
func (e *pyException) Error() string {
	switch {
	case len(e.args) == 0:
		return ""
	case e.kind == "KeyError":
		return pyRepr(e.args[0])
	}
	return pyStr(e.args[0])
}

func (e *pyException) Unwrap() error { return e.context }

// pyName returns type(err).__name__.
func pyName(err error) string { return pyExceptionOf(err).kind }

type pyTuple []any

func pyTupleOf[T any](vs []T) pyTuple {
	tuple := make(pyTuple, len(vs))
	for i, v := range vs {
		tuple[i] = v
	}
	return tuple
}

func pyStr(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case error:
		return pyExceptionOf(v).Error()
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
	case pyTuple:
		if len(v) == 1 {
			return "(" + pyRepr(v[0]) + ",)"
		}
		return "(" + pyReprs(reflect.ValueOf(v)) + ")"
	case error:
		e := pyExceptionOf(v)
		return e.kind + "(" + pyReprs(reflect.ValueOf(e.args)) + ")"
	}
	if list := reflect.ValueOf(v); list.Kind() == reflect.Slice {
		return "[" + pyReprs(list) + "]"
	}
	return fmt.Sprint(v)
}

func pyReprs(list reflect.Value) string {
	var reprs []string
	for _, v := range list.Seq2() {
		reprs = append(reprs, pyRepr(v.Interface()))
	}
	return strings.Join(reprs, ", ")
}

// pyNext is next(g), and next(g, otherwise) if that is given.
func pyNext[In, Out any](g *pull.Gen[In, Out], otherwise ...any) any {
	if v, ok := g.Next(); ok {
		return v
	}
	return append(otherwise, "no value, and no default")[0]
}

// pyStopped is the exception that next(g) raises, or nil for a value.
func pyStopped[In, Out any](g *pull.Gen[In, Out]) error {
	if _, ok := g.Next(); ok {
		return nil
	}
	if err := g.Err(); err != nil {
		return err
	}
	return pull.ErrDone
}

// pyValue is the value of a Send or Throw, or else the error, to be printed.
func pyValue[Out any](v Out, err error) any {
	if err != nil {
		return err
	}
	return v
}

// pyTry returns the panic of f as an error: try and except in one.
func pyTry(f func()) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case error:
			err = p
		default:
			err = pyRuntimeError(p)
		}
	}()
	f()
	return nil
}

// pyList is list(g).
func pyList[In, Out any](g *pull.Gen[In, Out]) []Out { return slices.Collect(g.All()) }

// pyTakeWhile is like itertools.takewhile; keep is also given how many values
// have been kept.
func pyTakeWhile[V any](seq iter.Seq[V], keep func(n int, v V) bool) (kept []V) {
	for v := range seq {
		if !keep(len(kept), v) {
			break
		}
		kept = append(kept, v)
	}
	return kept
}
