package enginetest

import (
	"fmt"
	"sync"
	"testing"
)

// Broken returns the names of the laws that an engine breaks, with the first of what is
// reported of each.
func Broken(
	t *testing.T, bubble func(*testing.T, func(*testing.T)), open func(*testing.T, Config) Engine,
) map[string]string {
	broken := make(map[string]string)
	for _, law := range laws {
		bubble(t, func(t *testing.T) {
			r := &recorder{}
			try(t, r, open, law)
			r.mu.Lock()
			defer r.mu.Unlock()
			if r.first != "" {
				broken[law.name] = r.first
			}
		})
	}
	return broken
}

// A recorder keeps the first of what is reported.
type recorder struct {
	mu    sync.Mutex
	first string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.first == "" {
		r.first = fmt.Sprintf(format, args...)
	}
}

func (*recorder) Skip(...any) {}

// Limit is how long a test may take.
var Limit = &limit
