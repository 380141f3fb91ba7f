package pull_test

import (
	"errors"
	"slices"

	"github.com/coseq/coseq/pull"
)

func oracleYF01(w *pyPrinter) {
	g := pull.New(func(y *pyYielder) error {
		sub, result := pull.NewResult(func(y *pyYielder) (string, error) {
			y.Yield(1)
			y.Yield(2)
			return "r", nil
		})
		if err := y.YieldFrom(sub); err != nil {
			return err
		}
		w.print("sub returned", pyValue(result()))
		y.Yield(3)
		return nil
	})
	w.print(pyList(g))
}

func oracleYF02(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		sub, result := pull.NewResult(func(y *pyYielder) (string, error) {
			for {
				x := y.Yield(nil)
				w.print("sub got", x)
				if x == "end" {
					return "bye", nil
				}
			}
		})
		if err := y.YieldFrom(sub); err != nil {
			return err
		}
		w.print("outer has", pyValue(result()))
		w.print("outer got", y.Yield(nil))
		return nil
	})
	it.Next()
	it.Send(1)
	it.Send("end")
	if _, err := it.Send("z"); pyName(err) == "StopIteration" {
		w.print("done")
	}
}

func oracleYF03(w *pyPrinter) {
	sub := pull.New(func(y *pyYielder) error {
		_, err := y.TryYield(1)
		if pyName(err) != "ValueError" {
			return err
		}
		w.print("sub caught", err)
		y.Yield(2)
		return nil
	})
	it := pull.New(func(y *pyYielder) error {
		if err := y.YieldFrom(sub); err != nil {
			w.print("NEVER")
		}
		y.Yield(3)
		return nil
	})
	defer it.Close()
	w.print(pyNext(it), pyValue(it.Throw(pyValueError("v"))), pyNext(it))
}

func oracleYF04(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		err := y.YieldFrom(pull.New(oracleYieldOne))
		if pyName(err) == "ValueError" {
			w.print("outer caught", err)
			y.Yield("recovered")
		}
		return nil
	})
	defer it.Close()
	it.Next()
	w.print(pyValue(it.Throw(pyValueError("v"))))
}

func oracleYF05(w *pyPrinter) {
	sub := pull.New(func(y *pyYielder) error {
		defer w.print("sub finally")
		return oracleYieldOne(y)
	})
	it := pull.New(func(y *pyYielder) error {
		defer w.print("outer finally")
		return y.YieldFrom(sub)
	})
	it.Next()
	it.Close()
}

func oracleYF06(w *pyPrinter) {
	sub := pull.New(func(y *pyYielder) error {
		for {
			if _, err := y.TryYield(1); errors.Is(err, pull.ErrClosed) {
				w.print("sub ignores")
			}
		}
	})
	it := pull.New(func(y *pyYielder) error {
		err := y.YieldFrom(sub)
		w.print("outer sees", pyName(err), err)
		return err
	})
	it.Next()
	if err := it.Close(); err != nil {
		w.printError(err)
	}
}

func oracleYF07(w *pyPrinter) {
	g := func() *pyGen {
		return pull.New(func(y *pyYielder) error {
			y.YieldSeq(slices.Values([]any{1, 2}))
			y.YieldSeq(slices.Values([]any{"a", "b"}))
			return nil
		})
	}
	w.print(pyList(g()))
	it := g()
	defer it.Close()
	it.Next()
	w.print(pyValue(it.Send("x")))
}

func oracleYF08(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		err := pyTry(func() { y.YieldSeq(slices.Values([]any{1, 2})) })
		if pyName(err) == "KeyError" {
			w.print("caught", err)
			y.Yield("r")
		}
		return nil
	})
	defer it.Close()
	it.Next()
	w.print(pyValue(it.Throw(pyKeyError("k"))))
}

type oracleTree struct {
	left  *oracleTree
	value int
	right *oracleTree
}

// walk is what the oracle has in Python. A function that is passed the Yielder
// does the same and is faster: see oracleFringe.
func (t *oracleTree) walk() *pyGen {
	return pull.New(func(y *pyYielder) error {
		if t == nil {
			return nil
		}
		if err := y.YieldFrom(t.left.walk()); err != nil {
			return err
		}
		y.Yield(t.value)
		return y.YieldFrom(t.right.walk())
	})
}

func oracleYF10(w *pyPrinter) {
	leaf := func(v int) *oracleTree { return &oracleTree{value: v} }
	four := &oracleTree{leaf(3), 4, nil}
	w.print(pyList((&oracleTree{leaf(1), 2, four}).walk()))
}
