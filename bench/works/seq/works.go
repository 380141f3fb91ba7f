// Package seq has the works that compare coseq's seq with the operators of
// github.com/samber/lo/it, with iter.Pull, and with loops by hand.
package seq

import (
	"iter"
	"slices"
	"sync"

	"github.com/coseq/coseq/bench/measure"
)

// Works are all that package seq is compared in.
func Works() []measure.Work {
	works := []measure.Work{
		chain(),
		chainElsewhere(),
		twice(),
		zip(),
		merge(),
		window(),
		chunk(),
		distinct(),
		countBy(),
		groupBy(),
		top(),
	}
	for i := range works {
		works[i].Group = "seq"
		works[i].Axis, works[i].Per = "values", "value"
		works[i].Sizes = measure.Tens(10, million)
		works[i].Quick = 3
		works[i].Prepare = prepare
	}
	return works
}

const million = 1_000_000

// What is worked on is made when it is first needed.
var (
	inOrder   = values(million, func(i int) int { return i })
	inNoOrder = values(million, func(i int) int { return i * 7919 % million })
	keys      = values(million, func(i int) int { return key(i * 7919 % million) })
	evens     = values(million/2, func(i int) int { return 2 * i })
	odds      = values(million/2, func(i int) int { return 2*i + 1 })
)

func prepare(int) {
	for _, made := range []func() []int{inOrder, inNoOrder, keys, evens, odds} {
		made()
	}
}

func values(n int, f func(i int) int) func() []int {
	return sync.OnceValue(func() []int {
		vs := make([]int, n)
		for i := range vs {
			vs[i] = f(i)
		}
		return vs
	})
}

// over runs f over the first n of the ints below a million.
func over(f func(vs []int) int) measure.Runner {
	return measure.Time(func(n int) int { return f(inOrder()[:n]) })
}

// mixed runs f over n of the ints below a million in no order.
func mixed(f func(vs []int) int) measure.Runner {
	return measure.Time(func(n int) int { return f(inNoOrder()[:n]) })
}

// keyed runs f over n values of which a thousand are different.
func keyed(f func(vs []int) int) measure.Runner {
	return measure.Time(func(n int) int { return f(keys()[:n]) })
}

// elsewhere is where the compiler does not see what is ranged over.
//
//go:noinline
func elsewhere(vs []int) iter.Seq[int] { return slices.Values(vs) }

func triple(v int) int { return 3 * v }
func odd(v int) bool   { return v%2 != 0 }
func tens(v int) bool  { return v%10 != 5 }
func key(v int) int    { return v % 1000 }
