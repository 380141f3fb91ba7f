package seq_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/coseq/coseq/seq"
)

func ExampleTake() {
	words := strings.FieldsSeq("to be or not to be")
	for word := range seq.Take(words, 3) {
		fmt.Println(word)
	}
	// Output:
	// to
	// be
	// or
}

func ExampleDrop() {
	table := seq.Of("name,price", "apple,3", "pear,4")
	for row := range seq.Drop(table, 1) {
		fmt.Println(row)
	}
	// Output:
	// apple,3
	// pear,4
}

func ExampleTakeWhile() {
	prices := seq.Of(12, 15, 19, 25, 18)
	affordable := func(price int) bool { return price < 20 }
	fmt.Println(slices.Collect(seq.TakeWhile(prices, affordable)))
	// Output: [12 15 19]
}

// A sentence has its full stop.
func ExampleTakeUntil() {
	words := strings.FieldsSeq("It rains. We stay at home.")
	isLast := func(word string) bool { return strings.HasSuffix(word, ".") }
	fmt.Println(slices.Collect(seq.TakeUntil(words, isLast)))
	// Output: [It rains.]
}

func ExampleDropWhile() {
	mail := seq.Of("From: ada", "To: grace", "", "Hello,", "", "Ada")
	isHeader := func(line string) bool { return line != "" }
	for line := range seq.DropWhile(mail, isHeader) {
		fmt.Printf("%q\n", line)
	}
	// Output:
	// ""
	// "Hello,"
	// ""
	// "Ada"
}

func ExampleTakeLast() {
	log := seq.Of("boot", "login", "upload", "crash")
	fmt.Println(slices.Collect(seq.TakeLast(log, 2)))
	// Output: [upload crash]
}

func ExampleDropLast() {
	invoice := seq.Of("bread 3", "milk 1", "total 4")
	fmt.Println(slices.Collect(seq.DropLast(invoice, 1)))
	// Output: [bread 3 milk 1]
}

func ExampleStepBy() {
	hours := seq.Range(0, 24)
	fmt.Println(slices.Collect(seq.StepBy(hours, 6)))
	// Output: [0 6 12 18]
}
