package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/coseq/coseq/bench/measure"
)

// formatSize is a size as in "10k".
func formatSize(n float64) string { return prefixed(n, []string{"", "k", "M", "G"}) }

// formatCost is a cost with its unit.
func formatCost(v float64, unit measure.Unit) string {
	if unit == measure.Bytes {
		return prefixed(v, []string{" B", " kB", " MB", " GB"})
	}
	return prefixed(v, []string{" ns", " µs", " ms", " s"})
}

// prefixed is a number of up to three digits before the point, and a prefix for what it is a thousand
// times of.
func prefixed(v float64, prefixes []string) string {
	i := 0
	for v >= 999.5 && i < len(prefixes)-1 {
		v /= 1000
		i++
	}
	return threeDigits(v) + prefixes[i]
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
