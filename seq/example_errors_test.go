package seq_test

import (
	"fmt"
	"strconv"

	"github.com/coseq/coseq/seq"
)

func ExampleTryMap() {
	cells := seq.Of("12", "n/a", "7")
	for n, err := range seq.TryMap(cells, strconv.Atoi) {
		fmt.Println(n, err)
	}
	// Output:
	// 12 <nil>
	// 0 strconv.Atoi: parsing "n/a": invalid syntax
	// 7 <nil>
}

func ExampleTryCollect() {
	cells := seq.Of("12", "n/a", "7")
	ns, err := seq.TryCollect(seq.TryMap(cells, strconv.Atoi))
	fmt.Println(ns)
	fmt.Println(err)
	// Output:
	// [12]
	// strconv.Atoi: parsing "n/a": invalid syntax
}

func ExampleCollectAll() {
	cells := seq.Of("12", "n/a", "7", "?")
	ns, err := seq.CollectAll(seq.TryMap(cells, strconv.Atoi))
	fmt.Println(ns)
	fmt.Println(err)
	// Output:
	// [12 7]
	// strconv.Atoi: parsing "n/a": invalid syntax
	// strconv.Atoi: parsing "?": invalid syntax
}

// Between the two ends of the errors, any operator will do.
func ExampleStopOnError() {
	var err error
	cells := seq.TryMap(seq.Of("12", "7", "n/a", "3"), strconv.Atoi)
	total := seq.Sum(seq.StopOnError(cells, &err))
	fmt.Println(total, err)
	// Output: 19 strconv.Atoi: parsing "n/a": invalid syntax
}

// The squares go on as a sequence that may fail.
func ExampleWithError() {
	var err error
	ns := seq.StopOnError(seq.TryMap(seq.Of("2", "3", "x"), strconv.Atoi), &err)
	squares := seq.Map(ns, func(n int) int { return n * n })
	for square, err := range seq.WithError(squares, &err) {
		fmt.Println(square, err)
	}
	// Output:
	// 4 <nil>
	// 9 <nil>
	// 0 strconv.Atoi: parsing "x": invalid syntax
}
