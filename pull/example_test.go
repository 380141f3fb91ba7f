package pull_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/coseq/coseq/pull"
	"golang.org/x/exp/constraints"
)

// A running average: numbers go in, their average so far comes out.
func Example() {
	average := pull.New(func(y *pull.Yielder[float64, float64]) error {
		sum := y.Yield(0)
		for n := 1.0; ; n++ {
			sum += y.Yield(sum / n)
		}
	})
	defer average.Close()

	average.Next() // comes to the first yield
	for _, v := range []float64{10, 20, 60} {
		mean, _ := average.Send(v)
		fmt.Println(mean)
	}
	// Output:
	// 10
	// 15
	// 30
}

// The body does no input or output of its own: it yields what it wants, and is
// sent what came of it, or has the error thrown at it. So it is tested without
// either, and one body serves any driver.
func Example_sansIO() {
	type Y = pull.Yielder[string, string]
	download, size := pull.NewResult(func(y *Y) (int, error) {
		page, err := y.TryYield("GET /")
		for err != nil {
			page, err = y.TryYield("GET / once more, as " + err.Error())
		}
		return len(page), nil
	})

	fmt.Println(download.Next())
	fmt.Println(download.Throw(errors.New("timeout")))
	fmt.Println(download.Send("<html></html>"))
	fmt.Println(size())
	// Output:
	// GET / true
	// GET / once more, as timeout <nil>
	//  pull: done
	// 13 <nil>
}

func ExampleNew() {
	fibonacci := pull.New(func(y *pull.Yielder[struct{}, int]) error {
		for a, b := 0, 1; ; a, b = b, a+b {
			y.Yield(a)
		}
	})
	for v := range fibonacci.All() {
		if v > 20 {
			break
		}
		fmt.Print(v, " ")
	}
	fmt.Println(fibonacci.State())
	// Output: 0 1 1 2 3 5 8 13 Done
}

// Forgetting to close a generator that has not ended leaves its coroutine, and
// all that the body refers to, in memory for ever.
func ExampleNew_incorrect() {
	lines := pull.FromSeq[struct{}](strings.Lines("a long\nfile\n"))
	first, _ := lines.Next()
	fmt.Print(first, lines.State())
	// Correct would have been defer lines.Close(), or a range over lines.All().
	lines.Close()
	// Output:
	// a long
	// Suspended
}

func ExampleGen_Next() {
	g := pull.New(func(y *pull.Yielder[int, string]) error {
		y.Yield("to be")
		y.Yield("or not")
		return io.ErrUnexpectedEOF
	})
	for v, ok := g.Next(); ok; v, ok = g.Next() {
		fmt.Println(v)
	}
	fmt.Println(g.Err())
	// Output:
	// to be
	// or not
	// unexpected EOF
}

func ExampleGen_Send() {
	adder := pull.New(func(y *pull.Yielder[int, int]) error {
		for sum := 0; sum < 10; {
			sum += y.Yield(sum)
		}
		return nil
	})
	_, err := adder.Send(4)
	fmt.Println(err)
	adder.Next()
	fmt.Println(adder.Send(4))
	fmt.Println(adder.Send(3))
	fmt.Println(adder.Send(5))
	// Output:
	// pull: not started: call Next before Send
	// 4 <nil>
	// 7 <nil>
	// 0 pull: done
}

func ExampleGen_Throw() {
	g := pull.New(func(y *pull.Yielder[int, string]) error {
		_, err := y.TryYield("working")
		for err != nil {
			_, err = y.TryYield("handled: " + err.Error())
		}
		y.Yield("this one does not handle it")
		return nil
	})
	g.Next()
	fmt.Println(g.Throw(errors.New("paper jam")))
	fmt.Println(g.Next())
	_, err := g.Throw(errors.New("out of ink"))
	fmt.Println(err, g.State())
	// Output:
	// handled: paper jam <nil>
	// this one does not handle it true
	// out of ink Done
}

func ExampleGen_Close() {
	g := pull.New(func(y *pull.Yielder[int, int]) error {
		defer fmt.Println("clean up")
		for i := 0; ; i++ {
			y.Yield(i)
		}
	})
	g.Next()
	fmt.Println(g.Close(), g.Close())
	// Output:
	// clean up
	// <nil> <nil>
}

func ExampleGen_Err() {
	g := pull.New(func(y *pull.Yielder[int, int]) error {
		for { // pays no attention to the error
			y.TryYield(1)
		}
	})
	g.Next()
	fmt.Println(g.Err())
	g.Close()
	fmt.Println(g.Err())
	// Output:
	// <nil>
	// pull: body ignored Close and yielded again
}

func ExampleGen_State() {
	var g *pull.Gen[int, int]
	g = pull.New(func(y *pull.Yielder[int, int]) error {
		fmt.Println(g.State())
		y.Yield(1)
		return nil
	})
	fmt.Println(g.State())
	g.Next()
	fmt.Println(g.State())
	g.Next()
	fmt.Println(g.State())
	// Output:
	// Created
	// Running
	// Suspended
	// Done
}

