package pipeline

import "time"

// A signal wakes one goroutine that waits for it, now or later, once.
type signal chan struct{}

func (s signal) set() {
	select {
	case s <- struct{}{}:
	default:
	}
}

// wait waits for the signal, or until the time is up, and reports false if done is
// closed instead.
func (s signal) wait(done <-chan struct{}, up <-chan time.Time) bool {
	select {
	case <-s:
	case <-up:
	case <-done:
		return false
	}
	return true
}
