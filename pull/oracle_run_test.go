package pull_test

import (
	"sync"

	"github.com/coseq/coseq/pull"
)

func oracleRun01(w *pyPrinter) {
	var it *pyGen
	it = pull.New(func(y *pyYielder) error {
		if err := pyTry(func() { it.Next() }); err != nil {
			w.printError(err)
		}
		y.Yield("ok")
		return nil
	})
	defer it.Close()
	w.print(pyNext(it))
}

func oracleRun02(w *pyPrinter) {
	var it *pyGen
	it = pull.New(func(y *pyYielder) error {
		_, sent := it.Send(1)
		_, thrown := it.Throw(pyKeyError())
		for _, err := range []error{sent, thrown, it.Close()} {
			w.printError(err)
		}
		y.Yield("ok")
		return nil
	})
	defer it.Close()
	w.print(pyNext(it))
}

func oracleRun03(w *pyPrinter) {
	var ia, ib *pyGen
	ia = pull.New(func(y *pyYielder) error {
		y.Yield("a1")
		y.Yield(pyNext(ib))
		return nil
	})
	ib = pull.New(func(y *pyYielder) error {
		if err := pyTry(func() { y.Yield(pyNext(ia)) }); err != nil {
			y.Yield("b saw " + pyStr(err))
		}
		return nil
	})
	defer ia.Close()
	defer ib.Close()
	w.print(pyNext(ia), pyNext(ia))
}

func oracleRun04(w *pyPrinter) {
	entered, leave := make(chan struct{}), make(chan struct{})
	it := pull.New(func(y *pyYielder) error {
		close(entered)
		<-leave
		y.Yield(1)
		return nil
	})
	defer it.Close()
	var thread sync.WaitGroup
	thread.Go(func() { it.Next() })
	<-entered
	if err := pyTry(func() { it.Next() }); err != nil {
		w.printError(err)
	}
	close(leave)
	thread.Wait()
}

func oracleRun05(w *pyPrinter) {
	it := pull.New(func(y *pyYielder) error {
		y.Yield(1)
		return pyKeyError("own")
	})
	it.Next()
	if err := pyStopped(it); err != nil {
		w.print(pyName(err), err)
	}
	w.print(pyNext(it, "finished"))
}
