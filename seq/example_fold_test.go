package seq_test

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/coseq/coseq/seq"
)

func ExampleFold() {
	payments := seq.Of(50, -20, -45)
	balance := seq.Fold(payments, 100, func(sum, payment int) int { return sum + payment })
	fmt.Println(balance)
	// Output: 85
}

// Loads a lift until it is full; the state that comes with false is the result.
func ExampleFoldWhile() {
	kilos := seq.Of(80, 65, 90, 75, 60)
	total := seq.FoldWhile(kilos, 0, func(sum, kilo int) (int, bool) {
		if sum+kilo > 250 {
			return sum, false
		}
		return sum + kilo, true
	})
	fmt.Println(total)
	// Output: 235
}

func ExampleReduce() {
	gcd := func(a, b int) int {
		for b != 0 {
			a, b = b, a%b
		}
		return a
	}
	fmt.Println(seq.Reduce(seq.Of(36, 60, 84), gcd))
	// Output: 12 true
}

func ExampleSum() {
	basket := seq.Of(2.5, 4.25, 1.25)
	fmt.Println(seq.Sum(basket))
	// Output: 8
}

func ExampleProd() {
	fmt.Println("20! =", seq.Prod(seq.Range(1, 21)))
	// Output: 20! = 2432902008176640000
}

func ExampleMean() {
	celsius := seq.Of(19, 22, 21, 20)
	fmt.Println(seq.Mean(celsius))
	// Output: 20.5 true
}

func ExampleMin() {
	latencies := seq.Of(31, 12, 45)
	if best, ok := seq.Min(latencies); ok {
		fmt.Println(best, "ms")
	}
	// Output: 12 ms
}

func ExampleMax() {
	latencies := seq.Of(31, 12, 45)
	if worst, ok := seq.Max(latencies); ok {
		fmt.Println(worst, "ms")
	}
	// Output: 45 ms
}

func ExampleMinMax() {
	celsius := seq.Of(-3, 14, 25, 8)
	coldest, warmest, _ := seq.MinMax(celsius)
	fmt.Println("from", coldest, "to", warmest)
	// Output: from -3 to 25
}

func ExampleMinBy() {
	words := strings.FieldsSeq("it was the best of times")
	length := func(word string) int { return len(word) }
	fmt.Println(seq.MinBy(words, length))
	// Output: it true
}

func ExampleMaxBy() {
	words := strings.FieldsSeq("it was the best of times")
	length := func(word string) int { return len(word) }
	fmt.Println(seq.MaxBy(words, length))
	// Output: times true
}

func ExampleMinFunc() {
	names := seq.Of("Edsger", "ada", "Grace")
	ignoreCase := func(a, b string) int {
		return cmp.Compare(strings.ToLower(a), strings.ToLower(b))
	}
	fmt.Println(seq.MinFunc(names, ignoreCase))
	// Output: ada true
}

func ExampleMaxFunc() {
	type version struct{ major, minor int }
	newer := func(a, b version) int {
		return cmp.Or(cmp.Compare(a.major, b.major), cmp.Compare(a.minor, b.minor))
	}
	fmt.Println(seq.MaxFunc(seq.Of(version{1, 9}, version{2, 0}, version{1, 26}), newer))
	// Output: {2 0} true
}
