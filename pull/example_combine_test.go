package pull_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/coseq/coseq/pull"
)

// Counter yields 1, 2, 3 … and goes on from whatever else than 0 is sent to it.
func counter() *pull.Gen[int, int] {
	return pull.New(func(y *pull.Yielder[int, int]) error {
		for n := 1; ; n++ {
			if set := y.Yield(n); set != 0 {
				n = set - 1
			}
		}
	})
}

func ExampleMapOut() {
	g := pull.MapOut(counter(), func(n int) string { return strings.Repeat("*", n) })
	defer g.Close()
	fmt.Println(g.Next())
	fmt.Println(g.Next())
	fmt.Println(g.Send(7))
	// Output:
	// * true
	// ** true
	// ******* <nil>
}

func ExampleMapIn() {
	g := pull.MapIn(counter(), func(s string) int { n, _ := strconv.Atoi(s); return n })
	defer g.Close()
	fmt.Println(g.Next())
	fmt.Println(g.Send("40"))
	fmt.Println(g.Next())
	// Output:
	// 1 true
	// 40 <nil>
	// 41 true
}

// The second generator turns what the first one yields into changes.
func ExamplePipe() {
	changes := pull.New(func(y *pull.Yielder[int, string]) error {
		last, text := 0, ""
		for {
			n := y.Yield(text)
			text = fmt.Sprintf("%+d", n-last)
			last = n
		}
	})
	g := pull.Pipe(counter(), changes)
	defer g.Close()
	fmt.Println(g.Next())
	fmt.Println(g.Next())
	fmt.Println(g.Send(10))
	// Output:
	// +1 true
	// +1 true
	// +8 <nil>
}

func ExampleConcat() {
	g := pull.Concat(
		pull.FromSeq[int](slices.Values([]string{"a", "b"})),
		pull.FromSeq[int](slices.Values([]string{"c"})),
	)
	fmt.Println(slices.Collect(g.All()))
	// Output: [a b c]
}

func ExampleFromSeq() {
	g := pull.FromSeq[int](strings.FieldsSeq("one two"))
	fmt.Println(g.Next())
	fmt.Println(g.Send(5)) // which is ignored
	fmt.Println(g.Next())
	// Output:
	// one true
	// two <nil>
	//  false
}

// The generator is a transducer: it remembers the last word.
func ExampleThrough() {
	dedup := pull.New(func(y *pull.Yielder[string, bool]) error {
		last := y.Yield(false)
		for fresh := true; ; {
			word := y.Yield(fresh)
			fresh, last = word != last, word
		}
	})
	for fresh := range pull.Through(strings.FieldsSeq("a a b b b a"), dedup) {
		fmt.Print(fresh, " ")
	}
	// Output: true false true false false true
}

func ExampleClosing() {
	g := pull.New(func(y *pull.Yielder[int, string]) error {
		if _, err := y.TryYield("row 1"); err != nil {
			return errors.New("rollback failed")
		}
		return nil
	})
	err := pull.Closing(g, func(g *pull.Gen[int, string]) error {
		fmt.Println(g.Next())
		return errors.New("not what I wanted")
	})
	fmt.Println(err)
	// Output:
	// row 1 true
	// not what I wanted
	// rollback failed
}
