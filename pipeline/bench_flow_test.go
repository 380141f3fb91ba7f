package pipeline_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
)

func BenchmarkThreeMaps(b *testing.B) {
	inc := func(v int) int { return v + 1 }
	perItem(b, "with=loop", million, func() {
		sum := 0
		for i := range million {
			sum += inc(inc(inc(i)))
		}
		_ = sum
	})
	perItem(b, "with=channel a stage", million, func() {
		stage := func(in <-chan int) <-chan int {
			out := make(chan int)
			go func() {
				defer close(out)
				for v := range in {
					out <- inc(v)
				}
			}()
			return out
		}
		first := make(chan int)
		go func() {
			defer close(first)
			for i := range million {
				first <- i
			}
		}()
		for range stage(stage(stage(first))) {
		}
	})
	three := func(n int) pipeline.Flow[int] {
		return pipeline.Map(pipeline.Map(pipeline.Map(upTo(million), n, next), n, next), n, next)
	}
	perItem(b, "with=Map n=1", million, func() { drainAll(b, three(1), million) })
	perItem(b, "with=Map n=2", million, func() { drainAll(b, three(2), million) })
}

// Latency is the time from the source to the body, of an item a millisecond.
func BenchmarkLatency(b *testing.B) {
	var took []time.Duration
	source := pipeline.FromFunc(func(ctx context.Context, yield func(time.Time) bool) error {
		for {
			time.Sleep(time.Millisecond)
			if !yield(time.Now()) {
				return nil
			}
		}
	})
	same := func(_ context.Context, t time.Time) (time.Time, error) { return t, nil }
	for sent, err := range pipeline.Map(source, 4, same).All(b.Context()) {
		took = append(took, time.Since(sent))
		if err != nil || !b.Loop() {
			break
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds()), "p50-ns")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds()), "p99-ns")
	b.ReportMetric(0, "ns/op")
}

// Break is the time that leaving a loop takes whose flow waits, two stages upstream,
// for a function that takes a second.
func BenchmarkBreak(b *testing.B) {
	slow := func(ctx context.Context, v int) (int, error) {
		if v == 0 {
			return v, nil
		}
		select {
		case <-time.After(time.Second):
			return v, nil
		case <-ctx.Done():
			return v, ctx.Err()
		}
	}
	total := time.Duration(0)
	for b.Loop() {
		var since time.Time
		for _, err := range pipeline.Map(pipeline.Map(upTo(10), 4, slow), 4, next).All(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			since = time.Now()
			break
		}
		total += time.Since(since)
	}
	b.ReportMetric(float64(total.Nanoseconds())/float64(b.N), "ns/break")
	b.ReportMetric(0, "ns/op")
}
