package seq_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

// meanOf is the mean of finite values by way of fractions, as in CPython's statistics.
func meanOf(vs []float64) float64 {
	sum := new(big.Rat)
	for _, v := range vs {
		sum.Add(sum, new(big.Rat).SetFloat64(v))
	}
	mean, _ := sum.Quo(sum, big.NewRat(int64(len(vs)), 1)).Float64()
	return mean
}

func TestMeanIsRoundedOnce(t *testing.T) {
	least := math.SmallestNonzeroFloat64
	for _, vs := range [][]float64{
		{0.1, 0.2, 0.3},
		{1e308, 1e308, 1e308}, // the sum is no float64
		{-math.MaxFloat64, -math.MaxFloat64},
		{1e308, 1, -1e308}, // 1 is lost in a plain sum
		{1e16, 1, 1, 1},
		{least, least, 0},
		{-least, 3 * least, 1},
		{math.MaxFloat64, least},
		{0x1p-1022, -0x1p-1074, 0x1p1023},
	} {
		if got, ok := seq.Mean(slices.Values(vs)); !ok || got != meanOf(vs) {
			t.Errorf("Mean(%v) = %v, %v, want %v", vs, got, ok, meanOf(vs))
		}
	}
}

func TestMeanOfAnyBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var vs []float64
		for range 1 + rng.IntN(20) {
			v := math.Float64frombits(rng.Uint64())
			if math.IsNaN(v) || math.IsInf(v, 0) {
				v = rng.NormFloat64()
			}
			vs = append(vs, v)
		}
		if got, _ := seq.Mean(slices.Values(vs)); got != meanOf(vs) {
			t.Fatalf("Mean(%v) = %v, want %v", vs, got, meanOf(vs))
		}
	}
}

func TestMeanOfIntegers(t *testing.T) {
	check := func(got float64, ok bool, want float64) {
		t.Helper()
		if !ok || got != want {
			t.Errorf("got %v, %v, want %v", got, ok, want)
		}
	}
	mean, ok := seq.Mean(seq.RepeatN[int64](math.MinInt64, 1000))
	check(mean, ok, math.MinInt64)
	mean, ok = seq.Mean(seq.Of[uint64](math.MaxUint64, math.MaxUint64, 0))
	check(mean, ok, 2*math.MaxUint64/3.0)
	mean, ok = seq.Mean(seq.Of[int8](127, 127, -128))
	check(mean, ok, 42)
	mean, ok = seq.Mean(seq.Of(math.MaxInt64, math.MinInt64))
	check(mean, ok, -0.5)
	mean, ok = seq.Mean(seq.Append(seq.RepeatN(math.MinInt64, 200_000), 1)) // with carries
	check(mean, ok, math.MinInt64*(200_000/200_001.0))
}

func TestMeanOfInfinities(t *testing.T) {
	inf := math.Inf(1)
	for _, test := range []struct {
		vs   []float64
		want float64
	}{
		{[]float64{1, inf, 2}, inf},
		{[]float64{-inf, -inf}, -inf},
		{[]float64{inf, -inf}, math.NaN()},
		{[]float64{1, math.NaN(), inf}, math.NaN()},
	} {
		got, _ := seq.Mean(slices.Values(test.vs))
		if got != test.want && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("Mean(%v) = %v, want %v", test.vs, got, test.want)
		}
	}
}
