package pull_test

import (
	"fmt"

	"github.com/coseq/coseq/pull"
)

func oracleSend01(w *pyPrinter) {
	e := pull.New(func(y *pyYielder) error {
		var r any
		for {
			r = y.Yield(pyTuple{"got", r})
		}
	})
	defer e.Close()
	w.print(pyNext(e))
	w.print(pyValue(e.Send(1)))
	w.print(pyValue(e.Send("x")))
	w.print(pyNext(e))
}

func oracleSend02(w *pyPrinter) {
	it := pull.New(oracleYieldOne)
	defer it.Close()
	if _, err := it.Send(5); err != nil {
		w.printError(err)
	}
	w.print("still usable", pyNext(it))
}

func oracleSend03(w *pyPrinter) {
	it := pull.New(oracleYieldOne)
	pyList(it)
	for _, v := range []any{nil, 5} {
		if _, err := it.Send(v); err != nil {
			w.print(pyName(err), nil)
		}
	}
}

func oracleSend04(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		w.print("NEVER")
		return oracleYieldOne(y)
	})
	it.Close()
	if _, err := it.Send(5); err != nil {
		w.print(pyName(err), err)
	}
	if _, err := it.Send(nil); err != nil {
		w.print(pyName(err), nil)
	}
}

// In Python None ends the average, which Next sends. Here that is the zero
// reading.
func oracleSend05(w *pyPrinter) {
	type reading struct {
		value int
		taken bool
	}
	a, result := pull.NewResult(func(y *pull.Yielder[reading, float64]) (pyTuple, error) {
		n, t := 0, 0
		for x := y.Yield(0); x.taken; x = y.Yield(float64(t) / float64(n)) {
			n++
			t += x.value
		}
		return pyTuple{n, t}, nil
	})
	a.Next()
	var averages []any
	for _, x := range []int{10, 20, 60} {
		averages = append(averages, pyValue(a.Send(reading{x, true})))
	}
	w.print(averages)
	if _, ok := a.Next(); !ok {
		w.print("result", pyValue(result()))
	}
}

func oracleSend06(w *pyPrinter) {
	consumer := func(y *pull.Yielder[int, string]) error {
		r := ""
		for {
			n := y.Yield(r)
			if n == 0 {
				return nil
			}
			w.print(fmt.Sprintf("[CONSUMER] Consuming %d...", n))
			r = "200 OK"
		}
	}
	produce := func(c *pull.Gen[int, string]) {
		defer c.Close()
		c.Next()
		for n := 1; n <= 5; n++ {
			w.print(fmt.Sprintf("[PRODUER] Producing %d...", n))
			r, err := c.Send(n)
			if err != nil {
				w.printError(err)
			}
			w.print("[PRODUER] Consumer return:", r)
		}
	}
	produce(pull.New(consumer))
}

func oracleSend07(w *pyPrinter) {
	c := pull.New(func(y *pull.Yielder[int, string]) error {
		for r := ""; y.Yield(r) != 0; {
			r = "200 OK"
		}
		return nil
	})
	w.print(pyRepr(pyNext(c)), pyValue(c.Send(1)))
	if _, err := c.Send(0); err != nil {
		w.print(pyName(err), nil)
	}
}
