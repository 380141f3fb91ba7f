package pull

import (
	"iter"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull"
)

func walk() measure.Work {
	over := func(walk func(*tree) int) measure.Runner {
		return measure.TimePart(func(t *measure.Timer, n int) int {
			t.Stop()
			root := plant(0, n)
			t.Start()
			return walk(root)
		})
	}
	return measure.Work{
		Name:  "pull-tree",
		Title: "Walk a tree",
		About: "The values of a balanced binary tree of n nodes, in order, one by one out of a " +
			"recursive generator. The last one is called back by the tree, and cannot be asked for " +
			"the next value.",
		Axis:  "nodes",
		Per:   "node",
		Sizes: measure.Tens(10, 100_000),
		Ways: []measure.Way{
			{Name: "coseq, recursion with the Yielder", Run: over(walkByRecursion)},
			{Name: "coseq YieldFrom, a generator a node", Run: over(walkByYieldFrom)},
			{Name: "iter.Pull of nested loops", Run: over(walkByLoops)},
			{Name: "iter.Pull a node", Run: over(walkByPulls)},
			{Name: "channel, recursion", Run: over(walkByChannel)},
			{Name: "range over func, nested", Run: over(walkByRange)},
		},
	}
}

type tree struct {
	left, right *tree
	value       int
}

// plant makes a balanced tree of the values from one up to, but without, another.
func plant(from, to int) *tree {
	if from == to {
		return nil
	}
	middle := (from + to) / 2
	return &tree{plant(from, middle), plant(middle+1, to), middle}
}

// mix is a sum that depends on the order of its terms.
func mix(sum, v int) int { return 31*sum + v }

func walkByRecursion(root *tree) (sum int) {
	g := pull.New(func(y *pull.Yielder[struct{}, int]) error {
		root.yield(y)
		return nil
	})
	for v := range g.All() {
		sum = mix(sum, v)
	}
	return sum
}

func (t *tree) yield(y *pull.Yielder[struct{}, int]) {
	if t != nil {
		t.left.yield(y)
		y.Yield(t.value)
		t.right.yield(y)
	}
}

func walkByYieldFrom(root *tree) (sum int) {
	for v := range root.gen().All() {
		sum = mix(sum, v)
	}
	return sum
}

func (t *tree) gen() *pull.Gen[struct{}, int] {
	return pull.New(func(y *pull.Yielder[struct{}, int]) error {
		if t == nil {
			return nil
		}
		if err := y.YieldFrom(t.left.gen()); err != nil {
			return err
		}
		y.Yield(t.value)
		return y.YieldFrom(t.right.gen())
	})
}

func walkByLoops(root *tree) (sum int) {
	next, stop := iter.Pull(root.all())
	defer stop()
	for v, ok := next(); ok; v, ok = next() {
		sum = mix(sum, v)
	}
	return sum
}

func walkByRange(root *tree) (sum int) {
	for v := range root.all() {
		sum = mix(sum, v)
	}
	return sum
}

func (t *tree) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		if t == nil {
			return
		}
		for v := range t.left.all() {
			if !yield(v) {
				return
			}
		}
		if !yield(t.value) {
			return
		}
		for v := range t.right.all() {
			if !yield(v) {
				return
			}
		}
	}
}

func walkByPulls(root *tree) (sum int) {
	next, stop := iter.Pull(root.pulled())
	defer stop()
	for v, ok := next(); ok; v, ok = next() {
		sum = mix(sum, v)
	}
	return sum
}

func (t *tree) pulled() iter.Seq[int] {
	return func(yield func(int) bool) {
		if t == nil {
			return
		}
		if t.left.giveTo(yield) && yield(t.value) {
			t.right.giveTo(yield)
		}
	}
}

func (t *tree) giveTo(yield func(int) bool) bool {
	next, stop := iter.Pull(t.pulled())
	defer stop()
	for v, ok := next(); ok; v, ok = next() {
		if !yield(v) {
			return false
		}
	}
	return true
}

func walkByChannel(root *tree) (sum int) {
	values := make(chan int)
	go func() {
		defer close(values)
		root.send(values)
	}()
	for v := range values {
		sum = mix(sum, v)
	}
	return sum
}

func (t *tree) send(values chan<- int) {
	if t != nil {
		t.left.send(values)
		values <- t.value
		t.right.send(values)
	}
}
