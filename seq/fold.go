package seq

import (
	"iter"
	"strings"

	"golang.org/x/exp/constraints"
)

// Fold returns what f makes of init and the values of s, one after another: f is
// given what it returned last, at first init, and the next value. Fold returns init
// if s is empty.
func Fold[V, Acc any](s iter.Seq[V], init Acc, f func(Acc, V) Acc) Acc {
	if s == nil {
		return init
	}
	acc := init
	s(func(v V) bool {
		acc = f(acc, v)
		return true
	})
	return acc
}

// FoldWhile is [Fold] that can end before s does: it reads on for as long as f
// returns true, and returns what f returned together with false.
func FoldWhile[V, Acc any](s iter.Seq[V], init Acc, f func(Acc, V) (Acc, bool)) Acc {
	if s == nil {
		return init
	}
	acc := init
	s(func(v V) (more bool) {
		acc, more = f(acc, v)
		return more
	})
	return acc
}

// Reduce is [Fold] that begins with the first value of s. It returns false if s is
// empty.
func Reduce[V any](s iter.Seq[V], f func(V, V) V) (result V, ok bool) {
	if s == nil {
		return result, false
	}
	s(func(v V) bool {
		if ok {
			v = f(result, v)
		}
		result, ok = v, true
		return true
	})
	return result, ok
}

// Sum returns the sum of the values of s, added up in order with +; 0 if s is empty.
// Integers wrap around when they overflow.
func Sum[V constraints.Integer | constraints.Float | constraints.Complex](s iter.Seq[V]) V {
	var sum V
	if s == nil {
		return sum
	}
	s(func(v V) bool {
		sum += v
		return true
	})
	return sum
}

// Prod returns the product of the values of s, multiplied in order with *; 1 if s
// is empty. Integers wrap around when they overflow.
func Prod[V constraints.Integer | constraints.Float | constraints.Complex](s iter.Seq[V]) V {
	prod := V(1)
	if s == nil {
		return prod
	}
	s(func(v V) bool {
		prod *= v
		return true
	})
	return prod
}

// Count returns the number of values of s.
func Count[V any](s iter.Seq[V]) int {
	if s == nil {
		return 0
	}
	n := 0
	s(func(V) bool {
		n++
		return true
	})
	return n
}

// Join returns the strings of s in one, with sep between any two, as [strings.Join]
// does; "" if s is empty.
func Join(s iter.Seq[string], sep string) string {
	if s == nil {
		return ""
	}
	var b strings.Builder
	between := ""
	s(func(v string) bool {
		b.WriteString(between)
		b.WriteString(v)
		between = sep
		return true
	})
	return b.String()
}

// ForEach calls f with each value of s.
func ForEach[V any](s iter.Seq[V], f func(V)) {
	if s == nil {
		return
	}
	s(func(v V) bool {
		f(v)
		return true
	})
}

// Drain reads s to its end, for what that does.
func Drain[V any](s iter.Seq[V]) {
	if s == nil {
		return
	}
	s(func(V) bool { return true })
}
