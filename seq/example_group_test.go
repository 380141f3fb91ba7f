package seq_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/coseq/coseq/seq"
)

func ExampleChunk() {
	photos := seq.Range(1, 8)
	for row := range seq.Chunk(photos, 3) {
		fmt.Println(row)
	}
	// Output:
	// [1 2 3]
	// [4 5 6]
	// [7]
}

func ExampleChunkBy() {
	log := seq.Of("09:01 up", "09:48 slow", "10:05 down")
	hour := func(line string) string { return line[:2] }
	for hour, lines := range seq.ChunkBy(log, hour) {
		fmt.Printf("%s %q\n", hour, lines)
	}
	// Output:
	// 09 ["09:01 up" "09:48 slow"]
	// 10 ["10:05 down"]
}

// Rising runs of a price: each ends where the price falls.
func ExampleSplitWhen() {
	prices := seq.Of(10, 12, 15, 11, 13, 9)
	falls := func(a, b int) bool { return b < a }
	for run := range seq.SplitWhen(prices, falls) {
		fmt.Println(run)
	}
	// Output:
	// [10 12 15]
	// [11 13]
	// [9]
}

func ExampleWindow() {
	readings := seq.Of(3.0, 6, 9, 6)
	for three := range seq.Window(readings, 3) {
		fmt.Println(three, seq.Sum(slices.Values(three))/3)
	}
	// Output:
	// [3 6 9] 6
	// [6 9 6] 7
}

func ExamplePairwise() {
	odometer := seq.Of(10200, 10350, 10400)
	for before, after := range seq.Pairwise(odometer) {
		fmt.Println(after-before, "km")
	}
	// Output:
	// 150 km
	// 50 km
}

func ExampleRunLength() {
	pixels := strings.SplitSeq("wwwbbw", "")
	for colour, n := range seq.RunLength(pixels) {
		fmt.Print(n, colour)
	}
	// Output: 3w2b1w
}

func ExampleGroupBy() {
	words := seq.Of("pear", "fig", "plum", "kiwi", "fox")
	byInitial := seq.GroupBy(words, func(word string) byte { return word[0] })
	fmt.Println(byInitial['p'])
	fmt.Println(byInitial['f'])
	// Output:
	// [pear plum]
	// [fig fox]
}

// The longest word of each letter; no other word is kept.
func ExampleFoldBy() {
	words := seq.Of("pear", "fig", "pineapple", "plum", "feijoa")
	initial := func(word string) string { return word[:1] }
	longer := func(n int, word string) int { return max(n, len(word)) }
	fmt.Println(seq.FoldBy(words, initial, 0, longer))
	// Output: map[f:6 p:9]
}

func ExampleCountBy() {
	statuses := seq.Of(200, 404, 201, 500, 200)
	class := func(status int) string { return fmt.Sprintf("%dxx", status/100) }
	fmt.Println(seq.CountBy(statuses, class))
	// Output: map[2xx:3 4xx:1 5xx:1]
}

func ExampleKeyBy() {
	type user struct {
		id   int
		name string
	}
	users := seq.Of(user{7, "ada"}, user{9, "grace"})
	byID := seq.KeyBy(users, func(u user) int { return u.id })
	fmt.Println(byID[9].name)
	// Output: grace
}

func ExamplePartition() {
	grades := seq.Of(55, 82, 47, 91)
	passed, failed := seq.Partition(grades, func(grade int) bool { return grade >= 50 })
	fmt.Println(passed, failed)
	// Output: [55 82 91] [47]
}
