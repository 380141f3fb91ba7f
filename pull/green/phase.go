package green

import "sync/atomic"

// A phase keeps two from driving the loop at the same time.
type phase struct {
	busy atomic.Bool
	torn bool // a posted function has called Goexit, on the goroutine that drives
}

func (p *phase) claim(call string) {
	if !p.busy.CompareAndSwap(false, true) {
		panic("green.Loop." + call +
			": the loop is running already, in the call that runs this one or elsewhere")
	}
}

// disclaim is deferred by who drives the loop. If its goroutine is exiting, this is the
// last chance to unwind the tasks.
func (l *Loop) disclaim() {
	defer l.busy.Store(false)
	if l.torn {
		l.torn = false
		l.exit()
		l.runAll()
		_ = l.finish()
	}
}
