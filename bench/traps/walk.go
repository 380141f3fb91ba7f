package traps

import (
	"fmt"
	"runtime"
	"time"
)

// walk has a peer walk into a trap, and says how that fails, or "" if it does not.
func walk(p peer, t trap) string {
	newSetting().run(p) // what a library starts once and for all is not a leak
	before := runtime.NumGoroutine()
	s := newSetting()
	t.lay(s)
	if !s.run(p) {
		return "hangs"
	}
	if wrong := t.judge(s); wrong != "" {
		return wrong
	}
	return s.leftovers(before)
}

// leftovers says what goes on after the end.
func (s *setting) leftovers(before int) string {
	deadline := time.Now().Add(grace)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	n := runtime.NumGoroutine() - before
	if n <= 0 {
		return ""
	}
	read := s.read.Load()
	time.Sleep(grace / 10)
	if s.read.Load() > read {
		return "goes on for ever"
	}
	return fmt.Sprintf("leaks %d goroutines", n)
}