func ExampleState_String() {
	fmt.Println(pull.Delegating.String())
	// Output: Delegating
}

func ExampleGen_All() {
	g := pull.New(func(y *pull.Yielder[int, rune]) error {
		defer fmt.Println(".")
		for r := 'a'; r <= 'z'; r++ {
			y.Yield(r)
		}
		return nil
	})
	for r := range g.All() {
		fmt.Printf("%c", r)
		if r == 'e' {
			break // closes g
		}
	}
	// Output: abcde.
}

func ExampleYielder_Yield() {
	echo := pull.New(func(y *pull.Yielder[string, string]) error {
		for heard := ""; heard != "bye"; {
			heard = y.Yield(strings.ToUpper(heard))
		}
		return nil
	})
	echo.Next()
	fmt.Println(echo.Send("hello"))
	fmt.Println(echo.Send("bye"))
	// Output:
	// HELLO <nil>
	//  pull: done
}

func ExampleYielder_TryYield() {
	g := pull.New(func(y *pull.Yielder[int, string]) error {
		_, err := y.TryYield("transaction open")
		if errors.Is(err, pull.ErrClosed) {
			fmt.Println("rolled back")
		}
		return err
	})
	g.Next()
	fmt.Println(g.Close())
	// Output:
	// rolled back
	// <nil>
}

func ExampleYielder_YieldFrom() {
	dialogue := func(y *pull.Yielder[string, string]) error {
		for y.Yield("more?") == "yes" {
		}
		return nil
	}
	g := pull.New(func(y *pull.Yielder[string, string]) error {
		if err := y.YieldFrom(pull.New(dialogue)); err != nil {
			return err
		}
		y.Yield("as you like")
		return nil
	})
	defer g.Close()
	fmt.Println(g.Next())
	fmt.Println(g.Send("yes"))
	fmt.Println(g.Send("no"))
	// Output:
	// more? true
	// more? <nil>
	// as you like <nil>
}

type tree2 struct {
	left, right *tree2
	value       int
}

func (t *tree2) walk(y *pull.Yielder[struct{}, int]) {
	if t != nil {
		t.left.walk(y)
		y.Yield(t.value)
		t.right.walk(y)
	}
}

// A body may pass its Yielder on. To walk a tree this way costs no more for each
// value than a flat loop does.
func ExampleYielder_recursion() {
	root := &tree2{&tree2{nil, nil, 1}, &tree2{&tree2{nil, nil, 3}, nil, 4}, 2}
	g := pull.New(func(y *pull.Yielder[struct{}, int]) error {
		root.walk(y)
		return nil
	})
	fmt.Println(slices.Collect(g.All()))
	// Output: [1 2 3 4]
}

func ExampleYielder_YieldSeq() {
	g := pull.New(func(y *pull.Yielder[int, string]) error {
		y.Yield("words:")
		y.YieldSeq(strings.FieldsSeq("to be or not"))
		return nil
	})
	fmt.Println(slices.Collect(g.All()))
	// Output: [words: to be or not]
}

// Average returns a generator of the average of what it has been sent so far,
// and the function that gives the last one.
func average[N constraints.Integer | constraints.Float]() (*pull.Gen[N, float64], func() (float64, error)) {
	return pull.NewResult(func(y *pull.Yielder[N, float64]) (float64, error) {
		var sum, mean float64
		for n := 1.0; ; n++ {
			v, err := y.TryYield(mean)
			if err != nil {
				return mean, nil
			}
			sum += float64(v)
			mean = sum / n
		}
	})
}

func ExampleNewResult() {
	g, result := average[int]()
	g.Next()
	for _, v := range []int{10, 20, 60} {
		g.Send(v)
	}
	fmt.Println(result())
	g.Close()
	fmt.Println(result())
	// Output:
	// 0 pull: still running
	// 30 <nil>
}

func ExamplePanicError() {
	g := pull.New(func(y *pull.Yielder[int, int]) error {
		panic("no such file")
	})
	defer func() {
		err := recover().(*pull.PanicError)
		fmt.Println(err.Value)
		fmt.Println(strings.Contains(string(err.Stack), "ExamplePanicError.func1"))
	}()
	g.Next()
	// Output:
	// no such file
	// true
}

func ExamplePanicError_Error() {
	err := &pull.PanicError{Value: "boom", Stack: []byte("goroutine 7 [running]: ...")}
	fmt.Println(err.Error())
	// Output:
	// coseq: panic: boom
	//
	// goroutine 7 [running]: ...
}

func ExamplePanicError_Unwrap() {
	err := error(&pull.PanicError{Value: io.ErrClosedPipe})
	fmt.Println(errors.Is(err, io.ErrClosedPipe))
	// Output: true
}
