package seq

import (
	"cmp"
	"iter"
)

// Min returns the least value of s, as [slices.Min] does: NaN if there is one among
// the values. It returns false if s is empty.
func Min[V cmp.Ordered](s iter.Seq[V]) (least V, ok bool) {
	if s == nil {
		return least, false
	}
	s(func(v V) bool {
		if ok {
			v = min(least, v)
		}
		least, ok = v, true
		return true
	})
	return least, ok
}

// Max returns the greatest value of s, as [slices.Max] does: NaN if there is one
// among the values. It returns false if s is empty.
func Max[V cmp.Ordered](s iter.Seq[V]) (greatest V, ok bool) {
	if s == nil {
		return greatest, false
	}
	s(func(v V) bool {
		if ok {
			v = max(greatest, v)
		}
		greatest, ok = v, true
		return true
	})
	return greatest, ok
}

// MinMax returns the least and the greatest value of s, which it reads once; both
// are NaN if there is one among the values. It returns false if s is empty.
func MinMax[V cmp.Ordered](s iter.Seq[V]) (least, greatest V, ok bool) {
	if s == nil {
		return least, greatest, false
	}
	s(func(v V) bool {
		if !ok {
			least, greatest, ok = v, v, true
		}
		least, greatest = min(least, v), max(greatest, v)
		return true
	})
	return least, greatest, ok
}

// MinFunc returns the least value of s as cmp orders them: the first of those that
// no other is less than. It returns false if s is empty.
func MinFunc[V any](s iter.Seq[V], cmp func(a, b V) int) (least V, ok bool) {
	if s == nil {
		return least, false
	}
	s(func(v V) bool {
		if !ok || cmp(v, least) < 0 {
			least, ok = v, true
		}
		return true
	})
	return least, ok
}

// MaxFunc returns the greatest value of s as cmp orders them: the first of those
// that no other is greater than. It returns false if s is empty.
func MaxFunc[V any](s iter.Seq[V], cmp func(a, b V) int) (greatest V, ok bool) {
	if s == nil {
		return greatest, false
	}
	s(func(v V) bool {
		if !ok || cmp(v, greatest) > 0 {
			greatest, ok = v, true
		}
		return true
	})
	return greatest, ok
}

// MinBy returns the value of s whose key is least, in the order of [cmp.Compare],
// for which NaN is less than any number; the first of several. key is called once
// for each value. MinBy returns false if s is empty.
func MinBy[V any, K cmp.Ordered](s iter.Seq[V], key func(V) K) (least V, ok bool) {
	if s == nil {
		return least, false
	}
	var leastKey K
	s(func(v V) bool {
		if k := key(v); !ok || cmp.Less(k, leastKey) {
			least, leastKey, ok = v, k, true
		}
		return true
	})
	return least, ok
}

// MaxBy returns the value of s whose key is greatest, in the order of
// [cmp.Compare], for which NaN is less than any number; the first of several. key is
// called once for each value. MaxBy returns false if s is empty.
func MaxBy[V any, K cmp.Ordered](s iter.Seq[V], key func(V) K) (greatest V, ok bool) {
	if s == nil {
		return greatest, false
	}
	var greatestKey K
	s(func(v V) bool {
		if k := key(v); !ok || cmp.Less(greatestKey, k) {
			greatest, greatestKey, ok = v, k, true
		}
		return true
	})
	return greatest, ok
}
