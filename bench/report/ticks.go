package report

import (
	"math"

	"gonum.org/v1/plot"
)

// logTicks are at powers of ten, and at 2 and 5 times these if there are few of them.
func logTicks(label func(float64) string) plot.TickerFunc {
	return func(low, high float64) (ticks []plot.Tick) {
		sparse := math.Log10(high/low) < 2.5
		for power := math.Pow10(int(math.Floor(math.Log10(low)))); power <= high; power *= 10 {
			for m := 1.0; m < 10; m++ {
				v := m * power
				if v < low*0.999 || v > high*1.001 {
					continue
				}
				tick := plot.Tick{Value: v}
				if m == 1 || sparse && (m == 2 || m == 5) {
					tick.Label = label(v)
				}
				ticks = append(ticks, tick)
			}
		}
		return ticks
	}
}
