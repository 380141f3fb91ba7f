package measure

import (
	"math"
	"slices"

	"golang.org/x/perf/benchmath"
)

// A Summary is the median of some values, and the ends of its confidence interval.
type Summary struct{ Median, Low, High float64 }

// Known reports whether there is a figure.
func (s Summary) Known() bool { return !math.IsNaN(s.Median) }

// Doubtful reports whether a ratio is nearer to 1 than it is certain.
func (s Summary) Doubtful() bool { return s.High-s.Low > math.Abs(s.Median-1) }

func (p Plan) summary(values []float64) Summary {
	if slices.ContainsFunc(values, math.IsNaN) {
		return Summary{math.NaN(), math.NaN(), math.NaN()}
	}
	sample := benchmath.NewSample(values, &benchmath.DefaultThresholds)
	// Of a few values, the lowest and the highest are the ends of a less certain one.
	certain := 1 - math.Pow(2, 1-float64(len(values)))
	s := benchmath.AssumeNothing.Summary(sample, min(p.Confidence, certain))
	return Summary{s.Center, s.Lo, s.Hi}
}
