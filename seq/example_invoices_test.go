package seq_test

import (
	"fmt"
	"slices"

	"github.com/coseq/coseq/seq"
)

type order struct {
	customer int
	item     string
	cents    int
}

type customer struct {
	id   int
	name string
}

var orders = []order{
	{7, "lamp", 3900}, {9, "desk", 18000}, {7, "pen", 250}, {8, "chair", 9900}, {9, "rug", 5000},
}

var customers = []customer{{7, "Ada"}, {9, "Grace"}}

// What each customer has to pay, from two tables. The order of nobody's chair is
// in neither.
func Example_invoices() {
	billed := seq.JoinBy(slices.Values(orders), slices.Values(customers),
		func(o order) int { return o.customer },
		func(c customer) int { return c.id })

	name := func(bill seq.Pair[order, customer]) string { return bill.Second.name }
	add := func(sum int, bill seq.Pair[order, customer]) int { return sum + bill.First.cents }
	totals := seq.FoldBy(billed, name, 0, add)

	for name, cents := range seq.SortedMap(totals) {
		fmt.Printf("%s %.2f\n", name, float64(cents)/100)
	}
	// Output:
	// Ada 41.50
	// Grace 230.00
}
