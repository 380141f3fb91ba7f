package pull_test

import (
	"iter"
	"slices"
	"strings"

	"github.com/coseq/coseq/pull"
)

func oracleComb07(w *pyPrinter) {
	fib := func() iter.Seq[int] {
		return pull.New(func(y *pull.Yielder[any, int]) error {
			for a, b := 0, 1; ; a, b = b, a+b {
				y.Yield(a)
			}
		}).All()
	}
	first := pyTakeWhile(fib(), func(n, _ int) bool { return n < 10 })
	small := pyTakeWhile(fib(), func(_, x int) bool { return x < 30 })
	w.print(first, small)
}

// A Python coroutine that is sent to is an ordinary loop here, and needs no
// decorator to prime it.
func oracleComb08(w *pyPrinter) {
	printer := pull.NewSink(func(lines iter.Seq[string]) error {
		for l := range lines {
			w.print("->", l)
		}
		w.print("printer closed")
		return nil
	})
	grep := func(pattern string, target *pull.Sink[string]) *pull.Sink[string] {
		matching := func(l string) bool { return strings.Contains(l, pattern) }
		target = pull.Filtered(matching, target)
		return pull.NewSink(func(lines iter.Seq[string]) error {
			for l := range lines {
				if err := target.Send(l); err != nil {
					return err
				}
			}
			w.print("grep closed")
			return target.Close()
		})
	}
	p := grep("py", printer)
	for _, l := range []string{"python", "java", "pypy"} {
		p.Send(l)
	}
	p.Close()
}

func oracleComb09(w *pyPrinter) {
	var nest func(n int) *pyGen
	nest = func(n int) *pyGen {
		return pull.New(func(y *pyYielder) error {
			if n > 0 {
				return y.YieldFrom(nest(n - 1))
			}
			defer w.print("bottom closed")
			y.Yield("bottom")
			return nil
		})
	}
	it := nest(500)
	w.print(pyNext(it))
	it.Close()
}

// The permutations are generators that range over one another; the moves are
// plain recursion that passes on the Yielder.
func oracleComb10(w *pyPrinter) {
	hanoi := pull.New(func(y *pull.Yielder[any, string]) error {
		oracleHanoi(y, 3, "A", "B", "C")
		return nil
	})
	w.print(pyList(oraclePermutations("abc")), pyList(hanoi))
}

func oraclePermutations(s string) *pull.Gen[any, string] {
	return pull.New(func(y *pull.Yielder[any, string]) error {
		if s == "" {
			y.Yield("")
		}
		for i := range s {
			for rest := range oraclePermutations(s[:i] + s[i+1:]).All() {
				y.Yield(s[i:i+1] + rest)
			}
		}
		return nil
	})
}

func oracleHanoi(y *pull.Yielder[any, string], n int, a, b, c string) {
	if n == 0 {
		return
	}
	oracleHanoi(y, n-1, a, c, b)
	y.Yield(a + c)
	oracleHanoi(y, n-1, b, a, c)
}

func oracleComb11(w *pyPrinter) {
	w.print(pyList(pull.New(func(y *pull.Yielder[any, pyTuple]) error {
		oracleQueens(y, 6, nil)
		return nil
	})))
}

func oracleQueens(y *pull.Yielder[any, pyTuple], n int, cols []int) {
	row := len(cols)
	if row == n {
		y.Yield(pyTupleOf(cols))
		return
	}
	for c := range n {
		if !oracleAttacked(cols, c) {
			oracleQueens(y, n, append(slices.Clip(cols), c))
		}
	}
}

// oracleAttacked reports whether a queen in the next row would be, in column c.
func oracleAttacked(cols []int, c int) bool {
	for r, d := range cols {
		if c == d || max(c-d, d-c) == len(cols)-r {
			return true
		}
	}
	return false
}

func oracleComb12(w *pyPrinter) {
	w.print(
		oracleSameFringe(
			pyTuple{pyTuple{1, 2}, 3},
			pyTuple{1, pyTuple{2, 3}},
		),
		oracleSameFringe(pyTuple{1, 2}, pyTuple{1, 3}),
		oracleSameFringe(pyTuple{1, 2}, pyTuple{1, 2, 3}),
	)
}

func oracleSameFringe(a, b any) bool {
	left, right := oracleFringe(a), oracleFringe(b)
	defer left.Close()
	defer right.Close()
	for {
		x, more := left.Next()
		y, too := right.Next()
		if more != too || x != y {
			return false
		}
		if !more {
			return true
		}
	}
}

func oracleFringe(tree any) *pyGen {
	return pull.New(func(y *pyYielder) error {
		oracleLeaves(y, tree)
		return nil
	})
}

func oracleLeaves(y *pyYielder, tree any) {
	branches, ok := tree.(pyTuple)
	if !ok {
		y.Yield(tree)
		return
	}
	for _, t := range branches {
		oracleLeaves(y, t)
	}
}
