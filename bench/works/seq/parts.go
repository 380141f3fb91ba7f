package seq

import (
	"iter"

	"github.com/samber/lo/it"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/seq"
)

func window() measure.Work {
	const size = 10
	return measure.Work{
		Name:  "seq-window",
		Title: "Windows of 10 values",
		About: "Each ten neighbours as a slice that may be kept. The loop makes each slice anew.",
		Ways: []measure.Way{
			{Name: "coseq", Run: over(func(vs []int) int { return ends(seq.Window(elsewhere(vs), size)) })},
			{Name: "lo/it", Run: over(func(vs []int) int { return ends(it.Window(elsewhere(vs), size)) })},
			{Name: "loop", Run: over(windowByHand)},
		},
	}
}

func chunk() measure.Work {
	const size = 100
	return measure.Work{
		Name:  "seq-chunk",
		Title: "Chunks of 100 values",
		About: "One slice after another, which may be kept.",
		Ways: []measure.Way{
			{Name: "coseq", Run: over(func(vs []int) int { return ends(seq.Chunk(elsewhere(vs), size)) })},
			{Name: "lo/it", Run: over(func(vs []int) int { return ends(it.Chunk(elsewhere(vs), size)) })},
			{Name: "loop", Run: over(chunkByHand)},
		},
	}
}

// ends adds up the first and the last of each slice. It is not inlined: the slices are
// on the heap, as for a caller that keeps them.
//
//go:noinline
func ends(slices iter.Seq[[]int]) (sum int) {
	for vs := range slices {
		sum += vs[0] + vs[len(vs)-1]
	}
	return sum
}

//go:noinline
func endsOf(vs []int) int { return vs[0] + vs[len(vs)-1] }

func windowByHand(vs []int) (sum int) {
	const size = 10
	window := make([]int, 0, size)
	for v := range elsewhere(vs) {
		if len(window) == size {
			window = append(make([]int, 0, size), window[1:]...)
		}
		if window = append(window, v); len(window) == size {
			sum += endsOf(window)
		}
	}
	return sum
}

func chunkByHand(vs []int) (sum int) {
	const size = 100
	var chunk []int
	for v := range elsewhere(vs) {
		if chunk == nil {
			chunk = make([]int, 0, size)
		}
		if chunk = append(chunk, v); len(chunk) == size {
			sum += endsOf(chunk)
			chunk = nil
		}
	}
	if chunk != nil {
		sum += endsOf(chunk)
	}
	return sum
}
