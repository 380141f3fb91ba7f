package pull_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/coseq/coseq/pull"
)

func ExampleBatched() {
	next, stop := pull.Batched(strings.FieldsSeq("to be or not"), 64)
	defer stop()
	for word, ok := next(); ok; word, ok = next() {
		fmt.Println(word)
	}
	// Output:
	// to
	// be
	// or
	// not
}

// A cursor is what a parser wants: here numbers and words are told apart by the
// first letter, and nothing is lost in between.
func ExampleCursor() {
	c := pull.NewCursor(slices.Values([]rune("12ab3")))
	defer c.Close()
	for r, ok := c.Peek(); ok; r, ok = c.Peek() {
		var token []rune
		digit := r <= '9'
		for r, ok := c.Peek(); ok && (r <= '9') == digit; r, ok = c.Peek() {
			token = append(token, r)
			c.Next()
		}
		fmt.Println(string(token))
	}
	// Output:
	// 12
	// ab
	// 3
}

func ExampleNewCursor() {
	c := pull.NewCursor(strings.FieldsSeq("one two"))
	defer c.Close()
	fmt.Println(c.Next())
	fmt.Println(c.Next())
	fmt.Println(c.Next())
	// Output:
	// one true
	// two true
	//  false
}

func ExampleCursor_Next() {
	c := pull.NewCursor(slices.Values([]int{7}))
	defer c.Close()
	fmt.Println(c.Next())
	fmt.Println(c.Next())
	// Output:
	// 7 true
	// 0 false
}

func ExampleCursor_Peek() {
	c := pull.NewCursor(slices.Values([]int{7}))
	defer c.Close()
	fmt.Println(c.Peek())
	fmt.Println(c.Next())
	fmt.Println(c.Peek())
	// Output:
	// 7 true
	// 7 true
	// 0 false
}

func ExampleCursor_Unread() {
	c := pull.NewCursor(strings.FieldsSeq("-5"))
	defer c.Close()
	sign, _ := c.Next()
	c.Unread(strings.TrimPrefix(sign, "-"))
	c.Unread("minus")
	fmt.Println(slices.Collect(c.Rest()))
	// Output: [minus 5]
}

func ExampleCursor_Rest() {
	c := pull.NewCursor(slices.Values([]string{"header", "row", "row", "footer"}))
	defer c.Close()
	fmt.Println(c.Next())
	for line := range c.Rest() {
		if line == "footer" {
			c.Unread(line)
			break
		}
		fmt.Println(line)
	}
	fmt.Println(c.Next())
	// Output:
	// header true
	// row
	// row
	// footer true
}

func ExampleCursor_Close() {
	c := pull.NewCursor(func(yield func(int) bool) {
		defer fmt.Println("released")
		for i := 0; yield(i); i++ {
		}
	})
	fmt.Println(c.Next())
	c.Close()
	fmt.Println(c.Next())
	// Output:
	// 0 true
	// released
	// 0 false
}
