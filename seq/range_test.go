package seq_test

import (
	"math"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
	"golang.org/x/exp/constraints"
)

func TestRangeAtTheLimits(t *testing.T) {
	rangeOf(t, int8(100), 127, 27, 126)
	rangeOf(t, int8(-128), 127, 255, 126)
	rangeOf(t, int8(127), -128, 0, 0)
	rangeOf(t, uint8(250), 255, 5, 254)
	rangeOf(t, uint8(0), 255, 255, 254)
	rangeOf(t, int16(math.MaxInt16-1), math.MaxInt16, 1, math.MaxInt16-1)
	rangeOf(t, uint16(0), math.MaxUint16, math.MaxUint16, math.MaxUint16-1)
	rangeOf(t, int32(math.MinInt32), math.MinInt32+2, 2, math.MinInt32+1)
	rangeOf(t, uint32(math.MaxUint32-1), math.MaxUint32, 1, math.MaxUint32-1)
	rangeOf(t, int64(math.MaxInt64-3), math.MaxInt64, 3, math.MaxInt64-1)
	rangeOf(t, int64(math.MaxInt64), math.MinInt64, 0, 0)
	rangeOf(t, uint64(math.MaxUint64-2), math.MaxUint64, 2, math.MaxUint64-1)
	rangeOf(t, 5, 5, 0, 0)
}

// rangeOf says how many values a range has, and which is the last.
func rangeOf[V constraints.Integer](t *testing.T, lo, hi V, count int, last V) {
	t.Helper()
	for name, s := range map[string]func(yield func(V) bool){
		"Range": seq.Range(lo, hi), "RangeStep": seq.RangeStep(lo, hi, 1),
	} {
		got := slices.Collect(s)
		if len(got) != count || count > 0 && (got[0] != lo || got[count-1] != last) {
			t.Errorf("%s[%T](%d, %d) = %d, want %d to %d", name, lo, lo, hi, got, count, last)
		}
	}
}

// All steps of a byte, signed and not, around zero and from limit to limit.
func TestRangeStepOfBytes(t *testing.T) {
	places := slices.Concat(
		slices.Collect(seq.Range(-128, -123)), slices.Collect(seq.Range(-2, 3)),
		slices.Collect(seq.Range(123, 128)))
	for lo, hi := range seq.Product(slices.Values(places), slices.Values(places)) {
		for step := -128; step < 128; step++ {
			stepsOf(t, int8(lo), int8(hi), int8(step))
			stepsOf(t, uint8(lo+128), uint8(hi+128), uint8(step))
		}
	}
}

// stepsOf compares with a loop in a type that is wide enough.
func stepsOf[V int8 | uint8](t *testing.T, lo, hi, step V) {
	t.Helper()
	if step == 0 {
		return
	}
	var want []V
	for v := int(lo); step > 0 && v < int(hi) || step < 0 && v > int(hi); v += int(step) {
		want = append(want, V(v))
	}
	if got := slices.Collect(seq.RangeStep(lo, hi, step)); !slices.Equal(got, want) {
		t.Fatalf("RangeStep[%T](%d, %d, %d) = %d, want %d", lo, lo, hi, step, got, want)
	}
}

func TestRangeStepAcrossTheWholeType(t *testing.T) {
	const most, least = math.MaxInt64, math.MinInt64
	for _, c := range []struct{ args, want []int64 }{
		{[]int64{least, most, most}, []int64{least, -1, most - 1}},
		{[]int64{most, least, least}, []int64{most, -1}},
		{[]int64{least, most, 1 << 62}, []int64{least, -1 << 62, 0, 1 << 62}},
		{[]int64{most - 1, most, most}, []int64{most - 1}},
		{[]int64{least + 1, least, least}, []int64{least + 1}},
	} {
		got := slices.Collect(seq.RangeStep(c.args[0], c.args[1], c.args[2]))
		if !slices.Equal(got, c.want) {
			t.Errorf("RangeStep%d = %d, want %d", c.args, got, c.want)
		}
	}
	got := slices.Collect(seq.RangeStep[uint64](0, math.MaxUint64, 1<<63))
	if want := []uint64{0, 1 << 63}; !slices.Equal(got, want) {
		t.Errorf("got %d, want %d", got, want)
	}
}

// The i-th value is lo + i*step, and there are as many as numpy.arange has.
func TestRangeStepOfFloats(t *testing.T) {
	for _, c := range []struct {
		lo, hi, step float64
		count        int
	}{
		{0, 1, 0.1, 10},
		{0, 1e6, 0.1, 10_000_000},
		{1, 1.3, 0.1, 4}, // as in NumPy's warning
		{0, 0.3, 0.1, 3},
		{1, 0, -0.25, 4},
		{0, 1, -0.25, 0},
		{2, 2, 0.5, 0},
		{0, 1, 5, 1},
		{-1, 1, 0.5, 4},
		{0, math.Nextafter(0, 1), 1, 1}, // 5e-324
		{0, 1, math.Inf(1), 1},
		{0, -1, math.Inf(1), 0},
		{1, 0, math.Inf(-1), 1},
		{-1.7e308, 1.7e308, 1.7e308, 2},
		{math.NaN(), 1, 1, 0},
		{0, math.NaN(), 1, 0},
		{0, math.Inf(-1), 1, 0},
	} {
		count := 0
		for v := range seq.RangeStep(c.lo, c.hi, c.step) {
			want := c.lo
			if count > 0 {
				want += float64(float64(count) * c.step)
			}
			if v != want {
				t.Fatalf("RangeStep(%v, %v, %v): value %d is %v, want %v",
					c.lo, c.hi, c.step, count, v, want)
			}
			count++
		}
		if count != c.count {
			t.Errorf("RangeStep(%v, %v, %v) has %d values, want %d",
				c.lo, c.hi, c.step, count, c.count)
		}
	}
}

func TestRangeStepWithoutEnd(t *testing.T) {
	for _, sign := range []float64{1, -1} {
		got := slices.Collect(seq.Take(seq.RangeStep(0, math.Inf(int(sign)), sign*2), 3))
		if want := []float64{0, sign * 2, sign * 4}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestRangeStepOfFloat32(t *testing.T) {
	got := slices.Collect(seq.RangeStep[float32](0, 1, 0.25))
	if want := []float32{0, 0.25, 0.5, 0.75}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	tenth := float32(0.1)
	i := 0
	for v := range seq.RangeStep(0, 100, tenth) {
		if want := float32(float64(i) * float64(tenth)); v != want {
			t.Fatalf("value %d is %v, want %v", i, v, want)
		}
		i++
	}
	if i != 1000 {
		t.Errorf("%d values, want 1000", i)
	}
}
