package seq

import (
	"iter"
	"math"

	"golang.org/x/exp/constraints"
)

// Range returns an iterator over the integers from lo up to, but not including,
// hi; over nothing if hi is not greater than lo.
func Range[V constraints.Integer](lo, hi V) iter.Seq[V] {
	return func(yield func(V) bool) {
		for v := lo; v < hi && yield(v); v++ {
		}
	}
}

// RangeStep returns an iterator over lo, lo+step, lo+2*step and so on: up to, but
// not including, hi, or down to it if step is negative. It yields nothing if hi is
// not in that direction. Integers never wrap around: the last one is the last that
// lies before hi, even where the type ends. An unsigned step cannot lead down.
//
// Of floating-point numbers there are ceil((hi-lo)/step), which is the rule of
// NumPy's arange: where the quotient was rounded up, the last one may reach hi. The
// i-th is lo + i*step, so that no error builds up; both are computed as float64.
// Over an infinite hi, or lo, in the direction of step it is endless; over an
// infinite step it yields lo alone; if lo or hi is NaN, nothing.
//
// RangeStep panics if step is 0 or NaN.
func RangeStep[V constraints.Integer | constraints.Float](lo, hi, step V) iter.Seq[V] {
	if step == 0 || step != step {
		panic("seq.RangeStep: step must be a number other than 0")
	}
	if half := V(1) / 2; half != 0 {
		return floatSteps(lo, hi, step)
	}
	return intSteps(lo, hi, step)
}

// intSteps counts the steps, as neither the distance from lo to hi nor the value
// after the last one need fit into V. Every distance fits into a uint64.
func intSteps[V constraints.Integer | constraints.Float](lo, hi, step V) iter.Seq[V] {
	distance, stride := uint64(hi)-uint64(lo), uint64(step)
	if step < 0 {
		distance, stride = -distance, -stride
	}
	if step > 0 && lo >= hi || step < 0 && lo <= hi {
		return Empty[V]()
	}
	steps := (distance - 1) / stride
	return func(yield func(V) bool) {
		v := lo
		for left := steps; yield(v) && left > 0; left-- {
			v += step
		}
	}
}

func floatSteps[V constraints.Integer | constraints.Float](lo, hi, step V) iter.Seq[V] {
	first, end, stride, scale := float64(lo), float64(hi), float64(step), 1.0
	if math.IsInf(end-first, 0) && !math.IsInf(end, 0) && !math.IsInf(first, 0) {
		first, end, stride, scale = first/2, end/2, stride/2, 2
	}
	count := stepCount(first, end, stride)
	return func(yield func(V) bool) {
		v := lo // not lo + 0*step, which is NaN if step is infinite
		for i := 1.0; i <= count && yield(v); i++ {
			// The conversion keeps i*stride from being fused with the sum where
			// the processor can: the values are the same everywhere.
			v = V(scale * (first + float64(i*stride)))
		}
	}
}

// stepCount returns how many steps lead from lo to before hi.
func stepCount(lo, hi, step float64) float64 {
	distance := hi - lo
	switch ahead := distance > 0 && step > 0 || distance < 0 && step < 0; {
	case !ahead:
		return 0
	case math.IsInf(step, 0):
		return 1
	}
	return max(1, math.Ceil(distance/step)) // the quotient may be too small for a float64
}
