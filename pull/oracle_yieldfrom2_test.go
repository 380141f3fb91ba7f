package pull_test

import (
	"errors"
	"slices"

	"github.com/coseq/coseq/pull"
)

// A Cursor is the iterator that two can share: the loop over its Rest, which
// closing a ends, leaves it as it is.
func oracleYF11(w *pyPrinter) {
	s := pull.NewCursor(slices.Values([]any{0, 1, 2, 3, 4, 5}))
	defer s.Close()
	g := func(y *pyYielder) error {
		y.YieldSeq(s.Rest())
		return nil
	}
	a, b := pull.New(g), pull.New(g)
	defer b.Close()
	w.print([]any{pyNext(a), pyNext(b), pyNext(a), pyNext(b)})
	a.Close()
	w.print(pyNext(b))
}

func oracleYF12(w *pyPrinter) {
	s := pull.New(func(y *pyYielder) error {
		for i := range 5 {
			y.Yield(i)
		}
		return nil
	})
	a := pull.New(func(y *pyYielder) error { return y.YieldFrom(s) })
	a.Next()
	a.Close()
	w.print(pyNext(s, "inner finished"))
}

func oracleYF13(w *pyPrinter) {
	own := pyValueError("x")
	s := pull.New(func(y *pyYielder) error {
		y.Yield(1)
		return own
	})
	it := pull.New(func(y *pyYielder) error {
		err := y.YieldFrom(s)
		w.print(errors.Is(err, own))
		y.Yield(pyNext(s, "inner finished"))
		return nil
	})
	defer it.Close()
	it.Next()
	w.print(pyNext(it))
}

func oracleYF14(w *pyPrinter) {
	g := pull.New(func(y *pyYielder) error {
		sub, result := pull.NewResult(func(*pyYielder) (int, error) { return 7, nil })
		if err := y.YieldFrom(sub); err != nil {
			return err
		}
		x, err := result()
		y.Yield(x + 1)
		return err
	})
	w.print(pyList(g))
}

func oracleYF15(w *pyPrinter) {
	var it *pyGen
	sub := pull.New(func(y *pyYielder) error {
		if err := pyTry(func() { it.Next() }); err != nil {
			y.Yield(pyStr(err))
		}
		return nil
	})
	it = pull.New(func(y *pyYielder) error { return y.YieldFrom(sub) })
	defer it.Close()
	w.print(pyNext(it))
}

// A class with methods for all that may come is a body around TryYield.
func oracleYF16(w *pyPrinter) {
	custom := pull.New(func(y *pyYielder) error {
		answer := "next"
		for {
			in, err := y.TryYield(answer)
			switch {
			case errors.Is(err, pull.ErrClosed):
				w.print("close called")
				return err
			case err != nil:
				answer = "throw " + pyName(err)
			case in != nil:
				answer = "send " + pyRepr(in)
			default:
				answer = "next"
			}
		}
	})
	it := pull.New(func(y *pyYielder) error { return y.YieldFrom(custom) })
	send := func(v any) any { return pyValue(it.Send(v)) }
	w.print(pyNext(it), "|", send(5), "|", send(nil), "|", pyValue(it.Throw(pyValueError())))
	it.Close()
}
