package green_test

import (
	"time"

	"github.com/coseq/coseq/pull/green"
)

// Waiting for the ends of tasks.

type oracleDelay struct {
	name  string
	delay time.Duration
	err   error
}

const oracleUnit = time.Millisecond

// oracleDelays spawns f(n, d) for each of them, named n.
func oracleDelays(t *green.Task, delays ...oracleDelay) (gs []*green.Task) {
	for _, d := range delays {
		gs = append(gs, t.Go(d.name, func(t *green.Task) error {
			t.Sleep(d.delay)
			return d.err
		}))
	}
	return gs
}

var oracleSlowFastMid = []oracleDelay{
	{"slow", 30 * oracleUnit, nil}, {"fast", 10 * oracleUnit, nil}, {"mid", 20 * oracleUnit, nil},
}

// oracleCompleted is [g.value for g in joinall(gs, count=count)].
func oracleCompleted(t *green.Task, count int, gs ...*green.Task) (values []string) {
	for g := range green.AsCompleted(t, gs...) {
		values = append(values, g.Name())
		if len(values) == count {
			break
		}
	}
	return values
}

func oracleWait01(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := oracleDelays(t, oracleSlowFastMid...)
		w.print(oracleCompleted(t, 3, gs...))
	})
}

func oracleWait02(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := oracleDelays(t, oracleDelay{"slow", 500 * oracleUnit, nil}, oracleSlowFastMid[1])
		var values []string
		pyWithin(t, 100*oracleUnit, func(t *green.Task) {
			for g := range green.AsCompleted(t, gs...) {
				values = append(values, g.Name())
			}
		})
		w.print(values)
		w.print(pyDone(gs...))
	})
}

func oracleWait03(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := oracleDelays(t, oracleSlowFastMid...)
		w.print(oracleCompleted(t, 1, gs...))
		w.print(pyDone(gs...))
	})
}

func oracleWait04(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := oracleDelays(t,
			oracleDelay{"ok", 30 * oracleUnit, nil},
			oracleDelay{"bad1", 20 * oracleUnit, pyValueError("bad1")},
			oracleDelay{"bad0", 10 * oracleUnit, pyValueError("bad0")},
		)
		for g := range green.AsCompleted(t, gs...) {
			if err := g.Err(); err != nil {
				w.print("raised", err)
				break
			}
		}
		w.print(pyDone(gs...))
		_ = t.Join(gs...)
		w.print(gs[0].Name())
	})
}

func oracleWait05(w *pyPrinter) {
	w.run(func(t *green.Task) {
		bad := t.Go("None", func(*green.Task) error { return pyValueError("1") })
		good := t.Go("2", func(*green.Task) error { return nil })
		line := ""
		for g := range green.AsCompleted(t, bad, good) {
			line += ", (" + g.Name() + ", '" + pyRepr(g.Err()) + "')"
		}
		w.print("[" + line[len(", "):] + "]")
	})
}

func oracleWait06(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := oracleDelays(t, oracleDelay{name: "a"}, oracleDelay{name: "b"})
		_ = t.Join(gs...)
		c := oracleDelays(t, oracleDelay{"c", 10 * oracleUnit, nil})
		w.print(oracleCompleted(t, 3, c[0], gs[1], gs[0]))
	})
}

func oracleWait07(w *pyPrinter) {
	w.run(func(t *green.Task) {
		none := []string{}
		w.print(append(none, oracleCompleted(t, 0)...), append(none, oracleCompleted(t, 0)...))
	})
}

func oracleWait08(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := t.Go("1", func(*green.Task) error { return nil })
		w.print(len(oracleCompleted(t, 2, g, g)))
	})
}

func oracleWait09(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := oracleDelays(t, oracleSlowFastMid...)
		for g := range green.AsCompleted(t, gs...) {
			w.print(g.Name(), pyDone(gs...))
		}
	})
}

func oracleWait10(w *pyPrinter) {
	w.run(func(t *green.Task) {
		gs := oracleDelays(t, oracleDelay{"slow", 500 * oracleUnit, nil}, oracleSlowFastMid[1])
		var values []string
		pyWithin(t, 100*oracleUnit, func(t *green.Task) {
			for g := range green.AsCompleted(t, gs...) {
				values = append(values, g.Name())
			}
		})
		w.print(values)
		w.print("stopped")
	})
}

func oracleWait15(w *pyPrinter) {
	w.run(func(t *green.Task) {
		g := oracleDelays(t, oracleDelay{"t", 10 * oracleUnit, nil})
		pySpawnAll(t, 3, func(t *green.Task, n int) {
			_ = t.Join(g...)
			w.print("woke", "abc"[n:n+1])
		})
	})
}
