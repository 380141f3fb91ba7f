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
		{errors.New("a"), errors.New("a"), true},
		{errors.New("a"), errors.New("b"), false},
		{fmt.Errorf("%w", errors.ErrUnsupported), fmt.Errorf("%w", errors.ErrUnsupported), true},
		{f, f, true},
		{f, func() {}, false},
	} {
		if got := equal(c.a, c.b); got != c.want {
			t.Errorf("%v and %v are equal: %t, want %t", c.a, c.b, got, c.want)
		}
	}
}
