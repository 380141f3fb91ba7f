package pull

import (
	"iter"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull"
)

func send() measure.Work {
	return measure.Work{
		Name:  "pull-send",
		Title: "Send a value, get one back",
		About: "The round trip to a function that is suspended in the middle, n times. `iter.Pull` " +
			"lets no values in: there, the two share a variable.",
		Axis:  "round trips",
		Per:   "round trip",
		Sizes: measure.Tens(1, 1_000_000),
		Quick: 4,
		Ways: []measure.Way{
			{Name: "coseq Gen.Send", Run: measure.Time(sendToGen)},
			{Name: "coseq MapOut", Run: measure.Time(sendToMapped)},
			{Name: "iter.Pull and a variable", Run: measure.Time(sendToPull)},
			{Name: "channel there, channel back", Run: measure.Time(sendToChannels)},
		},
	}
}

// double gives twice what it is sent.
func double(y *pull.Yielder[int, int]) error {
	for v := 0; ; {
		v = 2 * y.Yield(v)
	}
}

func sendToGen(n int) int {
	g := pull.New(double)
	defer g.Close()
	return sumOfSent(g, n)
}

// sendToMapped is sendToGen by a body that leaves the doubling to an adapter.
func sendToMapped(n int) int {
	echo := pull.New(func(y *pull.Yielder[int, int]) error {
		for v := 0; ; {
			v = y.Yield(v)
		}
	})
	g := pull.MapOut(echo, func(v int) int { return 2 * v })
	defer g.Close()
	return sumOfSent(g, n)
}

func sumOfSent(g *pull.Gen[int, int], n int) (sum int) {
	g.Next()
	for i := range n {
		v, err := g.Send(i)
		if err != nil {
			panic(err)
		}
		sum += v
	}
	return sum
}

func sendToPull(n int) (sum int) {
	var sent int
	next, stop := iter.Pull(func(yield func(int) bool) {
		for yield(2 * sent) {
		}
	})
	defer stop()
	next()
	for sent = range n {
		v, _ := next()
		sum += v
	}
	return sum
}

func sendToChannels(n int) (sum int) {
	in, out := make(chan int), make(chan int)
	go func() {
		for v := range in {
			out <- 2 * v
		}
	}()
	defer close(in)
	for i := range n {
		in <- i
		sum += <-out
	}
	return sum
}
