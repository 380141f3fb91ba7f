package green_test

import (
	"testing"

	"github.com/coseq/coseq/pull/green"
)

// BenchmarkQueue is an item from a producer to a consumer, by capacity. At capacity 1
// gevent's order makes that two switches.
func BenchmarkQueue(b *testing.B) {
	for _, bench := range []struct {
		name     string
		capacity int
	}{{"rendezvous", 0}, {"1", 1}, {"16", 16}, {"unbounded", -1}} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			run(b, func(t *green.Task) {
				q := green.NewQueue[int](t.Loop(), bench.capacity)
				t.Go("consumer", func(t *green.Task) error {
					for range q.All(t) {
					}
					return nil
				})
				for i := 0; b.Loop(); i++ {
					q.Put(t, i)
					if bench.capacity < 0 && i&15 == 0 {
						t.Yield()
					}
				}
				q.Close()
			})
		})
	}
}
