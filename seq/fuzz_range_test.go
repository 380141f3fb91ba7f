package seq_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
	"golang.org/x/exp/constraints"
)

// FuzzRangeStep takes the numbers for those of every integer type, and counts
// with big ones.
func FuzzRangeStep(f *testing.F) {
	const most, least = 1<<63 - 1, -1 << 63
	for _, seed := range [][3]int64{
		{0, 10, 3},
		{10, 0, -3},
		{0, 0, 1},
		{5, 1, 1},
		{1, 5, -1},
		{0, 1, 0},
		{least, most, most},
		{most, least, least},
		{most, least, -most},
		{least, most, 1 << 62},
		{most - 3, most, 2},
		{least + 3, least, -2},
		{100, 127, 9},
		{-100, -128, -9},
		{0, 255, 250},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, lo, hi, step int64) {
		fuzzRange(t, int8(lo), int8(hi), int8(step))
		fuzzRange(t, int16(lo), int16(hi), int16(step))
		fuzzRange(t, int32(lo), int32(hi), int32(step))
		fuzzRange(t, lo, hi, step)
		fuzzRange(t, int(lo), int(hi), int(step))
		fuzzRange(t, uint8(lo), uint8(hi), uint8(step))
		fuzzRange(t, uint16(lo), uint16(hi), uint16(step))
		fuzzRange(t, uint32(lo), uint32(hi), uint32(step))
		fuzzRange(t, uint64(lo), uint64(hi), uint64(step))
		fuzzRange(t, uint(lo), uint(hi), uint(step))
		fuzzRange(t, uintptr(lo), uintptr(hi), uintptr(step))
	})
}

// fuzzRange compares the first values, and all if there are not many.
func fuzzRange[V constraints.Integer](t *testing.T, lo, hi, step V) {
	t.Helper()
	const most = 300
	if step != 0 {
		got := slices.Collect(seq.Take(seq.RangeStep(lo, hi, step), most))
		if want := fuzzSteps(lo, hi, step, most); !slices.Equal(got, want) {
			t.Errorf("RangeStep[%T](%d, %d, %d) = %d, want %d", lo, lo, hi, step, got, want)
		}
	}
	got := slices.Collect(seq.Take(seq.Range(lo, hi), most))
	if want := fuzzSteps(lo, hi, 1, most); !slices.Equal(got, want) {
		t.Errorf("Range[%T](%d, %d) = %d, want %d", lo, lo, hi, got, want)
	}
}

func fuzzSteps[V constraints.Integer](lo, hi, step V, most int) (out []V) {
	v, end, by := fuzzBig(lo), fuzzBig(hi), fuzzBig(step)
	for len(out) < most && (by.Sign() > 0 && v.Cmp(end) < 0 || by.Sign() < 0 && v.Cmp(end) > 0) {
		if lo < 0 || v.IsInt64() {
			out = append(out, V(v.Int64()))
		} else {
			out = append(out, V(v.Uint64()))
		}
		v.Add(v, by)
	}
	return out
}

func fuzzBig[V constraints.Integer](v V) *big.Int {
	if v < 0 {
		return big.NewInt(int64(v))
	}
	return new(big.Int).SetUint64(uint64(v))
}
