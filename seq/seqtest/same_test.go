package seqtest_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq/seqtest"
)

// equal reports whether Check takes a and b for equal.
func equal(a, b any) bool {
	var r recorder
	seqtest.Check(&r, slices.Values([]any{a}), b)
	return len(r.reports) == 0
}

type node struct {
	value float64
	next  *node
}

// A ring refers to itself in two ways, so that there is no end of ways around it.
type ring struct {
	value      int
	next, prev *ring
}

func newRing(values ...int) *ring {
	rings := make([]ring, len(values))
	for i, v := range values {
		r, next := &rings[i], &rings[(i+1)%len(values)]
		r.value, r.next, next.prev = v, next, r
	}
	return &rings[0]
}

// newKnot returns a slice and a map that hold themselves, twice.
func newKnot() any {
	s, m := make([]any, 2), make(map[int]any)
	s[0], s[1] = s, s
	m[0], m[1], m[2] = m, m, s
	return m
}

func TestSame(t *testing.T) {
	nan := math.NaN()
	loop := &node{value: 1}
	loop.next = loop
	other := &node{value: 1}
	other.next = &node{1, other}
	f := func() {}
	for _, c := range []struct {
		a, b any
		want bool
	}{
		{1, 1, true},
		{1, 2, false},
		{1, "1", false},
		{int8(1), 1, false},
		{nil, nil, true},
		{nil, 1, false},
		{"a", "a", true},
		{true, false, false},
		{nan, nan, true},
		{0.0, math.Copysign(0, -1), true},
		{complex(nan, 1), complex(nan, 1), true},
		{complex(nan, 1), complex(nan, 2), false},
		{float32(1), float32(1), true},
		{[]int{1}, []int{1}, true},
		{[]int{1}, []int{1, 2}, false},
		{[]int{1}, []int{2}, false},
		{[]int(nil), []int{}, true},
		{[2]float64{nan}, [2]float64{nan}, true},
		{map[string][]int{"a": {1}}, map[string][]int{"a": {1}}, true},
		{map[string]int{"a": 1}, map[string]int{"b": 1}, false},
		{map[string]int{"a": 1}, map[string]int{}, false},
		{map[string]int{"a": 1}, map[string]int{"a": 2}, false},
		{node{value: nan}, node{value: nan}, true},
		{&node{value: 1}, &node{value: 1}, true},
		{&node{value: 1}, &node{value: 2}, false},
		{&node{value: 1}, (*node)(nil), false},
		{loop, other, true},
		{newRing(1, 2, 3), newRing(1, 2, 3), true},
		{newRing(1, 2, 3), newRing(1, 2, 4), false},
		{newRing(1, 2, 1, 2), newRing(1, 2), true},
		{newKnot(), newKnot(), true},
		{errors.New("a"), errors.New("a"), true},
		{errors.New("a"), errors.New("b"), false},
		{fmt.Errorf("%w", errors.ErrUnsupported), fmt.Errorf("%w", errors.ErrUnsupported), true},
		{f, f, true},
		{f, func() {}, false},
	} {
		if got := equal(c.a, c.b); got != c.want {
			t.Errorf("%T and %T are equal: %t, want %t", c.a, c.b, got, c.want)
		}
	}
}
