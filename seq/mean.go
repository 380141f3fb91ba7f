package seq

import (
	"iter"
	"math"
	"math/big"

	"golang.org/x/exp/constraints"
)

// Mean returns the arithmetic mean of the values of s, rounded only once: neither
// does the sum overflow, nor are small values lost beside large ones, and their order
// does not matter. It is NaN if one of the values is, or if there are infinities of
// both signs. Mean returns false if s is empty.
func Mean[V constraints.Integer | constraints.Float](s iter.Seq[V]) (mean float64, ok bool) {
	if s == nil {
		return 0, false
	}
	var sum exactSum
	half := V(1) / 2
	s(func(v V) bool {
		if half != 0 {
			sum.addFloat(float64(v))
		} else {
			sum.addInt(v < 0, uint64(v))
		}
		return true
	})
	if sum.n == 0 {
		return 0, false
	}
	return sum.mean(), true
}

// An exactSum is the sum of finite numbers, without any rounding: a fixed-point
// number as wide as the range of float64, in units of the least of them. It is the
// small superaccumulator of Radford Neal, Fast exact summation using small and large
// superaccumulators, 2015.
type exactSum struct {
	n     int
	limbs [limbs]int64 // of limbBits each, the least first; carries are put off
	rest  float64      // the sum of what is infinite or NaN
}

const (
	limbBits  = 32
	unitBits  = 1074                            // one is 2^unitBits units
	limbs     = (unitBits+1024+64)/limbBits + 1 // for 2^64 of the greatest number
	putOff    = 1<<16 - 1                       // numbers between carries: at most 2^31
	fracBits  = 52                              // of a float64
	exponents = 1<<11 - 1
)

func (x *exactSum) addFloat(f float64) {
	bits := math.Float64bits(f)
	shift := int(bits>>fracBits) & exponents
	mantissa := bits & (1<<fracBits - 1)
	switch shift {
	case exponents:
		x.rest += f
		mantissa, shift = 0, 0
	case 0: // subnormal: in units already
	default:
		mantissa |= 1 << fracBits
		shift--
	}
	x.add(math.Signbit(f), mantissa, shift)
}

func (x *exactSum) addInt(negative bool, v uint64) {
	if negative {
		v = -v
	}
	x.add(negative, v, unitBits)
}

// add adds magnitude, shifted to the left.
func (x *exactSum) add(negative bool, magnitude uint64, shift int) {
	i, bits := shift/limbBits, shift%limbBits
	low := magnitude << bits
	high := magnitude >> (2*limbBits - bits) // is 0 if bits is
	parts := [3]int64{int64(low & (1<<limbBits - 1)), int64(low >> limbBits), int64(high)}
	for j, part := range parts {
		if negative {
			part = -part
		}
		x.limbs[i+j] += part
	}
	if x.n++; x.n&putOff == 0 {
		x.carry()
	}
}

func (x *exactSum) carry() {
	for i := range limbs - 1 {
		x.limbs[i+1] += x.limbs[i] >> limbBits
		x.limbs[i] &= 1<<limbBits - 1
	}
}

func (x *exactSum) mean() float64 {
	if x.rest != 0 { // also if it is NaN
		return x.rest
	}
	sum := new(big.Int)
	for i := limbs - 1; i >= 0; i-- {
		sum.Lsh(sum, limbBits)
		sum.Add(sum, big.NewInt(x.limbs[i]))
	}
	units := new(big.Int).Lsh(big.NewInt(int64(x.n)), unitBits)
	mean, _ := new(big.Rat).SetFrac(sum, units).Float64()
	return mean
}
