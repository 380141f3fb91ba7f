package seqtest_test

import (
	"bufio"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

// A console stands in for *testing.T here, and prints what is reported.
type console struct{ testing.TB }

func (console) Helper() {}

func (console) Errorf(format string, args ...any) { fmt.Printf(format+"\n", args...) }

var t console

func ExampleCheck() {
	n := 0 // here, it is not reset
	countdown := func(yield func(int) bool) {
		for ; n < 3; n++ {
			if !yield(3 - n) {
				return
			}
		}
	}
	seqtest.Check(t, countdown, 3, 2, 1)
	// Output: seqtest: Replay: the second walk ended after 0 values, before 3
}

func ExampleCheck2() {
	podium := slices.Backward([]string{"gold", "silver", "bronze"})
	seqtest.Check2(t, podium,
		seq.PairOf(2, "bronze"), seq.PairOf(1, "silver"), seq.PairOf(0, "silver"))
	// Output: seqtest: Values: the first walk yielded {0 gold} as value 3, want {0 silver}
}

func ExampleCheckSingleUse() {
	scanner := bufio.NewScanner(strings.NewReader("to be\nor not\n"))
	lines := func(yield func(string) bool) {
		for scanner.Scan() && yield(scanner.Text()) {
		}
	}
	seqtest.CheckSingleUse(t, lines, "to be", "or not")
	fmt.Println("The second walk found nothing, as it should.")
	// Output: The second walk found nothing, as it should.
}

// With a new sequence for each walk, it can also be left in every way.
func ExampleCheckSingleUse_anew() {
	lines := func(iter.Seq[string]) iter.Seq[string] {
		scanner := bufio.NewScanner(strings.NewReader("to be\nor not\n"))
		return func(yield func(string) bool) {
			for scanner.Scan() && yield(scanner.Text()) {
			}
		}
	}
	seqtest.CheckOp(t, lines, nil, []string{"to be", "or not"}, seqtest.SingleUse())
	fmt.Println("It may be left at any line.")
	// Output: It may be left at any line.
}

func ExampleCheckOp() {
	limit := func(s iter.Seq[string]) iter.Seq[string] {
		return func(yield func(string) bool) {
			n := 0
			for v := range s {
				if n++; n > 2 || !yield(v) { // too late: v has been read
					return
				}
			}
		}
	}
	words := []string{"to", "be", "or", "not"}
	seqtest.CheckOp(t, limit, words, words[:2], seqtest.Reads(2))
	// Output: seqtest: Thrift: the first walk read 3 values of the source, Reads allows 2
}

func ExampleResult() {
	sum := seqtest.Result(seq.Sum[int])
	seqtest.CheckOp(t, sum, []int{1, 2, 3}, []int{6}, seqtest.Reads(3))

	twice := seqtest.Result(func(s iter.Seq[int]) int { return seq.Sum(s) / seq.Count(s) })
	seqtest.CheckOp(t, twice, []int{1, 2, 3}, []int{2}, seqtest.Reads(3))
	// Output: seqtest: Thrift: the first walk read 6 values of the source, Reads allows 3
}

func ExampleReads() {
	first := seqtest.Result(func(s iter.Seq[int]) int { return slices.Collect(s)[0] })
	seqtest.CheckOp(t, first, []int{7, 8, 9}, []int{7}, seqtest.Reads(1))
	// Output: seqtest: Thrift: the first walk read 3 values of the source, Reads allows 1
}

func ExampleReadsAt() {
	negated := func(s iter.Seq[int]) iter.Seq[int] {
		return func(yield func(int) bool) {
			for _, v := range slices.Collect(s) {
				if !yield(-v) {
					return
				}
			}
		}
	}
	seqtest.CheckOp(t, negated, []int{1, 2}, []int{-1, -2}, seqtest.ReadsAt(1, 2))
	// Output:
	// seqtest: Thrift: the first walk read 2 values of the source for value 1, ReadsAt allows 1
}

func ExampleEndless() {
	shifts := seq.Cycle[string]
	seqtest.CheckOp(t, shifts, []string{"day", "night"}, []string{"day", "night", "day"},
		seqtest.Endless())
	fmt.Println("So far, so good.")
	// Output: So far, so good.
}

func ExampleSingleUse() {
	draw := seq.Once[string]
	tickets := []string{"A", "B"}
	seqtest.CheckOp(t, draw, tickets, tickets, seqtest.SingleUse())
	seqtest.CheckOp(t, draw, tickets, tickets)
	// Output: seqtest: Replay: the second walk panicked with "seq.Once: ranged over a second time"
}

func ExampleNilSource() {
	shout := func(s iter.Seq[string]) iter.Seq[string] {
		return seq.Map(s, strings.ToUpper)
	}
	seqtest.CheckOp(t, shout, []string{"hey"}, []string{"HEY"}, seqtest.NilSource())
	fmt.Println("Nil is as good as empty.")
	// Output: Nil is as good as empty.
}

func ExampleHolds() {
	rates := []float64{1.08, 0.93}
	seqtest.CheckOp(t, seq.Memoize[float64], rates, rates, seqtest.Reads(2), seqtest.Holds())
	fmt.Println("Memoize may wait for the rest.")
	// Output: Memoize may wait for the rest.
}

func ExampleCalls() {
	var wire seqtest.Tripwire
	half := func(v int) (h int) {
		defer func() { _ = recover() }() // too careful
		wire.Touch()
		return v / 2
	}
	halves := func(s iter.Seq[int]) iter.Seq[int] { return seq.Map(s, half) }
	seqtest.CheckOp(t, halves, []int{2}, []int{1}, seqtest.Calls(&wire))
	// Output:
	// seqtest: Panic: a panic in call 1 of a callback did not come out as it was: the walk returned
}

func ExampleTripwire_Touch() {
	var wire seqtest.Tripwire
	odd := func(v int) bool {
		wire.Touch()
		return v%2 == 1
	}
	odds := func(s iter.Seq[int]) iter.Seq[int] { return seq.Filter(s, odd) }
	seqtest.CheckOp(t, odds, []int{1, 2, 3}, []int{1, 3}, seqtest.Calls(&wire))
	fmt.Println("A panic of odd gets through Filter.")
	// Output: A panic of odd gets through Filter.
}
