package seq_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/coseq/coseq/seq"
)

func ExampleEmpty() {
	inbox := seq.Empty[string]()
	fmt.Println(seq.Count(inbox), "messages")
	// Output: 0 messages
}

func ExampleOf() {
	for planet := range seq.Of("Mercury", "Venus", "Earth") {
		fmt.Println(planet)
	}
	// Output:
	// Mercury
	// Venus
	// Earth
}

func ExampleRange() {
	for year := range seq.Range(2024, 2027) {
		fmt.Println(year)
	}
	// Output:
	// 2024
	// 2025
	// 2026
}

func ExampleRangeStep() {
	countdown := seq.RangeStep(10, -1, -5)
	fmt.Println(slices.Collect(countdown))
	ticks := seq.RangeStep(0, 0.5, 0.125)
	fmt.Println(slices.Collect(ticks))
	// Output:
	// [10 5 0]
	// [0 0.125 0.25 0.375]
}

func ExampleRepeat() {
	days := seq.Of("Mon", "Tue", "Wed")
	for day, hours := range seq.Zip(days, seq.Repeat(8)) {
		fmt.Println(day, hours)
	}
	// Output:
	// Mon 8
	// Tue 8
	// Wed 8
}

func ExampleRepeatN() {
	rule := seq.Join(seq.RepeatN("-", 10), "")
	fmt.Println(rule)
	// Output: ----------
}

// How long to wait before each of the next tries.
func ExampleIterate() {
	double := func(d time.Duration) time.Duration { return 2 * d }
	for delay := range seq.Take(seq.Iterate(100*time.Millisecond, double), 4) {
		fmt.Println(delay)
	}
	// Output:
	// 100ms
	// 200ms
	// 400ms
	// 800ms
}

func ExampleUnfold() {
	digits := func(n int) (digit, rest int, ok bool) {
		return n % 10, n / 10, n > 0
	}
	for digit := range seq.Unfold(2026, digits) {
		fmt.Println(digit)
	}
	// Output:
	// 6
	// 2
	// 0
	// 2
}

func ExampleGenerate() {
	jobs := []string{"build", "test", "deploy"}
	pop := func() (job string, ok bool) {
		if len(jobs) == 0 {
			return "", false
		}
		job, jobs = jobs[0], jobs[1:]
		return job, true
	}
	fmt.Println(slices.Collect(seq.Generate(pop)))
	// Output: [build test deploy]
}

func ExampleCycle() {
	shifts := seq.Cycle(seq.Of("early", "late", "night"))
	for day, shift := range seq.Take2(seq.Enumerate(shifts), 4) {
		fmt.Println(day, shift)
	}
	// Output:
	// 0 early
	// 1 late
	// 2 night
	// 3 early
}

func ExampleFromChan() {
	readings := make(chan float64)
	go func() {
		defer close(readings)
		for _, celsius := range []float64{19.5, 20.5, 21} {
			readings <- celsius
		}
	}()
	fmt.Println(seq.Max(seq.FromChan(readings)))
	// Output: 21 true
}

func ExampleSortedMap() {
	stock := map[string]int{"pears": 7, "apples": 3, "plums": 12}
	for fruit, n := range seq.SortedMap(stock) {
		fmt.Println(fruit, n)
	}
	// Output:
	// apples 3
	// pears 7
	// plums 12
}
