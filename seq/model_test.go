package seq_test

import (
	"iter"
	"reflect"
	"slices"
	"testing"
)

// The models: each operation against plain loops over a slice, on every
// sequence that is short and of few values, and with every small parameter.
// Each sequence is walked to its end, and once more for every place where the
// walk could be broken off.

const (
	modelValues  = 3 // a sequence is of 0, 1 and 2
	modelLongest = 6
	modelSizes   = 8  // a parameter is 0 … 7, or from 1 on
	modelFarIn   = 20 // places in a walk, the last of which stands for those after it
)

// modelTests are the tests of the operations of one role.
type modelTests map[string]func(*testing.T)

func (tests modelTests) run(t *testing.T) {
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

// modelInputs yields every sequence of up to longest values.
func modelInputs(longest int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		for length := range longest + 1 {
			number := 1
			for range length {
				number *= modelValues
			}
			for n := range number {
				vs := make([]int, length)
				for i := range vs {
					vs[i], n = n%modelValues, n/modelValues
				}
				if !yield(vs) {
					return
				}
			}
		}
	}
}

// modelUnary is a test of an operator without a parameter.
func modelUnary[Out any](op func(ints) iter.Seq[Out], want func([]int) []Out) func(*testing.T) {
	return func(t *testing.T) {
		for vs := range modelInputs(modelLongest) {
			modelWalk(t, op(slices.Values(vs)), want(vs), vs)
		}
	}
}

// modelSized is a test of an operator with a parameter that is at least from.
func modelSized[Out any](
	from int, op func(ints, int) iter.Seq[Out], want func([]int, int) []Out,
) func(*testing.T) {
	return func(t *testing.T) {
		for vs := range modelInputs(modelLongest) {
			for n := from; n < modelSizes; n++ {
				modelWalk(t, op(slices.Values(vs), n), want(vs, n), vs, n)
			}
		}
	}
}

// modelBinary is a test of an operator on two sequences.
func modelBinary[Out any](
	op func(a, b ints) iter.Seq[Out], want func(a, b []int) []Out,
) func(*testing.T) {
	return func(t *testing.T) {
		for a := range modelInputs(modelLongestOfTwo) {
			for b := range modelInputs(modelLongestOfTwo) {
				modelWalk(t, op(slices.Values(a), slices.Values(b)), want(a, b), a, b)
			}
		}
	}
}

// modelFold is a test of a fold or a search with a parameter.
func modelFold[Out any](op func(ints, int) Out, want func([]int, int) Out) func(*testing.T) {
	return func(t *testing.T) {
		for vs := range modelInputs(modelLongest) {
			for n := range modelSizes {
				if got, want := op(slices.Values(vs), n), want(vs, n); !modelEqual(got, want) {
					t.Fatalf("%v, %d: got %v, want %v", vs, n, got, want)
				}
			}
		}
	}
}

// modelFold2 is a test of a fold of two sequences.
func modelFold2[Out any](op func(a, b ints) Out, want func(a, b []int) Out) func(*testing.T) {
	return func(t *testing.T) {
		for a := range modelInputs(modelLongestOfTwo) {
			for b := range modelInputs(modelLongestOfTwo) {
				got, want := op(slices.Values(a), slices.Values(b)), want(a, b)
				if !modelEqual(got, want) {
					t.Fatalf("%v, %v: got %v, want %v", a, b, got, want)
				}
			}
		}
	}
}

// modelWalk walks s to its end and to every place before it.
func modelWalk[V any](t *testing.T, s iter.Seq[V], want []V, args ...any) {
	t.Helper()
	if got := slices.Collect(s); !modelEqual(got, want) {
		t.Fatalf("%v: got %v, want %v", args, got, want)
	}
	for stop := range len(want) {
		if modelFarIn < stop && stop < len(want)-1 {
			continue
		}
		var got []V
		for v := range s {
			got = append(got, v)
			if len(got) > stop {
				break
			}
		}
		if !modelEqual(got, want[:stop+1]) {
			t.Fatalf("%v: with a break got %v, want %v", args, got, want[:stop+1])
		}
	}
}

func modelEqual[V any](got, want V) bool {
	g, w := reflect.ValueOf(&got).Elem(), reflect.ValueOf(&want).Elem()
	if g.Kind() == reflect.Slice && g.Len() == 0 {
		return w.Len() == 0 // nil or not
	}
	return reflect.DeepEqual(got, want)
}

// modelPairs returns the pairs of s as values.
func modelPairs[K, V any](s iter.Seq2[K, V]) iter.Seq[[2]any] {
	return func(yield func([2]any) bool) {
		for k, v := range s {
			if !yield([2]any{k, v}) {
				return
			}
		}
	}
}

// modelIn returns the predicate number n of the eight that there are.
func modelIn(n int) func(int) bool {
	return func(v int) bool { return n>>v&1 == 1 }
}

// modelRelation returns the relation number n of the eight that can be told by
// order: of less, equal and greater, those that n has a bit for.
func modelRelation(n int) func(a, b int) bool {
	return func(a, b int) bool {
		switch {
		case a < b:
			return n&1 != 0
		case a == b:
			return n&2 != 0
		}
		return n&4 != 0
	}
}

// modelKey returns a key function that makes more values equal or fewer.
func modelKey(n int) func(int) int {
	return func(v int) int { return v & n }
}

// modelTagged returns values that are ordered by their tens as vs are, and can
// be told apart.
func modelTagged(vs []int) []int {
	tagged := make([]int, len(vs))
	for i, v := range vs {
		tagged[i] = 10*v + i
	}
	return tagged
}
