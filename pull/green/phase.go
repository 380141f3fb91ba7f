package green

import "sync/atomic"

// A phase keeps two from driving the loop at the same time.
type phase struct{ busy atomic.Bool }

func (p *phase) claim(call string) {
	if !p.busy.CompareAndSwap(false, true) {
		panic("green.Loop." + call + ": the loop is running already, in the call that runs this one or elsewhere")
	}
}

func (p *phase) disclaim() { p.busy.Store(false) }
