package traps

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Traps of what ends a run before its time.

var errorInTheMiddle = trap{
	name: "error",
	about: "f fails in the middle of 1000 calls of 1 ms: that error is returned, " +
		"and fewer than 100 calls begin after it.",
	beside: func(s shape) string {
		if s.noErrors {
			return "no errors"
		}
		return ""
	},
	lay: func(s *setting) {
		s.size = 1000
		s.f = func(_ context.Context, v int) (int, error) {
			time.Sleep(time.Millisecond)
			if v == middle {
				s.seen.Store(s.began.Load())
				return 0, errMiddle
			}
			return v, nil
		}
	},
	judge: func(s *setting) string {
		if !errors.Is(s.end.err, errMiddle) {
			return "loses the error: " + s.end.String()
		}
		if n := s.began.Load() - s.seen.Load(); n >= 100 {
			return fmt.Sprintf("%d more calls", n)
		}
		return ""
	},
}

var cancelledWhileBlocked = trap{
	name: "cancel",
	about: "the source and all calls of f wait for their context, which is cancelled: " +
		"an error says so, at once.",
	beside: func(s shape) string {
		if s.noContext {
			return "no context"
		}
		return ""
	},
	lay: func(s *setting) {
		s.source = s.values(func(i int) {
			if i == 2*workers {
				<-s.ctx.Done()
			}
		})
		s.f = func(ctx context.Context, _ int) (int, error) {
			<-ctx.Done()
			return 0, ctx.Err()
		}
		time.AfterFunc(50*time.Millisecond, s.cancel)
	},
	judge: func(s *setting) string {
		if s.end.err == nil {
			return "looks complete"
		}
		return ""
	},
}
