package pipeline_test

import (
	"testing"

	"github.com/coseq/coseq/pipeline"
)

// No stage allocates for an item that passes through. A run as such does: for its
// goroutines, and for chunks until they have got their size.
func TestAllocationsOfAnItem(t *testing.T) {
	const items = 100_000
	source := upTo(items)
	sum := func(a, b int) (int, error) { return a + b, nil }
	for name, run := range map[string]func() error{
		"Map": func() error { return pipeline.Map(source, 4, next).Run(t.Context()) },
		"Map unordered": func() error {
			return pipeline.Map(source, 4, next, pipeline.Unordered()).Run(t.Context())
		},
		"Map in turn": func() error { return pipeline.Map(source, 1, next).Run(t.Context()) },
		"Map with a window": func() error {
			return pipeline.Map(source, 4, next, pipeline.Window(100)).Run(t.Context())
		},
		"Filter": func() error { return pipeline.Filter(source, 4, isOdd).Run(t.Context()) },
		"MapKeyed": func() error {
			return pipeline.MapKeyed(source, 4, func(v int) int { return v % 100 }, next).Run(t.Context())
		},
		"Buffer": func() error { return pipeline.Buffer(source, 100).Run(t.Context()) },
		"Merge":  func() error { return pipeline.Merge(source, source).Run(t.Context()) },
		"Tap":    func() error { return pipeline.Tap(source, func(int) {}).Run(t.Context()) },
		"Take":   func() error { return pipeline.Take(source, items).Run(t.Context()) },
		"Reduce": func() error {
			_, _, err := pipeline.Reduce(t.Context(), source, 1, sum)
			return err
		},
	} {
		allocs := testing.AllocsPerRun(3, func() {
			if err := run(); err != nil {
				t.Error(err)
			}
		})
		if allocs/items > 0.05 {
			t.Errorf("%s: %v allocations for %d items", name, allocs, items)
		}
	}
}
