package seq_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/coseq/coseq/seq"
)

func ExampleConcat() {
	monday := seq.Of("standup", "review")
	tuesday := seq.Of("planning")
	fmt.Println(slices.Collect(seq.Concat(monday, tuesday)))
	// Output: [standup review planning]
}

func ExampleAppend() {
	items := seq.Of("bread", "milk")
	fmt.Println(slices.Collect(seq.Append(items, "eggs", "tea")))
	// Output: [bread milk eggs tea]
}

func ExamplePrepend() {
	rows := seq.Of("apple,3", "pear,4")
	for row := range seq.Prepend(rows, "name,price") {
		fmt.Println(row)
	}
	// Output:
	// name,price
	// apple,3
	// pear,4
}

func ExampleZip() {
	cities := seq.Of("Oslo", "Rome", "Cairo")
	celsius := seq.Of(-3, 14, 25)
	for city, t := range seq.Zip(cities, celsius) {
		fmt.Println(city, t)
	}
	// Output:
	// Oslo -3
	// Rome 14
	// Cairo 25
}

func ExampleZipLongest() {
	guests := seq.Of("Ada", "Grace", "Edsger")
	tables := seq.Of(4, 7)
	for guest, table := range seq.ZipLongest(guests, tables, "nobody", -1) {
		fmt.Println(guest, table)
	}
	// Output:
	// Ada 4
	// Grace 7
	// Edsger -1
}

func ExampleZipStrict() {
	header := seq.Of("name", "price")
	row := seq.Of("apple", "3", "ripe")
	for cell, err := range seq.ZipStrict(header, row) {
		if err != nil {
			fmt.Println(errors.Is(err, seq.ErrUnequal))
			break
		}
		fmt.Println(cell.First, cell.Second)
	}
	// Output:
	// name apple
	// price 3
	// true
}

func ExampleZipWith() {
	prices := seq.Of(3, 10, 7)
	amounts := seq.Of(2, 1, 4)
	cost := func(price, amount int) int { return price * amount }
	fmt.Println(slices.Collect(seq.ZipWith(prices, amounts, cost)))
	// Output: [6 10 28]
}

func ExampleUnzip() {
	fruits, prices := seq.Unzip(seq.SortedMap(map[string]int{"pear": 4, "apple": 3}))
	fmt.Println(fruits)
	fmt.Println(prices)
	// Output:
	// [apple pear]
	// [3 4]
}

func ExampleInterleave() {
	left := seq.Of("L1", "L2", "L3")
	right := seq.Of("R1")
	fmt.Println(slices.Collect(seq.Interleave(left, right)))
	// Output: [L1 R1 L2 L3]
}

func ExampleMerge() {
	web := seq.Of("09:00 web up", "09:20 web down")
	database := seq.Of("09:05 db up", "09:10 db slow")
	for line := range seq.Merge(web, database) {
		fmt.Println(line)
	}
	// Output:
	// 09:00 web up
	// 09:05 db up
	// 09:10 db slow
	// 09:20 web down
}

func ExampleMergeFunc() {
	type job struct {
		name     string
		priority int
	}
	urgentFirst := func(a, b job) int { return cmp.Compare(b.priority, a.priority) }
	mail := seq.Of(job{"alert", 9}, job{"digest", 1})
	print := seq.Of(job{"ticket", 5}, job{"poster", 1})
	for j := range seq.MergeFunc(urgentFirst, mail, print) {
		fmt.Print(j.name, " ")
	}
	// Output: alert ticket digest poster
}

func ExampleProduct() {
	sizes := seq.Of("S", "M")
	colours := seq.Of("red", "blue")
	for size, colour := range seq.Product(sizes, colours) {
		fmt.Println(size, colour)
	}
	// Output:
	// S red
	// S blue
	// M red
	// M blue
}
