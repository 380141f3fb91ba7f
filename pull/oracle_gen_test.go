package pull_test

import (
	"slices"
	"strings"

	"github.com/coseq/coseq/pull"
)

func oracleGen01(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		y.Yield(1)
		y.Yield(2)
		return nil
	})
	w.print(pyNext(it), pyNext(it))
	for range 2 {
		w.print(pyName(pyStopped(it)), nil)
	}
}

func oracleGen02(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		w.print("body starts")
		y.Yield(1)
		return nil
	})
	defer it.Close()
	w.print("created")
	w.print(pyNext(it))
}

func oracleGen03(w *pyPrinter) {
	it, result := pull.NewResult(func(y *pyYielder) (string, error) {
		y.Yield(1)
		return "v", nil
	})
	it.Next()
	for range 2 {
		if _, ok := it.Next(); !ok {
			v, _ := result()
			w.print("value", v, pyTuple{v})
		}
	}
}

func oracleGen04(w *pyPrinter) {
	stop := newPyException("StopIteration", 5)
	for _, x := range []any{pyTuple{1, 2}, pyValueError("in value"), stop, nil} {
		it, result := pull.NewResult(func(*pyYielder) (any, error) { return x, nil })
		if _, ok := it.Next(); !ok {
			v, _ := result()
			w.print(pyRepr(v))
		}
	}
}

func oracleGen05(w *pyPrinter) {
	it := pull.New(oracleYieldOne)
	w.print(pyNext(it, "d"), pyNext(it, "d"), pyNext(it, "d"))
}

// oracleYieldOne is the body that many of the oracles have.
func oracleYieldOne(y *pyYielder) error {
	y.Yield(1)
	return nil
}

func oracleGen06(w *pyPrinter) {
	g := func() *pyGen {
		it, _ := pull.NewResult(func(y *pyYielder) (string, error) {
			y.Yield(1)
			return "lost", nil
		})
		return it
	}
	for x := range g().All() {
		w.print(x)
	}
	w.print(pyList(g()))
}

func oracleState01(w *pyPrinter) {
	var it *pyGen
	state := func() string {
		if it.State() == pull.Done {
			return "GEN_CLOSED"
		}
		return "GEN_" + strings.ToUpper(it.State().String())
	}
	it = pull.New(func(y *pyYielder) error {
		w.print(state())
		y.Yield(1)
		return nil
	})
	w.print(state())
	it.Next()
	w.print(state())
	it.Next()
	w.print(state())
}

// A generator expression is MapOut: lazy, but for the making of its source.
func oracleExpr01(w *pyPrinter) {
	src := func() []int {
		w.print("src called")
		return []int{1, 2}
	}
	square := func(x int) int { return x * x }
	ge := pull.MapOut(pull.FromSeq[any](slices.Values(src())), square)
	w.print("made")
	w.print(pyList(ge))
}

func oracleExpr02(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		w.print("result", y.Yield(1), y.Yield(2), y.Yield(3))
		return nil
	})
	w.print(pyNext(it))
	w.print(pyValue(it.Send("a")))
	w.print(pyValue(it.Send("b")))
	if _, err := it.Send("c"); pyName(err) == "StopIteration" {
		w.print("end")
	}
}

func oracleExpr03(w *pyPrinter) {
	count := func() *pyGen {
		return pull.New(func(y *pyYielder) error {
			for n := 1; ; n++ {
				y.Yield(n)
			}
		})
	}
	a, b := count(), count()
	defer a.Close()
	defer b.Close()
	w.print(pyNext(a), pyNext(a), pyNext(b), pyNext(a), pyNext(b))
}

// What is awaited is delegated to; what it yields reaches the driver.
func oracleAsync03(w *pyPrinter) {
	it, result := pull.NewResult(func(y *pyYielder) (string, error) {
		awaitable, got := pull.NewResult(func(y *pyYielder) (any, error) {
			return y.Yield("to driver"), nil
		})
		if err := y.YieldFrom(awaitable); err != nil {
			return "", err
		}
		v, err := got()
		w.print("got", v)
		return "end", err
	})
	w.print(pyNext(it))
	if _, err := it.Send("from driver"); pyName(err) == "StopIteration" {
		w.print(pyValue(result()))
	}
}

func oracleAsync04(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		defer w.print("finally")
		w.print("got", y.Yield(1))
		y.Yield(2)
		return nil
	})
	w.print(pyNext(it), pyValue(it.Send("v")))
	it.Close()
	if _, ok := it.Next(); !ok {
		w.print("StopAsyncIteration")
	}
}
