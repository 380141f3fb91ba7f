package seq

import "iter"

// Every reports whether f returns true for every value of s; it does for an empty
// s. It stops reading at the first for which f returns false.
func Every[V any](s iter.Seq[V], f func(V) bool) bool {
	every := true
	if s == nil {
		return every
	}
	s(func(v V) bool {
		every = f(v)
		return every
	})
	return every
}

// Some reports whether f returns true for some value of s; it does not for an empty
// s. It stops reading at the first for which f returns true.
func Some[V any](s iter.Seq[V], f func(V) bool) bool {
	some := false
	if s == nil {
		return some
	}
	s(func(v V) bool {
		some = f(v)
		return !some
	})
	return some
}

// None reports whether f returns true for no value of s; it does so for an empty s.
// It stops reading at the first for which f returns true.
func None[V any](s iter.Seq[V], f func(V) bool) bool {
	none := true
	if s == nil {
		return none
	}
	s(func(v V) bool {
		none = !f(v)
		return none
	})
	return none
}

// Contains reports whether one of the values of s equals v. It stops reading at the
// first that does.
func Contains[V comparable](s iter.Seq[V], v V) bool {
	found := false
	if s == nil {
		return found
	}
	s(func(w V) bool {
		found = w == v
		return !found
	})
	return found
}

// Find returns the first value of s for which f returns true, and stops reading
// there. It returns false if there is none.
func Find[V any](s iter.Seq[V], f func(V) bool) (found V, ok bool) {
	if s == nil {
		return found, false
	}
	s(func(v V) bool {
		if ok = f(v); ok {
			found = v
		}
		return !ok
	})
	return found, ok
}

// First returns the first value of s, and reads no other. It returns false if s is
// empty.
func First[V any](s iter.Seq[V]) (first V, ok bool) {
	if s == nil {
		return first, false
	}
	s(func(v V) bool {
		first, ok = v, true
		return false
	})
	return first, ok
}

// Last returns the last value of s. It returns false if s is empty.
func Last[V any](s iter.Seq[V]) (last V, ok bool) {
	if s == nil {
		return last, false
	}
	s(func(v V) bool {
		last, ok = v, true
		return true
	})
	return last, ok
}

// Nth returns the value of s at index n, which counts from 0, and stops reading
// there. It returns false if there is none. Nth panics if n is negative.
func Nth[V any](s iter.Seq[V], n int) (nth V, ok bool) {
	if n < 0 {
		panic("seq.Nth: n must not be negative")
	}
	if s == nil {
		return nth, false
	}
	s(func(v V) bool {
		if n > 0 {
			n--
			return true
		}
		nth, ok = v, true
		return false
	})
	return nth, ok
}

// Single returns the value of s if it has exactly one, or else the zero value and
// false. It reads at most two.
func Single[V any](s iter.Seq[V]) (single V, ok bool) {
	if s == nil {
		return single, false
	}
	n := 0
	s(func(v V) bool {
		single = v
		n++
		return n < 2
	})
	if n != 1 {
		var zero V
		return zero, false
	}
	return single, true
}

// IsEmpty reports whether s has no values. It reads at most one.
func IsEmpty[V any](s iter.Seq[V]) bool {
	empty := true
	if s == nil {
		return empty
	}
	s(func(V) bool {
		empty = false
		return false
	})
	return empty
}
