package pipeline_test

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/coseq/coseq/pipeline"
)

func Example() {
	prices := pipeline.Lines(strings.NewReader("19\n5\n28\n"))
	cents := pipeline.Map(prices, 4, func(_ context.Context, line string) (int, error) {
		euros, err := strconv.Atoi(line)
		return 100 * euros, err
	})
	for price, err := range cents.All(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(price)
	}
	// Output:
	// 1900
	// 500
	// 2800
}

// A part of a pipeline that is used more than once is a function.
func Example_part() {
	trimmed := func(flow pipeline.Flow[string]) pipeline.Flow[string] {
		return pipeline.Filter(
			pipeline.Map(flow, 1, func(_ context.Context, s string) (string, error) {
				return strings.TrimSpace(s), nil
			}),
			1, func(_ context.Context, s string) (bool, error) { return s != "", nil })
	}
	words, _ := trimmed(pipeline.Of(" to ", "be  ", " ")).Collect(context.Background())
	fmt.Printf("%q\n", words)
	// Output: ["to" "be"]
}

func ExampleMap() {
	fetch := func(_ context.Context, city string) (string, error) {
		time.Sleep(time.Duration(len(city)) * time.Millisecond) // as a server would
		return strings.ToUpper(city), nil
	}
	cities := pipeline.Of("Amsterdam", "Oslo", "Rome")
	for city, err := range pipeline.Map(cities, 3, fetch).All(context.Background()) {
		fmt.Println(city, err)
	}
	// Output:
	// AMSTERDAM <nil>
	// OSLO <nil>
	// ROME <nil>
}

func ExampleUnordered() {
	sleep := func(_ context.Context, ms int) (int, error) {
		time.Sleep(time.Duration(ms) * time.Millisecond)
		return ms, nil
	}
	flow := pipeline.Map(pipeline.Of(60, 1, 30), 3, sleep, pipeline.Unordered())
	all, err := flow.Collect(context.Background())
	fmt.Println(all, err)
	// Output: [1 30 60] <nil>
}

func ExampleWindow() {
	read := 0
	orders := pipeline.Tap(pipeline.Of(1, 2, 3, 4, 5, 6, 7, 8), func(int) { read++ })
	same := func(_ context.Context, order int) (int, error) { return order, nil }
	for order := range pipeline.Map(orders, 4, same, pipeline.Window(1)).All(context.Background()) {
		if order == 2 {
			fmt.Println("order 2 is here,", read, "have been read")
		}
	}
	// Output: order 2 is here, 2 have been read
}

func ExampleFilter() {
	even := func(_ context.Context, v int) (bool, error) { return v%2 == 0, nil }
	all, err := pipeline.Filter(pipeline.Of(1, 2, 3, 4), 2, even).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [2 4] <nil>
}

func ExampleFlatMap() {
	pages := func(_ context.Context, book string) (pipeline.Flow[string], error) {
		return pipeline.Of(book+" 1", book+" 2"), nil
	}
	books := pipeline.Of("Emma", "Ulysses")
	for page := range pipeline.FlatMap(books, 2, pages).All(context.Background()) {
		fmt.Println(page)
	}
	// Output:
	// Emma 1
	// Emma 2
	// Ulysses 1
	// Ulysses 2
}

func ExampleMapKeyed() {
	type payment struct {
		account string
		amount  int
	}
	balance := map[string]*int{"ann": new(int), "bob": new(int)}
	payments := pipeline.Of(payment{"ann", 10}, payment{"bob", 5}, payment{"ann", -3})
	book := func(_ context.Context, p payment) (int, error) {
		*balance[p.account] += p.amount // never two at once for one account
		return *balance[p.account], nil
	}
	account := func(p payment) string { return p.account }
	all, err := pipeline.MapKeyed(payments, 8, account, book).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [10 5 7] <nil>
}

func ExampleCatch() {
	numbers := pipeline.Map(pipeline.Of("1", "two", "3"), 2, pipeline.Lift(strconv.Atoi))
	skip := func(err error) error {
		fmt.Println("skipped:", err)
		return nil
	}
	all, err := pipeline.Catch(numbers, skip).Collect(context.Background())
	fmt.Println(all, err)
	// Output:
	// skipped: strconv.Atoi: parsing "two": invalid syntax
	// [1 3] <nil>
}

func ExampleTap() {
	logged := pipeline.Tap(pipeline.Of("a", "b"), func(s string) { fmt.Println("saw", s) })
	fmt.Println(logged.Run(context.Background()))
	// Output:
	// saw a
	// saw b
	// <nil>
}

func ExampleApply() {
	differences := func(in iter.Seq[int]) iter.Seq[int] {
		return func(yield func(int) bool) {
			last := 0
			for v := range in {
				if !yield(v - last) {
					return
				}
				last = v
			}
		}
	}
	meter := pipeline.Of(3, 10, 12)
	all, err := pipeline.Apply(meter, differences).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [3 7 2] <nil>
}

func ExampleMerge() {
	all, err := pipeline.Merge(pipeline.Of(1), pipeline.Of(2)).Collect(context.Background())
	fmt.Println(len(all), err)
	// Output: 2 <nil>
}

func ExampleConcat() {
	header, rows := pipeline.Of("name"), pipeline.Of("ann", "bob")
	all, err := pipeline.Concat(header, rows).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [name ann bob] <nil>
}

func ExampleBuffer() {
	slow := pipeline.FromFunc(func(_ context.Context, yield func(int) bool) error {
		for i := 1; i <= 3 && yield(i); i++ {
			time.Sleep(time.Millisecond) // while the consumer does something else
		}
		return nil
	})
	all, err := pipeline.Buffer(slow, 10).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [1 2 3] <nil>
}

func ExampleTake() {
	endless := pipeline.FromSeq(func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	})
	all, err := pipeline.Take(endless, 3).Collect(context.Background())
	fmt.Println(all, err)
	// Output: [0 1 2] <nil>
}

func ExampleReduce() {
	words := pipeline.Of("to", "be", "or", "not", "to", "be")
	join := func(a, b string) (string, error) { return a + " " + b, nil }
	all, ok, err := pipeline.Reduce(context.Background(), words, 4, join)
	fmt.Println(all, ok, err)
	// Output: to be or not to be true <nil>
}

func ExampleFold() {
	count := func(n int, word string) (int, error) { return n + len(word), nil }
	n, err := pipeline.Fold(context.Background(), pipeline.Of("to", "be", "or"), 0, count)
	fmt.Println(n, err)
	// Output: 6 <nil>
}

func ExamplePanicError() {
	defer func() {
		err, _ := recover().(*pipeline.PanicError)
		fmt.Println("recovered:", err.Value) // err.Stack says where it was
	}()
	divide := func(_ context.Context, v int) (int, error) {
		if v == 0 {
			panic("no zeros, please")
		}
		return 100 / v, nil
	}
	pipeline.Map(pipeline.Of(1, 0, 2), 4, divide).Run(context.Background())
	// Output: recovered: no zeros, please
}

func ExampleWithDrain() {
	ctx, stop := pipeline.WithDrain(context.Background())
	tick := pipeline.FromFunc(func(ctx context.Context, yield func(int) bool) error {
		for i := 0; yield(i); i++ {
		}
		return nil
	})
	err := tick.ForEach(ctx, func(i int) error {
		if i == 2 {
			stop() // as on a signal
		}
		fmt.Println(i)
		return nil
	})
	fmt.Println(err)
	// Output:
	// 0
	// 1
	// 2
	// <nil>
}
