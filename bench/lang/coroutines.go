package lang

import (
	"time"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull"
)

// The works of coroutines, as programs/generator.py has them.

func roundTrip(n int) (total int) {
	g := pull.New(func(y *pull.Yielder[int, int]) error {
		x := y.Yield(0)
		for {
			x = y.Yield(x + 1)
		}
	})
	g.Next()
	for i := range n {
		v, err := g.Send(i)
		if err != nil {
			panic(err)
		}
		total += v
	}
	g.Close()
	return total
}

func one() *pull.Gen[struct{}, int] {
	return pull.New(func(y *pull.Yielder[struct{}, int]) error {
		y.Yield(1)
		return nil
	})
}

func create(n int) (total int) {
	for range n {
		g := one()
		v, _ := g.Next()
		total += v
		g.Next()
	}
	return total
}

func holdGens(n int) (release func()) {
	gens := make([]*pull.Gen[struct{}, int], n)
	for i := range gens {
		gens[i] = one()
		gens[i].Next()
	}
	return func() {
		for _, g := range gens {
			g.Close()
		}
	}
}

// holding is measure.Hold with the result of the other programs: how many are held.
func holding(f func(n int) (release func())) measure.Runner {
	hold := measure.Hold(f)
	return func(n int, atLeast time.Duration) (measure.Cost, error) {
		cost, err := hold(n, atLeast)
		cost.Result = n
		return cost, err
	}
}
