package seq_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/coseq/coseq/seq"
)

func ExampleDistinct() {
	visitors := seq.Of("ada", "grace", "ada", "edsger", "grace")
	fmt.Println(slices.Collect(seq.Distinct(visitors)))
	// Output: [ada grace edsger]
}

func ExampleDistinctBy() {
	tags := seq.Of("Go", "go", "Iter", "GO")
	fmt.Println(slices.Collect(seq.DistinctBy(tags, strings.ToLower)))
	// Output: [Go Iter]
}

// A lamp that is switched on twice is on.
func ExampleCompact() {
	switches := seq.Of("on", "on", "off", "off", "on")
	fmt.Println(slices.Collect(seq.Compact(switches)))
	// Output: [on off on]
}

func ExampleCompactBy() {
	log := seq.Of("09:01 up", "09:48 slow", "10:05 down")
	hour := func(line string) string { return line[:2] }
	fmt.Println(strings.Join(slices.Collect(seq.CompactBy(log, hour)), ", "))
	// Output: 09:01 up, 10:05 down
}

func ExampleUnion() {
	monday := seq.Of("ada", "grace")
	tuesday := seq.Of("grace", "edsger")
	fmt.Println(slices.Collect(seq.Union(monday, tuesday)))
	// Output: [ada grace edsger]
}

func ExampleIntersect() {
	wanted := seq.Of("flour", "eggs", "sugar")
	shop := seq.Of("eggs", "milk", "flour")
	fmt.Println(slices.Collect(seq.Intersect(wanted, shop)))
	// Output: [flour eggs]
}

func ExampleDifference() {
	invited := seq.Of("ada", "grace", "edsger")
	cancelled := seq.Of("grace")
	fmt.Println(slices.Collect(seq.Difference(invited, cancelled)))
	// Output: [ada edsger]
}

func ExampleTop() {
	scores := seq.Of(310, 475, 120, 505, 430)
	fmt.Println(seq.Top(scores, 3))
	// Output: [505 475 430]
}

func ExampleTopFunc() {
	words := strings.FieldsSeq("it was the best of times")
	byLength := func(a, b string) int { return cmp.Compare(len(a), len(b)) }
	fmt.Println(seq.TopFunc(words, 2, byLength))
	// Output: [times best]
}

func ExampleJoinBy() {
	type order struct{ customer, item string }
	type customer struct{ name, city string }
	orders := seq.Of(order{"ada", "lamp"}, order{"grace", "desk"}, order{"ada", "pen"})
	customers := seq.Of(customer{"grace", "New York"}, customer{"ada", "London"})
	joined := seq.JoinBy(orders, customers,
		func(o order) string { return o.customer },
		func(c customer) string { return c.name })
	for order, customer := range seq.Unpair(joined) {
		fmt.Println(order.item, "to", customer.city)
	}
	// Output:
	// lamp to London
	// desk to New York
	// pen to London
}
