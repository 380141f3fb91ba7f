package traps

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// Traps of slow parts.

var headOfLine = trap{
	name: "head of line",
	about: "the first call takes 0.2 s, the others none: " +
		"meanwhile others begin, and the results come in order.",
	beside: func(s shape) string {
		if s.anyOrder {
			return "any order"
		}
		return atOnce(s)
	},
	lay: func(s *setting) {
		s.f = func(_ context.Context, v int) (int, error) {
			if v == 0 {
				time.Sleep(200 * time.Millisecond)
				s.seen.Store(s.began.Load())
			}
			return v, nil
		}
	},
	judge: func(s *setting) string {
		switch {
		case !s.inOrder():
			return "out of order"
		case s.seen.Load() < workers:
			return "holds the others"
		}
		return s.missing()
	},
}

var slowConsumer = trap{
	name: "slow consumer",
	about: "the consumer takes 0.1 s over its first result of an endless source: " +
		"reading ahead comes to an end.",
	beside: streams,
	lay: func(s *setting) {
		s.size = 0
		s.body = func(int) bool {
			if len(s.got) > 1 {
				return false
			}
			time.Sleep(50 * time.Millisecond)
			s.seen.Store(s.read.Load())
			time.Sleep(50 * time.Millisecond)
			s.seen.Store(s.read.Load() - s.seen.Load())
			return true
		}
	},
	judge: func(s *setting) string {
		if s.seen.Load() >= 100 {
			return "reads on"
		}
		return ""
	},
}

var manyCalls = trap{
	name:   "many calls",
	about:  fmt.Sprintf("1000 calls of 1 ms: at most %d at once.", workers),
	beside: atOnce,
	lay: func(s *setting) {
		var now atomic.Int64
		s.size = 1000
		s.f = func(_ context.Context, v int) (int, error) {
			n := now.Add(1)
			defer now.Add(-1)
			for most := s.seen.Load(); n > most && !s.seen.CompareAndSwap(most, n); {
				most = s.seen.Load()
			}
			time.Sleep(time.Millisecond)
			return v, nil
		}
	},
	judge: func(s *setting) string {
		if n := s.seen.Load(); n > workers {
			return fmt.Sprintf("%d at once", n)
		}
		return ""
	},
}

// atOnce says why a shape has no calls at once.
func atOnce(s shape) string {
	if s.inTurn {
		return "one after another"
	}
	return ""
}
