package pull_test

import (
	"errors"

	"github.com/coseq/coseq/pull"
)

func oracleThrow01(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		if _, err := y.TryYield(1); pyName(err) == "ValueError" {
			w.print("caught", err)
			y.Yield(2)
		}
		return nil
	})
	defer it.Close()
	w.print(pyNext(it))
	w.print(pyValue(it.Throw(pyValueError("v"))))
}

func oracleThrow02(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		y.Yield(1)
		y.Yield(2)
		return nil
	})
	it.Next()
	if _, err := it.Throw(pyValueError("v")); err != nil {
		w.print(pyName(err), err)
	}
	w.print(pyNext(it, "finished"))
}

func oracleThrow03(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		w.print("NEVER")
		return oracleYieldOne(y)
	})
	if _, err := it.Throw(pyValueError("v")); err != nil {
		w.print(pyName(err), err)
	}
	w.print(pyNext(it, "finished"))
}

func oracleThrow04(w *pyPrinter) {
	it := pull.New(oracleYieldOne)
	pyList(it)
	if _, err := it.Throw(pyKeyError("k")); err != nil {
		w.print(pyName(err), err)
	}
}

// What Python keeps in __context__, a Go error wraps.
func oracleThrow05(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		_, err := y.TryYield(nil)
		if pyName(err) != "ValueError" {
			return err
		}
		replaced := pyKeyError("k")
		replaced.context = err
		return replaced
	})
	it.Next()
	if _, err := it.Throw(pyValueError("v")); err != nil {
		w.print(pyName(err), err, "context", pyRepr(errors.Unwrap(err)))
	}
}

func oracleThrow06(w *pyPrinter) {
	it, result := pull.NewResult(func(y *pyYielder) (string, error) {
		_, err := y.TryYield(nil)
		if pyName(err) == "ValueError" {
			return "swallowed", nil
		}
		return "", err
	})
	it.Next()
	if _, err := it.Throw(pyValueError()); err != nil {
		w.print(pyName(err), pyValue(result()))
	}
}

func oracleThrow07(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		for {
			_, err := y.TryYield(nil)
			switch {
			case errors.Is(err, pull.ErrClosed):
				return err
			case err != nil:
				w.print(pyName(err), pyRepr(pyExceptionOf(err).args))
			}
		}
	})
	defer it.Close()
	it.Next()
	it.Throw(pyValueError())
	it.Throw(pyValueError("i"))
	it.Throw(pyValueError("arg"))
	it.Throw(pyValueError("inst"))
	if err := pyTry(func() { it.Throw(nil) }); err != nil {
		w.print(err)
	}
}

func oracleThrow09(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer w.print("finally")
		return oracleYieldOne(y)
	})
	it.Next()
	if _, err := it.Throw(pull.ErrClosed); pyName(err) == "GeneratorExit" {
		w.print("GeneratorExit raised to the caller")
	}
}

func oracleThrow10(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		for n := 0; ; {
			_, err := y.TryYield(n)
			switch {
			case err == nil:
				n++
			case pyName(err) == "ValueError":
				n += 100
			default:
				return err
			}
		}
	})
	defer it.Close()
	throw := func() any { return pyValue(it.Throw(pyValueError())) }
	w.print(pyNext(it), pyNext(it), throw(), pyNext(it), throw())
}
