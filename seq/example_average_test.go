package seq_test

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/coseq/coseq/seq"
)

// smooth yields the mean of each n readings in a row.
func smooth(readings iter.Seq[float64], n int) iter.Seq[float64] {
	return seq.Map(seq.Window(readings, n), func(window []float64) float64 {
		mean, _ := seq.Mean(slices.Values(window))
		return mean
	})
}

// The moving average of what a sensor wrote, until it wrote something else than
// a number. Nothing is held in memory but three readings.
func Example_movingAverage() {
	log := strings.SplitSeq("20.5 21.0 23.0 25.0 24.0 offline 19.0", " ")
	parse := func(s string) (float64, error) { return strconv.ParseFloat(s, 64) }

	var err error
	readings := seq.StopOnError(seq.TryMap(log, parse), &err)
	for celsius := range smooth(readings, 3) {
		fmt.Println(celsius)
	}
	fmt.Println(err)
	// Output:
	// 21.5
	// 23
	// 24
	// strconv.ParseFloat: parsing "offline": invalid syntax
}
