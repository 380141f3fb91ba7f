package pull_test

import (
	"errors"
	"runtime"
	"weak"

	"github.com/coseq/coseq/pull"
)

func oracleClose01(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer w.print("NEVER finally")
		w.print("NEVER")
		return oracleYieldOne(y)
	})
	w.print(it.Close(), pyNext(it, "finished"))
}

func oracleClose02(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer w.print("finally")
		_, err := y.TryYield(1)
		if err != nil {
			w.print(pyName(err), "seen")
		}
		return err
	})
	it.Next()
	w.print("close ->", it.Close())
	w.print("again", it.Close())
	w.print(pyNext(it, "finished"))
}

func oracleClose03(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		for {
			if _, err := y.TryYield(1); errors.Is(err, pull.ErrClosed) {
				w.print("ignoring")
			}
		}
	})
	it.Next()
	if err := it.Close(); err != nil {
		w.printError(err)
	}
	w.print("still alive:", pyNext(it, "finished"))
}

func oracleClose04(w *pyPrinter) {
	it, result := pull.NewResult(func(y *pyYielder) (string, error) {
		if _, err := y.TryYield(1); errors.Is(err, pull.ErrClosed) {
			return "final", nil
		}
		return "", nil
	})
	it.Next()
	if err := it.Close(); err != nil {
		w.printError(err)
	}
	w.print("close ->", pyValue(result()))
}

func oracleClose05(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		y.TryYield(1)
		return pyValueError("in cleanup")
	})
	it.Next()
	if err := it.Close(); err != nil {
		w.print(pyName(err), err, "| context", errors.Unwrap(err))
	}
	w.print("again", it.Close())
}

func oracleClose06(w *pyPrinter) {
	it := pull.New(oracleYieldOne)
	pyList(it)
	w.print(it.Close())
	it = pull.New(func(y *pyYielder) error {
		y.Yield(1)
		return pyValueError()
	})
	it.Next()
	if err := pyStopped(it); pyName(err) == "ValueError" {
		w.print(it.Close())
	}
}

// `except Exception` is a recover here: neither gets hold of a closing.
func oracleClose08(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer w.print("finally")
		defer func() {
			if recover() != nil {
				w.print("NEVER")
			}
		}()
		return oracleYieldOne(y)
	})
	it.Next()
	it.Close()
}

// oracleNine is the generator of the next two.
func oracleNine(w *pyPrinter) *pyGen {
	return pull.New(func(y *pyYielder) error {
		defer w.print("finally")
		for i := range 9 {
			y.Yield(i)
		}
		return nil
	})
}

func oracleClose10(w *pyPrinter) {
	for x := range oracleNine(w).All() {
		w.print(x)
		if x == 1 {
			break
		}
	}
	w.print("after loop")
}

// A loop over Next, unlike one over All, leaves the generator open.
func oracleClose11(w *pyPrinter) {
	it := oracleNine(w)
	for x, ok := it.Next(); ok; x, ok = it.Next() {
		if x == 1 {
			break
		}
	}
	w.print("after loop; next", pyNext(it))
	it.Close()
	w.print("closed")
}

func oracleClose12(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer w.print("outer")
		func() {
			defer w.print("inner")
			y.Yield(1)
		}()
		return nil
	})
	it.Next()
	it.Close()
}

func oracleClose13(w *pyPrinter) {
	g := func(y *pyYielder) (err error) {
		w.print("enter")
		defer func() {
			if err == nil {
				w.print("exit", nil)
				return
			}
			w.print("exit", pyName(err))
		}()
		_, err = y.TryYield(1)
		return err
	}
	it := pull.New(g)
	it.Next()
	it.Close()
	it = pull.New(g)
	pyList(it)
}

func oracleClose14(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer y.Yield(2)
		return oracleYieldOne(y)
	})
	it.Next()
	if err := it.Close(); err != nil {
		w.printError(err)
	}
	w.print(pyNext(it, "finished"))
}

// The frame is the body here, with what it has captured.
func oracleClose15(w *pyPrinter) {
	type argument struct{ x [64]any }
	g := func() (*pyGen, weak.Pointer[argument]) {
		arg := &argument{}
		it := pull.New(func(y *pyYielder) error {
			y.Yield(arg.x)
			return nil
		})
		return it, weak.Make(arg)
	}
	it, frame := g()
	runtime.GC()
	w.print(frame.Value() != nil)
	it.Close()
	runtime.GC()
	if frame.Value() == nil {
		w.print(nil)
	}
	runtime.KeepAlive(it)
}
