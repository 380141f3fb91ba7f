package seq_test

import (
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

// The time of one operation is that of one pulled value here, or of one pair.
const benchPulled = 100_000

func benchRawPull(b *testing.B) {
	for b.Loop() {
		next, stop := iter.Pull(slices.Values(benchInts[:benchPulled]))
		for v, ok := next(); ok; v, ok = next() {
			benchSink += v
		}
		stop()
	}
}

func BenchmarkZip(b *testing.B) {
	vs := benchInts[:benchPulled]
	b.Run("raw iter.Pull", benchRawPull)
	b.Run("Zip", func(b *testing.B) {
		for b.Loop() {
			for v, w := range seq.Zip(slices.Values(vs), slices.Values(vs)) {
				benchSink += v + w
			}
		}
	})
	b.Run("ZipLongest", func(b *testing.B) {
		for b.Loop() {
			for v, w := range seq.ZipLongest(slices.Values(vs), slices.Values(vs), 0, 0) {
				benchSink += v + w
			}
		}
	})
	b.Run("Equal", func(b *testing.B) {
		for b.Loop() {
			if seq.Equal(slices.Values(vs), slices.Values(vs)) {
				benchSink++
			}
		}
	})
}

func BenchmarkMerge(b *testing.B) {
	evens := slices.Collect(seq.RangeStep(0, benchPulled, 2))
	odds := slices.Collect(seq.RangeStep(1, benchPulled, 2))
	b.Run("raw iter.Pull", benchRawPull)
	b.Run("of 2", func(b *testing.B) {
		for b.Loop() {
			for v := range seq.Merge(slices.Values(evens), slices.Values(odds)) {
				benchSink += v
			}
		}
	})
	b.Run("of 32", func(b *testing.B) {
		var seqs []iter.Seq[int]
		for i := range 32 {
			seqs = append(seqs, seq.RangeStep(i, benchPulled, 32))
		}
		for b.Loop() {
			for v := range seq.Merge(seqs...) {
				benchSink += v
			}
		}
	})
}

func BenchmarkMemoize(b *testing.B) {
	vs := benchInts[:benchPulled]
	b.Run("raw iter.Pull", benchRawPull)
	b.Run("first loop", func(b *testing.B) {
		for b.Loop() {
			benchSink += seq.Sum(seq.Memoize(slices.Values(vs)))
		}
	})
	b.Run("next loop", func(b *testing.B) {
		s := seq.Memoize(slices.Values(vs))
		seq.Drain(s)
		for b.Loop() {
			benchSink += seq.Sum(s)
		}
	})
}
