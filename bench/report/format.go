package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/coseq/coseq/bench/measure"
)

// A scale has names for units, each a thousand times as large as the one before.
type scale []string

var (
	sizeScale = scale{"", "k", "M", "G"}
	timeScale = scale{" ns", " µs", " ms", " s"}
	byteScale = scale{" B", " kB", " MB", " GB"}
)

func scaleOf(u measure.Unit) scale {
	if u == measure.Bytes {
		return byteScale
	}
	return timeScale
}

// unit is the name of the unit in which a value has up to three digits before the
// point, and how large it is.
func (s scale) unit(v float64) (name string, size float64) {
	i, size := 0, 1.0
	for ; v >= 999.5*size && i < len(s)-1; i++ {
		size *= 1000
	}
	return s[i], size
}

// format is a value with its unit.
func (s scale) format(v float64) string {
	name, size := s.unit(v)
	return threeDigits(v/size) + name
}

// formatSpread is a median with its unit, and in small the ends of its interval.
func (s scale) formatSpread(v measure.Summary) string {
	_, size := s.unit(v.Median)
	return fmt.Sprintf("%s <sub>%s…%s</sub>",
		s.format(v.Median), threeDigits(v.Low/size), threeDigits(v.High/size))
}

// formatRatio has two places behind the point where it is near to 1, so that one can see
// which of two is smaller.
func formatRatio(v float64) string {
	if 0.1 <= v && v < 9.95 {
		return trimZeros(fmt.Sprintf("%.2f", v))
	}
	return significant(v)
}

// significant is a number to two digits, but not without those before the point.
func significant(v float64) string {
	if v == 0 {
		return "0"
	}
	digits := 1 - int(math.Floor(math.Log10(math.Abs(v))))
	return trimZeros(fmt.Sprintf("%.*f", max(digits, 0), v))
}

// threeDigits is a number below a thousand to three digits.
func threeDigits(v float64) string {
	digits := 2
	for limit := 10.0; limit <= math.Abs(v) && digits > 0; limit *= 10 {
		digits--
	}
	return trimZeros(fmt.Sprintf("%.*f", digits, v))
}

func trimZeros(number string) string {
	if !strings.Contains(number, ".") {
		return number
	}
	return strings.TrimSuffix(strings.TrimRight(number, "0"), ".")
}
