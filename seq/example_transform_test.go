package seq_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/coseq/coseq/seq"
)

func ExampleMap() {
	names := seq.Of("ada", "grace", "edsger")
	for name := range seq.Map(names, strings.ToUpper) {
		fmt.Println(name)
	}
	// Output:
	// ADA
	// GRACE
	// EDSGER
}

func ExampleFilter() {
	log := seq.Of("INFO started", "ERROR disk full", "INFO retry", "ERROR timeout")
	isError := func(line string) bool { return strings.HasPrefix(line, "ERROR") }
	for line := range seq.Filter(log, isError) {
		fmt.Println(line)
	}
	// Output:
	// ERROR disk full
	// ERROR timeout
}

func ExampleReject() {
	config := seq.Of("# the server", "port=80", "# its name", "host=localhost")
	isComment := func(line string) bool { return strings.HasPrefix(line, "#") }
	for line := range seq.Reject(config, isComment) {
		fmt.Println(line)
	}
	// Output:
	// port=80
	// host=localhost
}

func ExampleFilterMap() {
	number := func(word string) (int, bool) {
		n, err := strconv.Atoi(word)
		return n, err == nil
	}
	words := strings.FieldsSeq("3 apples, 12 pears and 1 melon")
	fmt.Println(slices.Collect(seq.FilterMap(words, number)))
	// Output: [3 12 1]
}

func ExampleFlatMap() {
	lines := seq.Of("to be or", "not to be")
	for word := range seq.FlatMap(lines, strings.FieldsSeq) {
		fmt.Print(word, "/")
	}
	// Output: to/be/or/not/to/be/
}

func ExampleFlatten() {
	floors := seq.Of(seq.Range(101, 104), seq.Range(201, 203))
	fmt.Println(slices.Collect(seq.Flatten(floors)))
	// Output: [101 102 103 201 202]
}

func ExampleFlattenSlices() {
	pages := seq.Of([]string{"intro", "install"}, nil, []string{"usage"})
	fmt.Println(slices.Collect(seq.FlattenSlices(pages)))
	// Output: [intro install usage]
}

func ExampleTap() {
	orders := seq.Of(20, 35, 15)
	log := func(amount int) { fmt.Println("order of", amount) }
	fmt.Println("total", seq.Sum(seq.Tap(orders, log)))
	// Output:
	// order of 20
	// order of 35
	// order of 15
	// total 70
}

func ExampleScan() {
	payments := seq.Of(50, -20, -45)
	balance := func(sum, payment int) int { return sum + payment }
	for euros := range seq.Scan(payments, 100, balance) {
		fmt.Println(euros)
	}
	// Output:
	// 100
	// 150
	// 130
	// 85
}

func ExampleEnumerate() {
	finish := seq.Of("Bolt", "Gatlin", "De Grasse")
	for i, runner := range seq.Enumerate(finish) {
		fmt.Println(i+1, runner)
	}
	// Output:
	// 1 Bolt
	// 2 Gatlin
	// 3 De Grasse
}

func ExampleIntersperse() {
	stops := seq.Of("Paris", "Lyon", "Nice")
	for part := range seq.Intersperse(stops, " → ") {
		fmt.Print(part)
	}
	// Output: Paris → Lyon → Nice
}
