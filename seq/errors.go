package seq

import (
	"errors"
	"iter"
)

// TryMap returns an iterator over f of each value of s. Where f fails, the pair is
// its error beside a zero value, and the iterator goes on. It streams.
func TryMap[V, W any](s iter.Seq[V], f func(V) (W, error)) iter.Seq2[W, error] {
	return func(yield func(W, error) bool) {
		if s == nil {
			return
		}
		s(func(v V) bool {
			w, err := f(v)
			if err != nil {
				var zero W
				w = zero
			}
			return yield(w, err)
		})
	}
}

// TryCollect returns the values of s up to the first error, and that error. It
// stops reading there, and does not return the value beside the error. The slice is
// nil if it is empty.
func TryCollect[V any](s iter.Seq2[V, error]) (vs []V, err error) {
	if s == nil {
		return nil, nil
	}
	s(func(v V, e error) bool {
		if e != nil {
			err = e
			return false
		}
		vs = append(vs, v)
		return true
	})
	return vs, err
}

// CollectAll returns the values of s that came without an error, and all errors in
// order, joined by [errors.Join]; nil if there was none. The slice is nil if it is
// empty.
func CollectAll[V any](s iter.Seq2[V, error]) ([]V, error) {
	if s == nil {
		return nil, nil
	}
	var vs []V
	var errs []error
	s(func(v V, err error) bool {
		if err != nil {
			errs = append(errs, err)
		} else {
			vs = append(vs, v)
		}
		return true
	})
	return vs, errors.Join(errs...)
}

// StopOnError returns an iterator over the values of s up to the first error, so
// that operators which know nothing of errors can come after it. When it is ranged
// over, it sets *err to nil; when it meets an error, it sets *err to that and ends. So
// look at *err after the loop, or let [WithError] do so. It streams.
//
// An error is not lost when the loop breaks later, between two values of a slower
// operator for example, as it stays in *err. Nor is one that s reports on its way out
// after a break, as some do though package iter forbids it. Loops that run at the
// same time share *err.
//
// StopOnError panics if err is nil.
func StopOnError[V any](s iter.Seq2[V, error], err *error) iter.Seq[V] {
	if err == nil {
		panic("seq.StopOnError: err must not be nil")
	}
	return func(yield func(V) bool) {
		*err = nil
		if s == nil {
			return
		}
		more, failed := true, false
		s(func(v V, e error) bool {
			if e != nil && !failed {
				*err, failed = e, true
			}
			more = more && e == nil && yield(v)
			return more
		})
	}
}

// WithError returns an iterator over the values of s, each beside a nil error, and,
// when s has ended and *err is not nil, over that beside a zero value. It never sets
// *err, so that it is still there if the loop breaks before. It is the way back
// from [StopOnError]. It streams.
//
// WithError panics if err is nil.
func WithError[V any](s iter.Seq[V], err *error) iter.Seq2[V, error] {
	if err == nil {
		panic("seq.WithError: err must not be nil")
	}
	return func(yield func(V, error) bool) {
		more := true
		if s != nil {
			s(func(v V) bool {
				more = yield(v, nil)
				return more
			})
		}
		if more && *err != nil {
			var zero V
			yield(zero, *err)
		}
	}
}
