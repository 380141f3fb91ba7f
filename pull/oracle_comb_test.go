package pull_test

import (
	"errors"
	"slices"

	"github.com/coseq/coseq/pull"
)

func oracleComb01(w *pyPrinter) {
	src := pull.New(func(y *pull.Yielder[any, int]) error {
		for i := range 3 {
			w.print("src", i)
			y.Yield(i)
		}
		return nil
	})
	dbl := pull.New(func(y *pull.Yielder[any, int]) error {
		for x := range src.All() {
			w.print("  dbl", x)
			y.Yield(x * 2)
		}
		return nil
	})
	for v := range dbl.All() {
		w.print("    out", v)
	}
}

// Python closes the last stage and then drops what it held; Pipe closes its
// consumer first, too.
func oracleComb02(w *pyPrinter) {
	src := pull.New(func(y *pull.Yielder[any, int]) error {
		defer w.print("src closed")
		for i := range 9 {
			y.Yield(i)
		}
		return nil
	})
	stage := pull.New(func(y *pull.Yielder[int, int]) error {
		defer w.print("stage closed")
		for x := y.Yield(0); ; {
			x = y.Yield(x)
		}
	})
	p := pull.Pipe(src, stage)
	p.Next()
	p.Close()
	w.print("p closed")
	w.print("end")
}

func oracleComb03(w *pyPrinter) {
	letters := pull.FromSeq[any](slices.Values([]any{"a", "b"}))
	numbers := pull.FromSeq[any](slices.Values([]any{1}))
	w.print(pyList(pull.Concat(letters, numbers)))
	g := pull.New(func(y *pull.Yielder[any, int]) error {
		defer w.print("closed")
		for i := range 9 {
			y.Yield(i)
		}
		return nil
	})
	it := pull.NewCursor(g.All())
	var islice []int
	for v := range it.Rest() {
		if islice = append(islice, v); len(islice) == 2 {
			break
		}
	}
	w.print(islice)
	if v, ok := it.Next(); ok {
		w.print("not closed yet", v)
	}
	it.Close()
}

func oracleComb04(w *pyPrinter) {
	task := func(name string, k int) *pyGen {
		return pull.New(func(y *pyYielder) error {
			for i := range k {
				w.print(name, i)
				y.Yield(nil)
			}
			return nil
		})
	}
	queue := []*pyGen{task("a", 2), task("b", 3), task("c", 1)}
	for len(queue) > 0 {
		t := queue[0]
		queue = queue[1:]
		if _, ok := t.Next(); !ok {
			w.print("done")
			continue
		}
		queue = append(queue, t)
	}
}

// An oracleCall is a function that calls others by yielding them.
type oracleCall struct {
	*pull.Gen[any, *oracleCall]
	result func() (any, error)
}

type oracleCaller = pull.Yielder[any, *oracleCall]

func newOracleCall(body func(*oracleCaller) (any, error)) *oracleCall {
	g, result := pull.NewResult(body)
	return &oracleCall{g, result}
}

// resume goes on with what the last call came to.
func (c *oracleCall) resume(v any, err error) (*oracleCall, error) {
	switch {
	case c.State() == pull.Created:
		called, ok := c.Next()
		if !ok {
			return nil, pull.ErrDone
		}
		return called, nil
	case err != nil:
		return c.Throw(err)
	}
	return c.Send(v)
}

func oracleTrampoline(c *oracleCall) (v any, err error) {
	stack := []*oracleCall{c}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		called, ended := top.resume(v, err)
		if ended == nil {
			stack = append(stack, called)
			continue
		}
		v, err = top.result()
		stack = stack[:len(stack)-1]
	}
	return v, err
}

func oracleComb05(w *pyPrinter) {
	var fib func(n int) *oracleCall
	fib = func(n int) *oracleCall {
		return newOracleCall(func(y *oracleCaller) (any, error) {
			if n < 2 {
				return n, nil
			}
			return y.Yield(fib(n-1)).(int) + y.Yield(fib(n-2)).(int), nil
		})
	}
	bad := newOracleCall(func(*oracleCaller) (any, error) { return nil, pyValueError("deep") })
	top := newOracleCall(func(y *oracleCaller) (any, error) {
		_, err := y.TryYield(bad)
		return "caught " + pyStr(err), nil
	})
	w.print(pyValue(oracleTrampoline(fib(12))), pyValue(oracleTrampoline(top)))
}

// oracleWith is `with contextmanager(g) as v: block(v)`.
func oracleWith(g *pyGen, block func(v any) error) error {
	v, ok := g.Next()
	if !ok {
		return pyRuntimeError("generator didn't yield")
	}
	defer g.Close()
	if err := block(v); err != nil {
		if _, err = g.Throw(err); errors.Is(err, pull.ErrDone) {
			return nil
		}
		return err
	}
	if _, ok := g.Next(); ok {
		return pyRuntimeError("generator didn't stop")
	}
	return g.Err()
}

func oracleComb06(w *pyPrinter) {
	cm := func(suppress bool) *pyGen {
		return pull.New(func(y *pyYielder) error {
			defer w.print("exit")
			w.print("enter")
			_, err := y.TryYield("v")
			if pyName(err) == "ValueError" {
				w.print("saw", err)
				if suppress {
					return nil
				}
			}
			return err
		})
	}
	raise := func(err error) func(any) error {
		return func(any) error { return err }
	}
	twice := pull.New(func(y *pyYielder) error {
		y.Yield(nil)
		y.Yield(nil)
		return nil
	})
	none := pull.New(func(*pyYielder) error { return nil })

	oracleWith(cm(false), func(v any) error {
		w.print("body", v)
		return nil
	})
	oracleWith(cm(true), raise(pyValueError("x")))
	if err := oracleWith(cm(false), raise(pyValueError("y"))); err != nil {
		w.print("outside", err)
	}
	w.printError(oracleWith(twice, raise(nil)))
	w.printError(oracleWith(none, raise(nil)))
}
