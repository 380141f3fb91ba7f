package pull_test

import (
	"errors"
	"runtime/debug"
	"strings"

	"github.com/coseq/coseq/pull"
)

// In the first two a panic is Python's exception: one that is under way in a
// body, across a yield, is the body's own, and so is one of the caller's.

func oracleExc01(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer func() {
			y.Yield(1)
			w.print("gen still handling", recover())
		}()
		panic(pyValueError("in gen"))
	})
	func() {
		defer func() { w.print("caller", recover()) }()
		it.Next()
	}()
	defer func() {
		it.Next()
		w.print("caller", pyRepr(recover()))
	}()
	panic(pyKeyError("outer"))
}

func oracleExc02(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer y.Yield(1) // and then the panic goes on
		panic(pyValueError("mine"))
	})
	it.Next()
	err := pyTry(func() {
		defer it.Next()
		panic(pyKeyError("other"))
	})
	if err != nil {
		w.print(pyName(err), err)
	}
}

// The traceback is in two halves: the caller's stack, and in the PanicError that
// of the body.
func oracleExc03(w *pyPrinter) {
	it := pull.New(oracleExc03G)
	it.Next()
	defer func() {
		var pe *pull.PanicError
		if err, _ := recover().(error); !errors.As(err, &pe) {
			return
		}
		var names []string
		above, below := string(debug.Stack()), string(pe.Stack)
		for _, f := range []struct{ name, is, stack string }{
			{"<module>", "oracleExc03(", above},
			{"caller", "oracleExc03Caller(", above},
			{"g", "oracleExc03G(", below},
		} {
			if strings.Contains(f.stack, f.is) {
				names = append(names, f.name)
			}
		}
		w.print(names)
	}()
	oracleExc03Caller(it)
}

func oracleExc03G(y *pyYielder) error {
	y.Yield(1)
	panic(pyValueError("x"))
}

func oracleExc03Caller(it *pyGen) { it.Next() }

func oracleExc04(w *pyPrinter) {
	g := func(y *pyYielder) error {
		defer y.Yield("finally")
		x, err := y.TryYield("try")
		switch {
		case err == nil:
			y.Yield("else " + pyRepr(x))
		case pyName(err) == "KeyError":
			y.Yield("except")
		}
		return nil
	}
	a, b := pull.New(g), pull.New(g)
	w.print(pyNext(a), pyValue(a.Send(1)), pyNext(a), pyNext(a, "end"))
	w.print(pyNext(b), pyValue(b.Throw(pyKeyError())), pyNext(b), pyNext(b, "end"))
}

func oracleExc05(w *pyPrinter) {
	it, result := pull.NewResult(func(y *pyYielder) (r string, err error) {
		defer func() {
			recover()
			r = "sw"
		}()
		y.Yield(1)
		return "", nil
	})
	it.Next()
	if _, err := it.Throw(pyValueError()); err != nil {
		w.print(pyName(err), pyValue(result()))
	}
}
