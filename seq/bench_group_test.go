package seq_test

import (
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

func BenchmarkChunk(b *testing.B) {
	b.Run("copying by hand", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			chunk := make([]int, 0, 100)
			for _, v := range benchInts {
				if chunk = append(chunk, v); len(chunk) == 100 {
					benchSink += len(chunk)
					chunk = make([]int, 0, 100)
				}
			}
		}
	})
	b.Run("in one expression", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for chunk := range seq.Chunk(slices.Values(benchInts), 100) {
				benchSink += len(chunk)
			}
		}
	})
	b.Run("built elsewhere", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for chunk := range seq.Chunk(benchElsewhere(benchInts), 100) {
				benchSink += len(chunk)
			}
		}
	})
}

func BenchmarkWindow(b *testing.B) {
	b.Run("subslices by hand", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := 10; i <= benchN; i++ {
				window := benchInts[i-10 : i : i]
				benchSink += window[0]
			}
		}
	})
	b.Run("in one expression", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for window := range seq.Window(slices.Values(benchInts), 10) {
				benchSink += window[0]
			}
		}
	})
	b.Run("built elsewhere", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for window := range seq.Window(benchElsewhere(benchInts), 10) {
				benchSink += window[0]
			}
		}
	})
}

func BenchmarkTop(b *testing.B) {
	b.Run("sorting", func(b *testing.B) {
		for b.Loop() {
			benchSink += slices.Sorted(slices.Values(benchMixed))[benchN-10]
		}
	})
	b.Run("Top of 10", func(b *testing.B) {
		for b.Loop() {
			benchSink += seq.Top(benchElsewhere(benchMixed), 10)[9]
		}
	})
	b.Run("Top of 10 in ascending order", func(b *testing.B) {
		for b.Loop() {
			benchSink += seq.Top(benchElsewhere(benchInts), 10)[9]
		}
	})
}

func BenchmarkMean(b *testing.B) {
	b.Run("sum by hand", func(b *testing.B) {
		for b.Loop() {
			sum := 0.0
			for _, v := range benchInts {
				sum += float64(v)
			}
			benchSink += int(sum / benchN)
		}
	})
	b.Run("Mean", func(b *testing.B) {
		for b.Loop() {
			mean, _ := seq.Mean(slices.Values(benchInts))
			benchSink += int(mean)
		}
	})
}
