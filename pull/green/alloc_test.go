package green_test

import (
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// What tasks do over and over allocates nothing.
func TestAllocations(t *testing.T) {
	tests := []struct {
		name string
		want float64
		call func(*green.Task)
	}{
		{"Yield", 0, (*green.Task).Yield},
		{"Sleep", 0, func(t *green.Task) { t.Sleep(time.Second) }},
		{"Go and Join", 1, func(t *green.Task) { t.Join(t.Go("a", nothing)) }},
		{"Shield", 1, func(t *green.Task) { t.Shield(nothing) }},
		{"WithTimeout", 2, func(t *green.Task) { t.WithTimeout(1, nothing) }},
		{"Scope", 2, func(t *green.Task) { t.Scope(nothing) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			green.Run(t.Context(), func(m *green.Task) error {
				m.Go("other", func(t *green.Task) error {
					for !m.Done() {
						t.Yield()
						t.Sleep(time.Second)
					}
					return nil
				})
				got := testing.AllocsPerRun(100, func() { test.call(m) })
				if got > test.want {
					t.Errorf("%v allocations, want %v", got, test.want)
				}
				return nil
			}, green.Virtual(time.Unix(0, 0)))
		})
	}
}
