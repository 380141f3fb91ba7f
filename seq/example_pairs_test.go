package seq_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/coseq/coseq/seq"
)

func ExampleMap2() {
	lines := seq.Enumerate(seq.Of("package main", "func main() {}"))
	number := func(i int, line string) (int, string) { return i + 1, line }
	for n, line := range seq.Map2(lines, number) {
		fmt.Println(n, line)
	}
	// Output:
	// 1 package main
	// 2 func main() {}
}

func ExampleFilter2() {
	stock := seq.SortedMap(map[string]int{"apples": 3, "pears": 0, "plums": 12})
	low := func(fruit string, n int) bool { return n < 5 }
	for fruit, n := range seq.Filter2(stock, low) {
		fmt.Println(fruit, n)
	}
	// Output:
	// apples 3
	// pears 0
}

func ExampleTake2() {
	ranking := seq.Enumerate(seq.Of("Bolt", "Gatlin", "De Grasse"))
	for i, runner := range seq.Take2(ranking, 2) {
		fmt.Println(i+1, runner)
	}
	// Output:
	// 1 Bolt
	// 2 Gatlin
}

func ExampleDrop2() {
	lines := seq.Enumerate(seq.Of("name,price", "apple,3", "pear,4"))
	for i, line := range seq.Drop2(lines, 1) {
		fmt.Println(i, line)
	}
	// Output:
	// 1 apple,3
	// 2 pear,4
}

func ExampleConcat2() {
	defaults := seq.SortedMap(map[string]string{"host": "localhost", "port": "80"})
	flags := seq.SortedMap(map[string]string{"port": "8080"})
	for key, value := range seq.Concat2(defaults, flags) {
		fmt.Println(key, value)
	}
	// Output:
	// host localhost
	// port 80
	// port 8080
}

func ExampleKeys() {
	runs := seq.RunLength(strings.SplitSeq("wwwbbw", ""))
	fmt.Println(slices.Collect(seq.Keys(runs)))
	// Output: [w b w]
}

func ExampleValues() {
	runs := seq.RunLength(strings.SplitSeq("wwwbbw", ""))
	fmt.Println(slices.Collect(seq.Values(runs)))
	// Output: [3 2 1]
}

func ExampleSwap() {
	ports := seq.SortedMap(map[string]int{"http": 80, "ssh": 22})
	for port, service := range seq.Swap(ports) {
		fmt.Println(port, service)
	}
	// Output:
	// 80 http
	// 22 ssh
}

func ExampleMapValues() {
	dollars := seq.SortedMap(map[string]int{"desk": 200, "lamp": 40})
	cents := func(dollars int) int { return dollars * 100 }
	for item, price := range seq.MapValues(dollars, cents) {
		fmt.Println(item, price)
	}
	// Output:
	// desk 20000
	// lamp 4000
}

// Pairs can be sorted, and be turned back.
func ExamplePairs() {
	votes := seq.SortedMap(map[string]int{"ada": 3, "grace": 5, "edsger": 4})
	winner, _ := seq.MaxBy(seq.Pairs(votes), func(p seq.Pair[string, int]) int { return p.Second })
	fmt.Println(winner.First, winner.Second)
	// Output: grace 5
}

func ExampleUnpair() {
	route := seq.Of(seq.PairOf("Paris", 0), seq.PairOf("Lyon", 465))
	for city, km := range seq.Unpair(route) {
		fmt.Println(city, km)
	}
	// Output:
	// Paris 0
	// Lyon 465
}

func ExamplePair() {
	capital := seq.Pair[string, string]{First: "Norway", Second: "Oslo"}
	fmt.Println(capital.First, capital.Second)
	// Output: Norway Oslo
}

func ExamplePairOf() {
	point := seq.PairOf(3, 4)
	fmt.Println(point.First, point.Second)
	// Output: 3 4
}
