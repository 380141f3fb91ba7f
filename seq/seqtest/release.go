package seqtest

// released checks that the loop over the source has ended with the walk, which
// has come to its end, or not.
func (tr *trial) released(ended bool, name string) {
	if tr.holds && !ended {
		return
	}
	if _, open := tr.meter.state(); open > 0 {
		tr.fail(releaseLaw, "%s is over, and the source still runs", name)
	}
}

// gone checks that no goroutine is left of what went before.
func (tr *trial) gone(name string) {
	if tr.broken[releaseLaw] || tr.broken[lazinessLaw] || tr.holds && tr.endless {
		return // or else what is left has been reported, or is allowed
	}
	if n := tr.left(); n > 0 {
		tr.fail(releaseLaw, "after %s, goroutines remain: %d", name, n)
	}
}
