package pull

import (
	"iter"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull"
)

// sends is how many values go through a chain of generators in one run.
const sends = 2000

func delegate() measure.Work {
	return measure.Work{
		Name:  "pull-delegate",
		Title: "Delegate to a generator in a generator in a generator",
		About: "The innermost of a chain of n gets what is sent and gives the answer. `YieldFrom` " +
			"connects it to the outside; a chain of `iter.Pull`, or of loops over each other, " +
			"passes each value from hand to hand (and nothing that is sent, so there these only " +
			"give).",
		Axis:  "generators in each other",
		Per:   "value",
		Sizes: measure.Tens(1, 1000),
		Quick: 3,
		Ops:   func(int) int { return sends },
		Ways: []measure.Way{
			{Name: "coseq YieldFrom", Run: measure.TimePart(delegated(inline))},
			{Name: "coseq YieldFrom, all started", Run: measure.TimePart(delegated(started))},
			{Name: "coseq loops that send on", Run: measure.TimePart(delegated(naive))},
			{Name: "iter.Pull in iter.Pull", Run: measure.TimePart(pulled(pulls))},
			{Name: "iter.Pull of nested loops", Run: measure.TimePart(pulled(loops))},
		},
	}
}

// delegated sends ones to the generator that nest makes.
func delegated(nest func(depth int) *pull.Gen[int, int]) func(*measure.Timer, int) int {
	return func(t *measure.Timer, depth int) (sum int) {
		t.Stop()
		defer t.Start()
		g := nest(depth)
		defer g.Close()
		g.Next()
		t.Start()
		defer t.Stop()
		for range sends {
			v, err := g.Send(1)
			if err != nil {
				panic(err)
			}
			sum += v
		}
		return sum
	}
}

func echo(y *pull.Yielder[int, int]) error {
	for v := 1; ; {
		v = y.Yield(v)
	}
}

// inline nests generators that run on one coroutine, as they are started by YieldFrom.
func inline(depth int) *pull.Gen[int, int] {
	if depth == 1 {
		return pull.New(echo)
	}
	return pull.New(func(y *pull.Yielder[int, int]) error {
		return y.YieldFrom(inline(depth - 1))
	})
}

// started nests generators each of which has a coroutine.
func started(depth int) *pull.Gen[int, int] {
	g := pull.New(echo)
	for range depth - 1 {
		g.Next()
		sub := g
		g = pull.New(func(y *pull.Yielder[int, int]) error { return y.YieldFrom(sub) })
	}
	return g
}

// naive nests generators that are loops around one another.
func naive(depth int) *pull.Gen[int, int] {
	g := pull.New(echo)
	for range depth - 1 {
		sub := g
		g = pull.New(func(y *pull.Yielder[int, int]) error {
			defer sub.Close()
			v, ok := sub.Next()
			for ok {
				var err error
				if v, err = sub.Send(y.Yield(v)); err != nil {
					return err
				}
			}
			return sub.Err()
		})
	}
	return g
}

// pulled takes ones out of the sequence that nest makes.
func pulled(nest func(depth int) iter.Seq[int]) func(*measure.Timer, int) int {
	return func(t *measure.Timer, depth int) (sum int) {
		t.Stop()
		defer t.Start()
		next, stop := iter.Pull(nest(depth))
		defer stop()
		next()
		t.Start()
		defer t.Stop()
		for range sends {
			v, _ := next()
			sum += v
		}
		return sum
	}
}

func endless(yield func(int) bool) {
	for yield(1) {
	}
}

func pulls(depth int) iter.Seq[int] {
	if depth == 1 {
		return endless
	}
	return func(yield func(int) bool) {
		next, stop := iter.Pull(pulls(depth - 1))
		defer stop()
		for v, ok := next(); ok && yield(v); v, ok = next() {
		}
	}
}

func loops(depth int) iter.Seq[int] {
	if depth == 1 {
		return endless
	}
	return func(yield func(int) bool) {
		for v := range loops(depth - 1) {
			if !yield(v) {
				return
			}
		}
	}
}
